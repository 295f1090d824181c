/** What gates say: `accuracy<-0.005` fails when the whole interval of the difference lies beyond the limit, or where that cannot be judged. Pure. */
import type { Analysis, Comparison, VariantAnalysis } from './analysis.js';
import type { Estimate } from '../base/estimate.js';
import { printableLine } from '../base/printable.js';
import { refuseGate } from '../question/fail-on.js';
import type { Gate } from '../question/fail-on.js';
import { unitWord } from '../question/words.js';
import { blocksCalled } from '../stats/blocks-called.js';
import { FEWEST_TO_JUDGE } from '../stats/verdict.js';
import { FAILED, IS, outOf, whole } from '../base/how-many.js';

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
  const names = (list: readonly Judgement[]): string => list.map(({ variant }) => shownName(variant)).join(', ');
  const [fails, open, undecided] = [of('fails'), of('cannot judge'), of('undecided')];
  const said = (outcome: GateOutcome['outcome'], words: string): GateOutcome => {
    const passes = outcome === 'passed' || outcome === 'undecided';
    const few = comparisons.find(({ theseDataSets }) => theseDataSets !== undefined)?.theseDataSets;
    const where = few === undefined ? '' : ` (on these ${few} data sets alone)`;
    const line = printableLine(`gate ${gate.text} ${words}${where}`);
    return { gate: gate.text, outcome, passes, words: line, comparisons };
  };
  if (fails.length > 0) return said('failed', `failed: ${names(fails)}`);
  if (comparisons.length === 0)
    return said('cannot judge', 'cannot be judged, and so it failed: there is nothing to compare');
  if (open.length > 0) {
    const whys = [...new Set(open.map(({ why = '' }) => why))];
    const reasons = whys.map((why) => `${names(open.filter((each) => each.why === why))}: ${why}`).join('; ');
    return said('cannot judge', `cannot be judged, and so it failed: ${reasons}`);
  }
  if (undecided.length > 0) {
    const held = undecided.length === 1 ? 'its interval holds the limit' : 'their intervals hold the limit';
    return said('undecided', `is undecided, and so it passed: ${names(undecided)}: ${held}`);
  }
  return said('passed', 'passed');
}

/** As it is, unless it could be taken for several names, or for words of the line. */
function shownName(name: string): string {
  return /[,:;"\n]/.test(name) ? JSON.stringify(name) : name;
}

/** One entry a comparison (of means one a variant), in their order. @throws {UserError} for an unknown metric */
export function judge(analysis: Analysis, gate: Gate): readonly Judgement[] {
  refuseGate(gate, analysis.metrics);
  if (gate.quantity === 'mean') return analysis.variants.map((variant) => judgeMean(variant, { analysis, gate }));
  return analysis.comparisons.map((comparison) => judgeComparison(comparison, { analysis, gate }));
}

/** A variant that fails now and then would pass by the mean of its survivors. */
function judgeMean({ name, metrics, runs }: VariantAnalysis, place: { analysis: Analysis; gate: Gate }): Judgement {
  const found = judgeOne(metrics[place.gate.metric]!.mean, { ...place, variant: name, arms: [name] });
  if (runs.failed === 0 || found.outcome === 'fails' || found.outcome === 'cannot judge') return found;
  const why = `${outOf(runs.failed, `${whole(runs.planned)} runs`, FAILED)}, and its mean is that of the others`;
  return { variant: name, outcome: 'cannot judge', why };
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
