/** Where along an axis each variant beats its own baseline: in the mean, and in steadiness. */
import type { Analysis, Comparison, Verdict } from '../../analysis/analysis.js';
import { describeDifference, describeSdRatio } from '../changes.js';
import { atOnce, listed } from '../format.js';
import { ln } from '../../base/math.js';
import { leadOf } from '../../stats/index.js';
import { overBlocks, groundOf } from './ground.js';
import { hasManyBaselines, hasReruns, primaryMetric, variantNamed } from '../reading.js';
import { capital } from '../sentence.js';
import type { Sentence, Tone } from '../sentence.js';

interface Place {
  readonly at: number;
  readonly comparison: Comparison;
}

/** The comparisons of one axis, in its order; of one series where there are several. */
export interface AxisComparisons {
  readonly axis: string;
  readonly series: string;
  readonly places: readonly Place[];
}

/** Axes whose variants each have a baseline at the same place; none where all share one. */
export function axisComparisons(analysis: Analysis): readonly AxisComparisons[] {
  if (!hasManyBaselines(analysis)) return [];
  const found = new Map<string, { axis: string; series: string; places: Place[] }>();
  for (const comparison of analysis.comparisons) {
    const variant = variantNamed(analysis, comparison.variant);
    const baseline = variantNamed(analysis, comparison.baseline);
    if (variant?.at === undefined || baseline?.at !== variant.at || baseline.axis !== variant.axis) continue;
    const { axis = '', series = '' } = variant;
    const key = `${axis}\n${series}`;
    const entry = found.get(key) ?? { axis, series, places: [] };
    found.set(key, { ...entry, places: [...entry.places, { at: variant.at, comparison }].sort((a, b) => a.at - b.at) });
  }
  return [...found.values()].filter(({ places }) => places.length > 1);
}

export function alongAxisAnswer(analysis: Analysis): readonly Sentence[] {
  const axes = axisComparisons(analysis);
  const family = analysis.comparisons.length;
  const based = (of: 'mean' | 'steadiness', each: Sentence): Sentence => ({
    ...each,
    tail: `${each.tail} ${capital(overBlocks(analysis, analysis.comparisons, { of }))}, ${atOnce(family)}.`,
  });
  return [
    ...axes.map((axis) => based('mean', meanSentence(analysis, axis))),
    ...axes.map((axis) => based('steadiness', steadySentence(analysis, axis))),
  ];
}

interface Manner {
  readonly pays: string;
  readonly costs: string;
  /** All places lie within what counts as small. */
  readonly nowhere: string;
  /** What cannot be told at some of them. */
  readonly unsure: string;
  readonly verdict: (comparison: Comparison) => Verdict;
  readonly size: (verdict: Verdict) => string;
  /** How much better for the variant, on any scale with 0 as none. */
  readonly gain: (verdict: Verdict) => number;
}

function meanSentence(analysis: Analysis, axis: AxisComparisons): Sentence {
  const metric = primaryMetric(analysis);
  const sign = metric.better === 'higher' ? 1 : -1;
  return sentence(axis, {
    pays: 'pays',
    costs: 'costs',
    nowhere: `makes no clear difference in ${metric.label}`,
    unsure: `${metric.label} changes`,
    verdict: ({ verdict }) => verdict.mean,
    size: ({ interval }) => `mean ${metric.label} is ${describeDifference(interval, { metric })}`,
    gain: ({ interval }) => sign * (interval.point ?? 0),
  });
}

function steadySentence(analysis: Analysis, axis: AxisComparisons): Sentence {
  const spread = `${hasReruns(analysis) ? 'the run-to-run SD' : 'the SD from split to split'} of ${primaryMetric(analysis).label}`;
  return sentence(axis, {
    pays: 'is steadier',
    costs: 'is less steady',
    nowhere: 'makes no clear difference in steadiness',
    unsure: 'steadiness changes',
    verdict: ({ verdict }) => verdict.steadiness,
    size: ({ interval }) => `${spread} is ${describeSdRatio(interval)}`,
    gain: ({ interval }) => (interval.point === null || interval.point <= 0 ? 0 : ln(interval.point)),
  });
}

function sentence({ axis, series, places }: AxisComparisons, manner: Manner): Sentence {
  const subject = series === '' ? 'the variant' : series;
  const along = axis === '' ? 'the axis' : axis;
  const placesOf = (word: string): readonly number[] =>
    places.filter(({ comparison }) => manner.verdict(comparison).words.startsWith(word)).map(({ at }) => at);
  const [better, worse] = [placesOf('better'), placesOf('worse')];
  const nowhere = better.length + worse.length === 0;
  const weight = (comparison: Comparison): number => {
    const gain = manner.gain(manner.verdict(comparison));
    return nowhere ? Math.abs(gain) : better.length > 0 ? gain : -gain;
  };
  const [largest] = [...places].sort((a, b) => weight(b.comparison) - weight(a.comparison));
  const size = `: at ${largest!.at}, ${manner.size(manner.verdict(largest!.comparison))}`;
  const most = nowhere ? ', the most that was seen' : '';
  const all = places.map(({ at }) => at);
  const parts = [
    ...(better.length === 0 ? [] : [`${manner.pays} ${where(better, all)}`]),
    ...(worse.length === 0 ? [] : [`${manner.costs} ${where(worse, all)}`]),
  ];
  const tone: Tone =
    worse.length === 0 ? (better.length > 0 ? 'good' : 'unsure') : better.length === 0 ? 'bad' : 'unsure';
  const led = places.map(({ comparison }) => manner.verdict(comparison)).filter((verdict) => leadOf(verdict) !== 0);
  const ground = led.length === 0 ? '' : groundOfAll(led);
  const open = places.filter(({ comparison }) =>
    ['too noisy', 'not judged'].includes(manner.verdict(comparison).words),
  );
  const said = parts.length === 0 ? `${manner.nowhere} at any place tried` : parts.join(' and ');
  const spot = open.length === places.length ? 'anywhere' : `at ${listed(open.map(({ at }) => String(at)))}`;
  const head =
    parts.length === 0 && open.length > 0
      ? `Along ${along}, it cannot be told whether ${manner.unsure} with ${subject} ${spot}`
      : `Along ${along}, ${subject} ${said}${ground}`;
  return { head, tail: `${size}${most}${newRowsWords(led)}.`, tone };
}

/** The narrowest ground of several leads: what is said of all of them must hold for each. */
function groundOfAll(led: readonly Verdict[]): string {
  return led.map(groundOf).find((ground) => ground !== '') ?? '';
}

function newRowsWords(led: readonly Verdict[]): string {
  const unsure = led.filter(({ newRows }) => newRows === 'cannot be told').length;
  if (unsure === 0) return '';
  return `; for new rows like these it cannot be told${unsure === led.length ? '' : ` at ${unsure} of these places`}`;
}

/** `from 50 on`, `up to 200`, `at 100 and 400`, `everywhere`. */
export function where(places: readonly number[], all: readonly number[]): string {
  const [first, last] = [places[0], places.at(-1)];
  if (places.length === all.length) return `at every place, ${String(all[0])} to ${String(all.at(-1))}`;
  if (places.length === 1) return `at ${String(first)} alone`;
  if (last === all.at(-1) && places.length === all.length - all.indexOf(first ?? NaN))
    return `from ${String(first)} on`;
  if (first === all[0] && places.length === all.indexOf(last ?? NaN) + 1) return `up to ${String(last)}`;
  return `at ${listed(places.map(String))}`;
}
