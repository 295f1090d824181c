/** How much of the spread each source of randomness gives: a sentence a variant. */
import type { Analysis } from '../../analysis/analysis.js';
import type { SourceBreakdown } from '../../analysis/optional-parts.js';
import type { Estimate } from '../../estimate.js';
import type { Source } from '../../experiment/experiment.js';
import { changeStyle, decimalsFor, listed, showPoint } from '../format.js';
import type { Style } from '../format.js';
import { percent, phrase } from '../phrases.js';
import { labelOf, primaryMetric } from '../reading.js';
import { capital } from '../sentence.js';
import type { Sentence } from '../sentence.js';

/** What prose calls a source. */
export const SOURCE_NAMES: Readonly<Record<Source, string>> = {
  split: 'the split',
  init: 'the random weights',
  order: 'the batch order',
  mask: 'the dropout masks',
};

const MOST_VARIANTS = 3;
/** Parts that add up to more than this many times the whole are no shares of it: they overlap, or the whole is roughly known. */
const MOST_SUM = 1.3;

export function sourcesAnswer(analysis: Analysis): readonly Sentence[] {
  return (analysis.sources ?? []).slice(0, MOST_VARIANTS).map((breakdown) => sentence(analysis, breakdown));
}

function sentence(analysis: Analysis, { variant, parts, total, interactionShare }: SourceBreakdown): Sentence {
  const metric = primaryMetric(analysis);
  const style = changeStyle(metric);
  const measured = parts.filter(({ none, share }) => !none && share !== null);
  const ordered = [...measured].sort((a, b) => (b.share ?? 0) - (a.share ?? 0));
  const [largest, ...others] = ordered;
  const label = labelOf(analysis, variant);
  if (largest === undefined)
    return { head: `With ${label}, nothing is known of the sources`, tail: '.', tone: 'unsure' };
  const sum = measured.reduce((total, { share }) => total + (share ?? 0), 0);
  if (sum > MOST_SUM) return bySpread(analysis, { label, ordered, total });
  const absent = parts
    .filter(({ none }) => none)
    .map(({ source }) => `${SOURCE_NAMES[source]} nothing, as there are none`);
  const shares = [...others.map(({ source, share }) => `${SOURCE_NAMES[source]} ${percent(share)}`), ...absent];
  const weights = measured.find(({ source }) => source === 'init') ?? largest;
  const whole = total.point === null ? '' : `, beside ${phrase(total, { style })} when everything varies`;
  return {
    head: `With ${label}, ${SOURCE_NAMES[largest.source]} ${largest.source === 'mask' ? 'give' : largest.source === 'init' ? 'give' : 'gives'} ${percent(largest.share)} of the variance of ${metric.label}`,
    tail: `${shares.length === 0 ? '' : `, ${listed(shares)}`}${rest(interactionShare)}. ${capital(SOURCE_NAMES[weights.source])} alone make an SD of ${phrase(weights.sd, { style })}${whole}.`,
    tone: 'flat',
  };
}

/** The SD that independent parts would make together. */
function added(parts: SourceBreakdown['parts'], { factor, unit }: Style): string {
  const variance = parts.reduce((sum, { sd }) => sum + (sd.point ?? 0) * (sd.point ?? 0), 0);
  const sd: Estimate = { point: Math.sqrt(variance), low: null, high: null, level: 1, method: 'none', n: 0 };
  return showPoint(sd, { factor, unit, decimals: Math.min(2, decimalsFor([sd], factor)) });
}

/** Where the parts came out far larger than the whole, shares would mislead: the SDs themselves. */
function bySpread(
  analysis: Analysis,
  { label, ordered, total }: { label: string; ordered: SourceBreakdown['parts']; total: Estimate },
): Sentence {
  const metric = primaryMetric(analysis);
  const style = changeStyle(metric);
  const [first, ...others] = ordered;
  const among = ordered.map(({ sd }) => sd);
  const rest = others.map(({ source, sd }) => `${SOURCE_NAMES[source]} ${phrase(sd, { style, among })}`);
  const lead =
    first === undefined
      ? ''
      : `${SOURCE_NAMES[first.source]} alone makes an SD of ${phrase(first.sd, { style, among })}`;
  return {
    head: `With ${label}, ${lead}`,
    tail: `${rest.length === 0 ? '' : `, ${listed(rest)}`}. When everything varies it is ${phrase(total, { style })}; the parts would make ${added(ordered, style)} if they simply added up, so no shares are given.`,
    tone: 'flat',
  };
}

/** What the parts leave over; nothing where it rounds to none. */
function rest(share: number | null): string {
  if (share === null || Math.round(Math.abs(share) * 100) === 0) return '';
  return share > 0
    ? `; ${percent(share)} is left over (interaction)`
    : `; the parts, each measured on its own, add up to ${percent(1 - share)}`;
}
