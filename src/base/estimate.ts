/** The currency of every statistic, file and report: a point with its interval, how it was made and from how many blocks. */
export interface Estimate {
  /** null where the quantity is undefined; then `reason` says why. */
  readonly point: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Confidence level, 0.95 for 95 %. */
  readonly level: number;
  /** Key in the registry of interval methods (`studentized`, `bonett`, `logJackknifeT`, …) or `none`. */
  readonly method: string;
  /** Number of blocks the interval rests on. */
  readonly n: number;
  /** Why there is no point or no interval, or why a fallback was taken; one plain sentence. */
  readonly reason?: string;
}
