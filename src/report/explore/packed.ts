/** Evidence as JSON holds it: runs, records and scores as lists without names, in the order of the plan. */
import type { Curve } from '../../analysis/analysis.js';
import type { Evidence } from '../../analysis/evidence.js';
import type { Cell } from '../../design/plan.js';
import type { GivenPlace, Metrics, OkRecord } from '../../design/record.js';
import type { VariantTraits } from '../../origins/origin.js';
import type { PackedCurves } from './curves.js';

/** Of each variant that trained: the lines of its learning curves. */
export type CurveSummaries = Readonly<Record<string, { readonly train: Curve; readonly validation: Curve }>>;

export interface Packed extends Omit<Evidence, 'origin' | 'runs' | 'records'> {
  readonly traits: readonly VariantTraits[];
  readonly metrics: readonly string[];
  readonly runs: readonly PackedRun[];
  readonly records: readonly PackedRecord[];
  /** Of scores from a file: data set and place of each record. */
  readonly given?: readonly (readonly [string | null, GivenPlace] | 0)[];
  /** Of metrics made from predictions: by the first record of a run’s folds. */
  readonly further?: readonly (readonly [number, Metrics])[];
  readonly summaries: CurveSummaries;
  readonly curves: PackedCurves;
}

/** Variant, split, fold, seed, record, cell. */
export type PackedRun = readonly [number, number, number, number, number, Cell?];

/** Of a good run its metrics, then what else it has; of a failed one the reason; 0 where there is none yet. */
export type PackedRecord =
  | 0
  | readonly [string, number | null]
  | readonly [
      readonly (number | null)[],
      (readonly [number, number, number | null])?,
      Pick<OkRecord, 'tally'>?,
      Extra?,
    ];

type Extra = Pick<NonNullable<OkRecord['training']>, 'monteCarlo'>;
