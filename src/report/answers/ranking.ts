/** The order of three variants or more: which has the best mean, which cannot be told apart from it, at what cost. */
import type { Analysis } from '../../analysis/analysis.js';
import type { Estimate } from '../../base/estimate.js';
import { describeDifference } from '../changes.js';
import { decimalsFor, fixed, listedNames, NBSP } from '../format.js';
import {
  baselineLabel,
  comparisonMetric,
  epochsOf,
  groundOfRanks,
  labelOf,
  metricNamed,
  primaryMetric,
  variantNamed,
} from '../reading.js';
import { groundWords } from '../../stats/index.js';
import { blocks } from './ground.js';
import type { Sentence } from '../sentence.js';

export function rankingAnswer(analysis: Analysis): readonly Sentence[] {
  const { ranking } = analysis;
  const [leader] = ranking?.order ?? [];
  if (ranking === undefined || leader === undefined) return [];
  const label = metricNamed(analysis, ranking.metric)?.label ?? ranking.metric;
  const shares = (letters: string): boolean => Array.from(leader.letters).some((letter) => letters.includes(letter));
  const others = ranking.order.slice(1);
  const alike = others.filter(({ letters }) => shares(letters)).map(({ variant }) => variant);
  const apart = others.filter(({ letters }) => !shares(letters)).map(({ variant }) => variant);
  const named = (names: readonly string[]): string => listedNames(names.map((name) => labelOf(analysis, name)));
  const pairs = (ranking.order.length * (ranking.order.length - 1)) / 2;
  const ground = groundWords(groundOfRanks(analysis));
  const basis = `over ${blocks(analysis, ranking.pairBlocks?.map((n) => ({ n })) ?? [])}, all ${pairs} pairs at once`;
  const best = labelOf(analysis, leader.variant);
  const inFront = [leader.variant, ...alike];
  const rest = `${unranked(analysis)}${costs(analysis, inFront)}`;
  const ahead = lead(analysis, leader.variant);
  if (apart.length === 0)
    return [
      {
        head: `No variant can be told apart from the one with the best mean ${label} ${ground}`,
        tail:
          ahead === undefined
            ? `, ${best} (${basis}).${rest}`
            : `, ${best}, ${basis}; its mean ${label} is ${ahead}.${rest}`,
        tone: 'unsure',
      },
    ];
  const head = `${best} has the best mean ${label} ${ground}${alike.length === 0 ? '' : `, and cannot be told apart from ${named(alike)}`}`;
  const bracket = ahead === undefined ? '' : ` (${label} ${ahead.replace(/ \((.*)\)$/, ', $1')})`;
  const tail = `${bracket}; told apart from it: ${named(apart)} (${basis}).${rest}`;
  return [{ head, tail, tone: alike.length === 0 ? 'good' : 'flat' }];
}

/** Variants whose scores are too few to be ranked by. */
function unranked(analysis: Analysis): string {
  const { unranked: names = [] } = analysis.ranking ?? {};
  if (names.length === 0) return '';
  return ` Not ranked, for lack of scores: ${listedNames(names.map((name) => labelOf(analysis, name)))}.`;
}

/** How far the leader lies before its baseline, by the interval that holds for all comparisons. */
function lead(analysis: Analysis, name: string): string | undefined {
  const metric = primaryMetric(analysis);
  const comparison = analysis.comparisons.find(({ variant }) => variant === name);
  const difference = comparison && comparisonMetric(comparison, metric.name)?.differenceSimultaneous;
  if (difference?.point == null) return undefined;
  return describeDifference(difference, { metric, than: baselineLabel(analysis) });
}

/** Epochs of those who lead, where they differ enough to choose by. */
function costs(analysis: Analysis, names: readonly string[]): string {
  const known = names.flatMap((name) => {
    const variant = variantNamed(analysis, name);
    const epochs = variant && epochsOf(variant);
    return variant === undefined || epochs?.point == null ? [] : [{ name: variant.label, epochs }];
  });
  const [cheapest, ...others] = [...known].sort((a, b) => (a.epochs.point ?? 0) - (b.epochs.point ?? 0));
  const dearest = others.at(-1);
  if (cheapest === undefined || dearest === undefined) return '';
  if ((cheapest.epochs.high ?? Infinity) >= (dearest.epochs.low ?? -Infinity)) return '';
  const decimals = Math.min(1, decimalsFor([cheapest.epochs, dearest.epochs], 1));
  const show = (value: number | null): string => fixed(value ?? NaN, decimals);
  // Where others train exactly as long, naming one of them would say that it alone does.
  const alone = (end: { readonly epochs: Estimate }): boolean =>
    known.filter(({ epochs }) => show(epochs.point) === show(end.epochs.point)).length === 1;
  if (!alone(cheapest) && !alone(dearest)) return '';
  const shortest = `${cheapest.name} trains shortest (${show(cheapest.epochs.point)}${NBSP}epochs)`;
  const longest = `${dearest.name} ${alone(cheapest) ? '' : 'trains '}longest (${show(dearest.epochs.point)}${alone(cheapest) ? '' : `${NBSP}epochs`})`;
  const ends = [...(alone(cheapest) ? [shortest] : []), ...(alone(dearest) ? [longest] : [])].join(' and ');
  return ` Of ${names.length === analysis.variants.length ? 'all' : 'those in front'}, ${ends}.`;
}
