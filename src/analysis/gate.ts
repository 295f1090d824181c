/** Gates: `accuracy<-0.005` fails when the whole interval of the difference lies beyond the limit. Pure. */
import type { Analysis } from './analysis.js';
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

/** The variants that fail the gate: an interval that merely reaches over the limit does not. @throws {UserError} for an unknown metric */
export function failing({ metrics, comparisons }: Analysis, { metric, side, limit }: Gate): readonly string[] {
  const names = metrics.map(({ name }) => name);
  if (!names.includes(metric))
    throw new UserError(`--fail-on: there is no metric ${quoted(metric)}.`, didYouMean(metric, names));
  return comparisons
    .filter(({ metrics: each }) => {
      const { low, high } = each[metric]!.differenceSimultaneous;
      return side === '<' ? high !== null && high < limit : low !== null && low > limit;
    })
    .map(({ variant }) => variant);
}
