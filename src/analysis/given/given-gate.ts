/**
 * A gate on scores from a file. It fails where the whole interval of a difference lies beyond the limit; where it cannot judge
 * (no interval, too few scores, unequal failures) it fails too, and says so; an interval that holds the limit passes as
 * undecided. Pure.
 */
import { UserError } from '../../errors.js';
import { didYouMean, quoted } from '../../data/names.js';
import type { GivenAnalysis } from './analyse-given.js';

export interface GivenGate {
  readonly text: string;
  readonly metric: string;
  readonly side: '<' | '>';
  readonly limit: number;
}

export interface GateOutcome {
  readonly gate: string;
  readonly outcome: 'passed' | 'failed' | 'cannot judge' | 'undecided';
  readonly passes: boolean;
  /** One line for a log. */
  readonly words: string;
}

/** @throws {UserError} unless the text is METRIC<NUMBER or METRIC>NUMBER with a metric that was read */
export function parseGivenGate(text: string, metrics: readonly string[]): GivenGate {
  const match = /^(.+?)([<>])(-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?)$/.exec(text.replaceAll(' ', ''));
  if (match === null)
    throw new UserError(`--fail-on ${quoted(text)} is not a gate.`, 'Write for example --fail-on "accuracy<-0.005".');
  const metric = metrics.find((name) => name === match[1] || name.replaceAll(' ', '') === match[1]);
  if (metric === undefined)
    throw new UserError(`--fail-on: there is no metric ${quoted(match[1]!)}.`, didYouMean(match[1]!, metrics));
  return { text, metric, side: match[2] as '<' | '>', limit: Number(match[3]) };
}

export function gateOutcome({ metrics }: GivenAnalysis, { text, metric, side, limit }: GivenGate): GateOutcome {
  const { comparisons } = metrics.find(({ name }) => name === metric)!;
  const found: Record<'failed' | 'cannot judge' | 'undecided', string[]> = {
    failed: [],
    'cannot judge': [],
    undecided: [],
  };
  for (const { variant, verdict } of comparisons) {
    const { interval, words, reason, these } = verdict;
    const { low, high } =
      words === 'not judged' && these !== undefined && these.words !== 'not judged' ? these.interval : interval;
    if (
      low === null ||
      high === null ||
      (words === 'not judged' && (these === undefined || these.words === 'not judged'))
    )
      found['cannot judge'].push(`${variant}${reason === undefined ? '' : ` (${reason.replace(/\.$/, '')})`}`);
    else if (side === '<' ? high < limit : low > limit) found.failed.push(variant);
    else if (low <= limit && limit <= high) found.undecided.push(variant);
  }
  if (comparisons.length === 0) found['cannot judge'].push('there is no comparison');
  const outcome =
    found.failed.length > 0
      ? 'failed'
      : found['cannot judge'].length > 0
        ? 'cannot judge'
        : found.undecided.length > 0
          ? 'undecided'
          : 'passed';
  const words =
    outcome === 'passed'
      ? 'passed'
      : `${outcome}: ${found[outcome].join(', ')}${outcome === 'undecided' ? ' (the interval holds the limit; it passes)' : ''}`;
  return { gate: text, outcome, passes: outcome === 'passed' || outcome === 'undecided', words };
}
