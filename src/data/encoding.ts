/**
 * How a table is to become numbers: a plain value that stands in experiment files and in the hash of a run.
 * May not know tables; `encode.ts` carries it out.
 */

export interface Encoding {
  /** Which rows give the medians, means and standard deviations, and decide which levels are known. */
  readonly fit: 'train' | 'wholeTable';
  /** The number columns that become z-scores; the others stay as they are. */
  readonly zscore: 'all' | readonly string[];
  /**
   * What a number target becomes for training: its z-score, itself, or the z-score of ln y (`log`, for values above 0) or
   * ln(1 + y) (`log1p`, for values from 0). Scores are always in its own unit.
   */
  readonly target: 'zscore' | 'raw' | 'log' | 'log1p';
}

/**
 * The default: everything is learnt from the training rows of each split, and every number becomes a z-score.
 *
 * @param options.target how a number target is scaled for training: `zscore` (default), `raw`, `log` or `log1p`
 * @example
 * perSplit({ target: 'log' }).fit; // 'train'
 */
export function perSplit({ target = 'zscore' }: { readonly target?: Encoding['target'] } = {}): Encoding {
  return { fit: 'train', zscore: 'all', target };
}

/**
 * As in the course: medians, means, standard deviations and levels come from all rows, before any split, so that the
 * test rows leak into them. Only the columns named in `zscore` become z-scores; other numbers and the target stay raw.
 *
 * @example
 * wholeTable({ zscore: ['income'] }).target; // 'raw'
 */
export function wholeTable({ zscore }: { readonly zscore: readonly string[] }): Encoding {
  return { fit: 'wholeTable', zscore: [...zscore], target: 'raw' };
}
