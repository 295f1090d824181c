/**
 * The rule of `--until`: train split by split until every interval of one quantity is narrow enough. Pure: reads the rule
 * and says whether it makes sense; knows no runs, records or files.
 */
import { quoted } from '../data/names.js';
import { UserError } from '../base/errors.js';
import { METRICS } from './registry.js';
import { moreThanMetric, nearRule, parseRule, unknownQuantity } from './rule.js';
import type { Quantity } from './rule.js';
import { unknownMetric } from './metric.js';
import type { Metric } from './metric.js';

export interface UntilRule {
  readonly metric: string;
  readonly quantity: Quantity;
  /** In the metric's own unit: 0.005 is half a point of accuracy. Of `sdRatio`: 0.2 is limits within a factor of 1.2. */
  readonly halfWidth: number;
}

/** A rule and when it looks: after every whole split from `minimum` to `maximum`, both fixed before the first run. */
export interface Until extends UntilRule {
  readonly minimum: number;
  readonly maximum: number;
}

const EXAMPLE = `Write for example --until "${METRICS[0]!.name}.difference<0.005": half a point either way.`;

/** @throws {UserError} unless the text is METRIC<NUMBER (or METRIC.difference, .mean, .sdRatio), the number above 0 */
export function parseUntil(text: string): UntilRule {
  const rule = parseRule(text);
  if (rule?.side !== '<' || rule.limit < 0) {
    const near = nearRule(text);
    const isRule = near !== undefined && near.includes('<') && !near.includes('<-');
    throw new UserError(
      `--until ${quoted(text)} is not a rule.`,
      isRule ? `Did you mean --until ${quoted(near)}?` : EXAMPLE,
    );
  }
  const { metric, quantity = 'difference', limit: halfWidth } = rule;
  const dot = metric.lastIndexOf('.');
  if (rule.quantity === undefined && dot > 0) {
    const [message, remedy] = unknownQuantity(metric.slice(dot + 1), metric.slice(0, dot));
    throw new UserError(`--until ${quoted(text)}: ${message}`, remedy);
  }
  if (halfWidth === 0) throw new UserError(`--until ${quoted(text)}: a half-width is above 0.`, EXAMPLE);
  return { metric, quantity, halfWidth };
}

/** @throws {UserError} if the report has no such metric, or its half-width could never be that large */
export function checkUntilMetric({ metric, quantity, halfWidth }: UntilRule, metrics: readonly Metric[]): void {
  const found = metrics.find(({ name }) => name === metric);
  if (found === undefined) {
    const names = metrics.map(({ name }) => name);
    const [message, remedy] = moreThanMetric(metric, names) ?? [];
    if (message !== undefined) throw new UserError(`--until: ${message}`, remedy);
    const isKnown = METRICS.some(({ name, task }) => name === metric && task === metrics[0]?.task);
    throw isKnown
      ? new UserError(
          `--until: the report is about ${names.join(', ')}, not ${metric}.`,
          `Ask for it: --metric ${metric}.`,
        )
      : unknownMetric(metric, { before: '--until', known: names });
  }
  if (quantity !== 'sdRatio' && found.scale === 'share' && halfWidth >= 1) {
    throw new UserError(`--until: ${found.label} is a share, so a half-width of ${halfWidth} says nothing.`, EXAMPLE);
  }
}

/** As `--until` takes it. */
export function untilWords({ metric, quantity, halfWidth }: UntilRule): string {
  return `${metric}.${quantity}<${halfWidth}`;
}

/** Where looks are planned beforehand, each comes at this many times the splits of the one before. */
const GROWTH = 1.5;

/**
 * The numbers of splits at which a rule on SD ratios looks: fixed beforehand, each half as many again as the last. A look costs
 * level, so there are few of them; differences and means are looked at after every split by a confidence sequence.
 */
export function plannedLooks({ minimum, maximum }: Pick<Until, 'minimum' | 'maximum'>): readonly number[] {
  const looks: number[] = [];
  for (let splits = minimum; splits < maximum; splits = Math.ceil(splits * GROWTH)) looks.push(splits);
  return [...looks, maximum];
}

/** Which of the planned looks a report over this many splits is, from 1; 1 for rules that need no plan. */
export function plannedLook(until: Until, splits: number): number {
  if (until.quantity !== 'sdRatio') return 1;
  return Math.max(1, plannedLooks(until).filter((look) => look <= splits).length);
}
