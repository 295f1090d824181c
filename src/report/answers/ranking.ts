/** The order of three variants or more: who leads, who cannot be told apart from the leader, at what cost. */
import type { Analysis } from '../../analysis/analysis.js';
import { describeDifference } from '../changes.js';
import { decimalsFor, fixed, listedNames, NBSP } from '../format.js';
import {
  baselineLabel,
  comparisonMetric,
  epochsOf,
  labelOf,
  metricNamed,
  primaryMetric,
  variantNamed,
} from '../reading.js';
import { capital } from '../sentence.js';
import type { Sentence } from '../sentence.js';

export function rankingAnswer(analysis: Analysis): readonly Sentence[] {
  const { ranking } = analysis;
  const [leader] = ranking?.order ?? [];
  if (ranking === undefined || leader === undefined) return [];
  const label = metricNamed(analysis, ranking.metric)?.label ?? ranking.metric;
  const top = Array.from(leader.letters)[0] ?? '';
  const leading = ranking.order.filter(({ letters }) => letters.includes(top)).map(({ variant }) => variant);
  const behind = ranking.order.filter(({ letters }) => !letters.includes(top)).map(({ variant }) => variant);
  const named = (names: readonly string[]): string => listedNames(names.map((name) => labelOf(analysis, name)));
  const pairs = (ranking.order.length * (ranking.order.length - 1)) / 2;
  const basis = `judged by all ${pairs} pairs at once`;
  const best = labelOf(analysis, leader.variant);
  if (behind.length === 0)
    return [
      {
        head: `No variant can be told apart from the others by ${label}`,
        tail: `: the best mean is that of ${best}${lead(analysis, leader.variant)}, but all ${ranking.order.length} share a group (${basis}).${costs(analysis, leading)}`,
        tone: 'unsure',
      },
    ];
  const head =
    leading.length === 1
      ? `${capital(best)} leads in ${label}`
      : `${capital(named(leading))} lead in ${label}, and cannot be told apart`;
  const tail = ` (${leading.length === 1 ? '' : `group ${top}, best mean first; `}${basis}); behind: ${named(behind)}. The best mean is that of ${best}${lead(analysis, leader.variant)}.${costs(analysis, leading)}`;
  return [{ head, tail, tone: 'good' }];
}

/** How far the leader lies before its baseline, by the interval that holds for all comparisons. */
function lead(analysis: Analysis, name: string): string {
  const metric = primaryMetric(analysis);
  const comparison = analysis.comparisons.find(({ variant }) => variant === name);
  const difference = comparison && comparisonMetric(comparison, metric.name)?.differenceSimultaneous;
  if (difference?.point == null) return '';
  return ` (${metric.label} ${describeDifference(difference, { metric, than: baselineLabel(analysis) }).replace(/ \((.*)\)$/, ', $1')})`;
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
  return ` Of ${names.length === analysis.variants.length ? 'all' : 'those in front'}, ${cheapest.name} trains shortest (${show(cheapest.epochs.point)}${NBSP}epochs) and ${dearest.name} longest (${show(dearest.epochs.point)}).`;
}
