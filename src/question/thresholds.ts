/**
 * Thresholds: the size below which a difference does not matter, which is for the user to say. `accuracy: 1` is a point of a share, `rmse: 0.2`
 * is in the metric's unit, `rmse: '2%'` a share of the baseline's mean, `sd: '20%'` of the baseline's SD. Pure.
 */
import type { Metric, ThresholdRule } from './metric.js';
import { didYouMean, quoted } from '../data/names.js';
import { UserError } from '../base/errors.js';

/** By the name of a metric, or `sd`: a number, or a percentage as text. */
export type Thresholds = Readonly<Record<string, number | string>>;

/** The name under which steadiness has its threshold. */
const SD = 'sd';
const NUMBER = /^(\d+\.?\d*|\.\d+)\s*(%?)$/;

/**
 * @param texts such as `accuracy=1` and `sd=20%`
 * @throws {UserError} unless each is NAME=NUMBER or NAME=NUMBER%
 */
export function parseThresholds(texts: readonly string[]): Thresholds {
  const entries = texts.map((text): readonly [string, string] => {
    const at = text.indexOf('=');
    if (at <= 0) {
      throw new UserError(`--threshold ${quoted(text)} is not NAME=SIZE.`, 'Write for example --threshold accuracy=1.');
    }
    return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  });
  return Object.fromEntries(entries);
}

/** The rule of a metric with the user's threshold in its place. @throws {UserError} for something that is no size */
export function withThreshold(metric: Metric, thresholds: Thresholds = {}): Metric {
  const given = Object.hasOwn(thresholds, metric.name) ? thresholds[metric.name] : undefined;
  return given === undefined ? metric : { ...metric, threshold: ruleOf(metric, given) };
}

/** The share of the baseline's SD below which a change of it is small; undefined where the user says nothing. */
export function spreadThreshold(thresholds: Thresholds = {}): number | undefined {
  const given = Object.hasOwn(thresholds, SD) ? thresholds[SD] : undefined;
  if (given === undefined) return undefined;
  const { size, percent } = sizeOf(SD, given);
  if (!percent || size >= 100) {
    throw new UserError(`The threshold of ${SD} is ${quoted(String(given))}.`, 'Give a percentage below 100: sd=20%.');
  }
  return size / 100;
}

/** @throws {UserError} for a name that no metric here has, or for something that is no size */
export function checkThresholds(thresholds: Thresholds, metrics: readonly Metric[]): void {
  const names = [...metrics.map(({ name }) => name), SD];
  for (const name of Object.keys(thresholds)) {
    if (!names.includes(name)) {
      throw new UserError(
        `A threshold is given for ${quoted(name)}, which is no metric here.`,
        didYouMean(name, names),
      );
    }
  }
  for (const metric of metrics) withThreshold(metric, thresholds);
  spreadThreshold(thresholds);
}

/** As flags that give the same thresholds. */
export function thresholdFlags(thresholds: Thresholds): readonly string[] {
  return Object.entries(thresholds).map(([name, size]) => `--threshold ${name}=${size}`);
}

function ruleOf({ name, scale }: Metric, given: number | string): ThresholdRule {
  const { size, percent } = sizeOf(name, given);
  if (scale === 'share') {
    if (percent) {
      throw new UserError(`The threshold of ${name} is ${quoted(String(given))}.`, `Give it in points: ${name}=1.`);
    }
    return { fixed: size / 100 };
  }
  return percent ? { shareOfMean: size / 100 } : { fixed: size };
}

function sizeOf(name: string, given: number | string): { size: number; percent: boolean } {
  const match = NUMBER.exec(String(given));
  const size = Number(match?.[1]);
  if (match === null || !(size > 0)) {
    throw new UserError(
      `The threshold of ${name} is ${quoted(String(given))}.`,
      `Give a number above 0, or a percentage: ${name}=${name === SD ? '20%' : '1'}.`,
    );
  }
  return { size, percent: match[2] === '%' };
}
