/** Gates: `accuracy<-0.005` fails when the whole interval of the difference lies beyond the limit, or where that cannot be judged. Pure. */
import type { Analysis, Comparison } from './analysis.js';
import type { Estimate } from '../base/estimate.js';
import { UserError } from '../base/errors.js';
import { didYouMean, quoted } from '../data/names.js';
import { parseRule, QUANTITIES } from '../question/rule.js';
import type { Quantity } from '../question/rule.js';
import { unitWord } from '../question/words.js';
import { blocksCalled } from '../stats/blocks-called.js';
import { FEWEST_TO_JUDGE } from '../stats/verdict.js';
import { IS, outOf, whole } from '../base/how-many.js';

export interface Gate {
  /** As the user wrote it. */
  readonly text: string;
  readonly metric: string;
  readonly quantity: Quantity;
  readonly side: '<' | '>';
  readonly limit: number;
}

/** @throws {UserError} unless the text is METRIC<NUMBER or METRIC>NUMBER, the metric with a quantity or without */
export function parseGate(text: string): Gate {
  const rule = parseRule(text);
  if (rule === undefined)
    throw new UserError(
      `--fail-on ${quoted(text)} is not a gate.`,
      'Write for example --fail-on "accuracy<-0.005", or "accuracy.sdRatio<0.8" for the spread.',
    );
  if (rule.quantity === 'sdRatio' && rule.limit <= 0)
    throw new UserError(
      `--fail-on ${quoted(text)}: a ratio of spreads is above 0.`,
      '0.8 stands for a variant whose spread is a quarter larger than the baseline’s.',
    );
  return { text, quantity: 'difference', ...rule };
}

interface Known {
  readonly name: string;
  readonly label?: string;
  readonly scale?: 'share' | 'plain';
}

/**
 * @throws {UserError} where no metric has the gate's name, or none of its values could ever reach the limit: before anything is
 *   carried out, where the metrics are known
 */
export function refuseGate(gate: Gate, metrics: readonly Known[]): void {
  const { metric, text, quantity, limit } = gate;
  const found = metrics.find(({ name }) => name === metric);
  if (found === undefined) throw unknownMetric(metric, metrics);
  if (found.scale !== 'share' || quantity === 'sdRatio') return;
  const size = Math.abs(limit);
  const { name, label = name } = found;
  if (quantity === 'difference' ? size < 1 : limit >= 0 && limit <= 1) return;
  const inPoints = quantity === 'mean' ? `${figure(size)} %` : `${figure(size)} ${size === 1 ? 'point' : 'points'}`;
  throw new UserError(
    `--fail-on ${quoted(text)}: ${label} lies between 0 and 1, so no ${quantity} ${quantity === 'mean' && limit < 0 ? 'lies below 0' : 'is as large'}.`,
    size <= 100 && !(quantity === 'mean' && limit < 0)
      ? `For ${inPoints}: --fail-on ${quoted(text.replace(/[\d.]+(?:e[-+]?\d+)?$/i, figure(size / 100)))}`
      : `For example: --fail-on "${metric}<-0.005"`,
  );
}

function figure(value: number): string {
  return String(Number(value.toPrecision(12)));
}

function unknownMetric(metric: string, metrics: readonly Known[]): UserError {
  const dot = metric.lastIndexOf('.');
  const quantity = metric.slice(dot + 1);
  if (dot > 0 && metrics.some(({ name }) => name === metric.slice(0, dot)))
    return new UserError(
      `--fail-on: there is no quantity ${quoted(quantity)} of ${quoted(metric.slice(0, dot))}.`,
      didYouMean(quantity, QUANTITIES),
    );
  const names = metrics.map(({ name }) => name);
  return new UserError(`--fail-on: there is no metric ${quoted(metric)}.`, didYouMean(metric, names));
}

/**
 * `fails`: the whole interval lies beyond the limit. `cannot judge`: there is no interval to hold against it, or runs are
 * missing that belong to it; a gate that let this through would pass for an empty folder. `undecided`: the interval holds the
 * limit.
 */
export interface Judgement {
  readonly variant: string;
  readonly outcome: 'fails' | 'cannot judge' | 'undecided' | 'passes';
  /** Why it cannot be judged, as the end of a sentence. */
  readonly why?: string;
  /** How many data sets the judgement is about, where these are too few to speak of others like them. */
  readonly theseDataSets?: number;
}

/** What a gate says of a whole report: its worst comparison decides. */
export interface GateOutcome {
  readonly gate: string;
  readonly outcome: 'failed' | 'cannot judge' | 'undecided' | 'passed';
  readonly passes: boolean;
  /** One line for a log. */
  readonly words: string;
  readonly comparisons: readonly Judgement[];
}

/** @throws {UserError} for an unknown metric */
export function judgeGate(analysis: Analysis, gate: Gate): GateOutcome {
  const comparisons = judge(analysis, gate);
  const of = (wanted: Judgement['outcome']): readonly Judgement[] =>
    comparisons.filter(({ outcome }) => outcome === wanted);
  const names = (list: readonly Judgement[]): string => list.map(({ variant }) => variant).join(', ');
  const [fails, open, undecided] = [of('fails'), of('cannot judge'), of('undecided')];
  const said = (outcome: GateOutcome['outcome'], words: string): GateOutcome => {
    const passes = outcome === 'passed' || outcome === 'undecided';
    const few = comparisons.find(({ theseDataSets }) => theseDataSets !== undefined)?.theseDataSets;
    const where = few === undefined ? '' : ` (on these ${few} data sets alone)`;
    return { gate: gate.text, outcome, passes, words: `gate ${gate.text} ${words}${where}`, comparisons };
  };
  if (fails.length > 0) return said('failed', `failed: ${names(fails)}`);
  if (comparisons.length === 0)
    return said('cannot judge', 'cannot be judged, and so it failed: there is nothing to compare');
  if (open.length > 0) {
    const reasons = open.map(({ variant, why = '' }) => `${variant}: ${why}`).join('; ');
    return said('cannot judge', `cannot be judged, and so it failed: ${reasons}`);
  }
  if (undecided.length > 0) {
    const held = undecided.length === 1 ? 'its interval holds the limit' : 'their intervals hold the limit';
    return said('undecided', `is undecided, and so it passed: ${names(undecided)}: ${held}`);
  }
  return said('passed', 'passed');
}

/** One entry a comparison (of means one a variant), in their order. @throws {UserError} for an unknown metric */
export function judge(analysis: Analysis, gate: Gate): readonly Judgement[] {
  refuseGate(gate, analysis.metrics);
  if (gate.quantity === 'mean')
    return analysis.variants.map(({ name, metrics }) =>
      judgeOne(metrics[gate.metric]!.mean, { analysis, gate, variant: name, arms: [name] }),
    );
  return analysis.comparisons.map((comparison) => judgeComparison(comparison, { analysis, gate }));
}

function judgeComparison(comparison: Comparison, { analysis, gate }: { analysis: Analysis; gate: Gate }): Judgement {
  const { variant, baseline, metrics, verdict } = comparison;
  const values = metrics[gate.metric]!;
  const place = { analysis, gate, variant, arms: [variant, baseline] as const };
  const interval = gate.quantity === 'sdRatio' ? values.sdRatioSimultaneous : values.differenceSimultaneous;
  const these = gate.quantity === 'sdRatio' ? undefined : onTheseDataSets(analysis, { gate, variant });
  const found = failedUnequally(judgeOne(these ?? interval, place), { comparison, place });
  if (these !== undefined) return { ...found, theseDataSets: these.n };
  if (found.outcome === 'fails' || found.outcome === 'cannot judge') return found;
  const { words, reason } = gate.quantity === 'sdRatio' ? verdict.steadiness : verdict.mean;
  const isJudged = words !== 'not judged' || gate.metric !== analysis.metrics[0]!.name;
  if (isJudged || interval.low === interval.high) return found;
  return { variant, outcome: 'cannot judge', why: ending(reason) };
}

/** A variant that fails now and then passes by its survivors: without the other's worst runs it must pass as well. */
function failedUnequally(
  found: Judgement,
  { comparison, place }: { comparison: Comparison; place: Parameters<typeof judgeOne>[1] },
): Judgement {
  const { failures, metrics } = comparison;
  const { gate, variant, arms } = place;
  if (failures === undefined || found.outcome === 'fails' || found.outcome === 'cannot judge') return found;
  const { failed } = failures;
  if (failed.variant === failed.baseline) return found;
  const trimmed = metrics[gate.metric]!.differenceTrimmed;
  const again =
    gate.quantity === 'difference' && trimmed !== undefined ? judgeOne(trimmed, place).outcome : 'cannot judge';
  if (again === found.outcome || again === 'passes') return found;
  const why = `the two failed unequally (${arms[0]} ${times(failed.variant)}, ${arms[1]} ${times(failed.baseline)})`;
  return { variant, outcome: 'cannot judge', why };
}

function times(n: number): string {
  return n === 0 ? 'never' : n === 1 ? 'once' : `${whole(n)} times`;
}

/** Where data sets are too few to speak of others like them, a gate is about these. */
function onTheseDataSets(
  { given }: Analysis,
  { gate, variant }: { gate: Gate; variant: string },
): Estimate | undefined {
  const metric = given?.metrics.find(({ name }) => name === gate.metric);
  const main = metric?.comparisons.find((each) => each.variant === variant)?.main;
  return main?.withheld === undefined ? undefined : main.these?.interval;
}

function judgeOne(
  { low, high, reason, n, method }: Estimate,
  {
    analysis,
    gate: { side, limit },
    variant,
    arms,
  }: { analysis: Analysis; gate: Gate; variant: string; arms: readonly [string, ...string[]] },
): Judgement {
  if (low === null || high === null)
    return { variant, outcome: 'cannot judge', why: `there is no interval (${ending(reason)})` };
  if (side === '<' ? high < limit : low > limit) return { variant, outcome: 'fails' };
  for (const { name, runs } of analysis.variants) {
    const missing = runs.planned - runs.ok - runs.failed;
    if (missing === 0 || !arms.includes(name)) continue;
    return {
      variant,
      outcome: 'cannot judge',
      why: `${outOf(missing, `${whole(runs.planned)} runs of ${name}`, IS)} missing`,
    };
  }
  // An error that came with a score, and an interval over data sets, rest on more than they count.
  if (n < FEWEST_TO_JUDGE && method !== 'z' && method !== 'stratified')
    return {
      variant,
      outcome: 'cannot judge',
      why: `${blocksCalled(n, { unit: unitWord(analysis) })} ${n === 1 ? 'is' : 'are'} too few`,
    };
  const within = side === '<' ? low < limit : high > limit;
  return { variant, outcome: within ? 'undecided' : 'passes' };
}

function ending(reason = 'too few scores'): string {
  return reason.replace(/\.$/, '');
}
