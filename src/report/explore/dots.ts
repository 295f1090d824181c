/** What there is to say of each dot of the figure of runs, in the order in which the figure draws them. Pure. */
import type { Analysis, VariantAnalysis } from '../../analysis/analysis.js';
import type { RunRecord } from '../../design/record.js';
import { digitsOf, fixed, NOTHING, valueStyle, withUnit } from '../format.js';
import { hasReruns, primaryMetric, variantMetric } from '../reading.js';
import type { Evidence } from '../../analysis/evidence.js';
import { placesOfRuns } from './run-places.js';
import type { RunPlaces } from './run-places.js';

/** A dot of the figure of runs. */
export interface Dot {
  readonly split: number;
  readonly seed: number;
  /** Where its run stands, in words. */
  readonly place: string;
  /** Equal for runs that met the same; see `RunPlaces`. */
  readonly group: number;
  /** Its score and what else is known of it, in words. */
  readonly words: string;
}

/** The dots of one path of that figure, in the order in which they are drawn. */
export interface DotRow {
  readonly variant: string;
  readonly label: string;
  readonly dots: readonly Dot[];
}

/** A row for each variant; where reruns exist, once more for the second panel, whose dots are those of splits with several. */
export function dotRows(
  analysis: Analysis,
  { evidence, places }: { evidence: Evidence; places: RunPlaces },
): readonly DotRow[] {
  const epochs = epochsByPlace(evidence);
  const rows = analysis.variants.map((variant) => rowOf(analysis, { variant, epochs, places }));
  const again = rows.map((row): DotRow => {
    const sizes = new Map<number, number>();
    for (const { split } of row.dots) sizes.set(split, (sizes.get(split) ?? 0) + 1);
    return { ...row, dots: row.dots.filter(({ split }) => (sizes.get(split) ?? 0) > 1) };
  });
  return [...rows, ...(hasReruns(analysis) ? again : [])].filter(({ dots }) => dots.length > 0);
}

function rowOf(
  analysis: Analysis,
  { variant, epochs, places }: { variant: VariantAnalysis; epochs: ReadonlyMap<string, number>; places: RunPlaces },
): DotRow {
  const metric = primaryMetric(analysis);
  const { factor, unit } = valueStyle(metric);
  const dots = (variantMetric(variant, metric.name)?.scores ?? []).map(({ split, seed, value }) => {
    const score = `${metric.label} ${withUnit(fixed(value * factor, factor === 100 ? 2 : digitsOf(Math.abs(value)) + 3), unit)}`;
    const trained = epochs.get(`${variant.name} ${split} ${seed}`);
    const run = { variant: variant.name, split, seed };
    const words = trained === undefined ? score : `${score}, ${fixed(trained, 0)} epochs`;
    return { split, seed, place: places.words(run), group: places.group(run), words };
  });
  return { variant: variant.name, label: variant.label, dots };
}

/** Mean over folds. */
function epochsByPlace({ runs, records }: Evidence): ReadonlyMap<string, number> {
  const sums = new Map<string, { sum: number; n: number }>();
  for (const { cell, hash, variant, split, seed } of runs) {
    const record = cell === undefined ? records.get(hash) : undefined;
    if (record?.status !== 'ok' || record.training === undefined) continue;
    const key = `${variant} ${split} ${seed}`;
    const { sum, n } = sums.get(key) ?? { sum: 0, n: 0 };
    sums.set(key, { sum: sum + record.training.epochs, n: n + 1 });
  }
  return new Map([...sums].map(([key, { sum, n }]) => [key, sum / n]));
}

/** Runs that left no score, and why: `dropout, split 3, seed 1: diverged in epoch 4`. */
export function failuresIn(evidence: Evidence, most: number): readonly string[] {
  const { runs, records } = evidence;
  if (records.failures === 0) return [];
  const places = placesOfRuns(evidence);
  const failed: { readonly where: string; readonly record: RunRecord }[] = [];
  for (const { cell, hash, variant, split, seed } of runs) {
    const record = cell === undefined ? records.get(hash) : undefined;
    if (record?.status === 'failed')
      failed.push({ where: `${variant}, ${places.words({ variant, split, seed })}`, record });
  }
  const said = failed.slice(0, most).map(({ where, record }) => `${where}: ${reasonOf(record)}`);
  return failed.length > most ? [...said, `and ${failed.length - most} more`] : said;
}

export function reasonOf(record: RunRecord): string {
  if (record.status === 'ok') return NOTHING;
  return `${record.reason}${record.epoch === undefined ? '' : ` in epoch ${record.epoch}`}`;
}
