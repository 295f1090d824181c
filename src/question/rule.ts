/** The one grammar of `--fail-on` and `--until`: METRIC.QUANTITY, a side, a number. Pure. */
import { didYouMean, quoted } from '../data/names.js';

/**
 * `difference`: of every variant from its baseline. `mean`: of every variant. `sdRatio`: SD of the baseline over that of the
 * variant, between reruns where a split has several seeds.
 */
export const QUANTITIES = ['difference', 'mean', 'sdRatio'] as const;
export type Quantity = (typeof QUANTITIES)[number];

export interface Rule {
  /** As it stands there, its quantity aside; a file's metric may hold dots. */
  readonly metric: string;
  /** Absent where none is named. */
  readonly quantity?: Quantity;
  readonly side: '<' | '>';
  readonly limit: number;
}

const RULE = /^(.+)([<>])\s*(-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)$/s;

/** Undefined where the text is no rule. */
export function parseRule(text: string): Rule | undefined {
  const match = RULE.exec(text.trim());
  if (match === null || !Number.isFinite(Number(match[3]))) return undefined;
  const [, before = '', side, limit] = match;
  const named = before.trim();
  const quantity = QUANTITIES.find((each) => named.endsWith(`.${each}`));
  const metric = quantity === undefined ? named : named.slice(0, -quantity.length - 1).trim();
  if (metric === '') return undefined;
  const rule = { metric, side: side as '<' | '>', limit: Number(limit) };
  return quantity === undefined ? rule : { ...rule, quantity };
}

/** The rule that the text nearly is, as it is to be written: a limit first, `<=`, a decimal comma, a sign of per cent. */
export function nearRule(text: string): string | undefined {
  const plain = text
    .trim()
    .replaceAll(/[−–]/g, '-')
    .replace(/=?≤=?|=<|<=/, '<')
    .replace(/=?≥=?|=>|>=/, '>')
    .replace(/([<>]\s*)\+/, '$1');
  const [, limit, side, metric] = /^([-+\d.,eE]+%?)\s*([<>])(.+)$/.exec(plain) ?? [];
  const turned = metric === undefined ? plain : `${metric.trim()}${side === '<' ? '>' : '<'}${limit!}`;
  const dotted = turned.replace(/([<>]\s*-?\d*),(\d+\s*%?)$/, '$1.$2');
  const near = dotted.replace(
    /(-?[\d.]+)\s*%$/,
    (_all, percent: string) => `${Number((Number(percent) / 100).toPrecision(12))}`,
  );
  return near !== text.trim() && parseRule(near) !== undefined ? near : undefined;
}

/** What is wrong with a metric that is none, and the remedy, where the text says more than a metric; else undefined. */
export function moreThanMetric(
  metric: string,
  names: readonly string[],
): readonly [message: string, remedy: string] | undefined {
  if (/[<>]/.test(metric))
    return ['one limit is taken.', 'Give one, and run the command again for the other: nothing is done twice.'];
  const dot = metric.lastIndexOf('.');
  const [before, quantity] = [metric.slice(0, Math.max(dot, 0)), metric.slice(dot + 1)];
  return names.includes(before) ? unknownQuantity(quantity, before) : undefined;
}

/** @param metric  the one it is to be a quantity of */
export function unknownQuantity(quantity: string, metric: string): readonly [message: string, remedy: string] {
  const message = `there is no quantity ${quoted(quantity)} of ${quoted(metric)}.`;
  const isSpread = /^(?:sd|std|var|rerun)/i.test(quantity) && quantity.toLowerCase() !== 'sdratio';
  if (!isSpread) return [message, didYouMean(quantity, QUANTITIES)];
  return [
    message,
    'Of spreads there is sdRatio, the baseline’s SD over the variant’s: 0.8 where the variant’s is a quarter larger. A ratio of variances is its square.',
  ];
}
