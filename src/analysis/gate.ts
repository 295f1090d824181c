/** Gates: `accuracy<-0.005` fails when the whole interval of the difference lies beyond the limit, or where that cannot be judged. Pure. */
import type { Analysis, Comparison } from './analysis.js';
import { UserError } from '../errors.js';
import { didYouMean, quoted } from '../data/names.js';

export interface Gate {
  readonly metric: string;
  readonly side: '<' | '>';
  readonly limit: number;
}

/** @throws {UserError} unless the text is METRIC<NUMBER or METRIC>NUMBER */
export function parseGate(text: string): Gate {
  const match = /^([A-Za-z0-9]+)([<>])(-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?)$/.exec(text.replaceAll(' ', ''));
  if (match === null)
    throw new UserError(`--fail-on ${quoted(text)} is not a gate.`, 'Write for example --fail-on "accuracy<-0.005".');
  return { metric: match[1]!, side: match[2] as '<' | '>', limit: Number(match[3]) };
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
}

/** One entry a comparison, in their order. @throws {UserError} for an unknown metric */
export function judge(analysis: Analysis, gate: Gate): readonly Judgement[] {
  const names = analysis.metrics.map(({ name }) => name);
  if (!names.includes(gate.metric))
    throw new UserError(`--fail-on: there is no metric ${quoted(gate.metric)}.`, didYouMean(gate.metric, names));
  return analysis.comparisons.map((comparison) => judgeOne(comparison, { analysis, gate }));
}

function judgeOne(
  { variant, baseline, metrics }: Comparison,
  { analysis, gate: { metric, side, limit } }: { analysis: Analysis; gate: Gate },
): Judgement {
  const { low, high, reason } = metrics[metric]!.differenceSimultaneous;
  if (low === null || high === null) {
    return {
      variant,
      outcome: 'cannot judge',
      why: `there is no interval (${(reason ?? 'too few scores').replace(/\.$/, '')})`,
    };
  }
  if (side === '<' ? high < limit : low > limit) return { variant, outcome: 'fails' };
  for (const { name, runs } of analysis.variants) {
    const missing = runs.planned - runs.ok - runs.failed;
    if (missing === 0 || (name !== variant && name !== baseline)) continue;
    return { variant, outcome: 'cannot judge', why: `${missing} of ${runs.planned} runs of ${name} are missing` };
  }
  const within = side === '<' ? low < limit : high > limit;
  return { variant, outcome: within ? 'undecided' : 'passes' };
}
