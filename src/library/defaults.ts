/**
 * What a call from outside need not say: 95 %, and resamples from seed 1. Inside Reseed level and stream are always
 * given; here they have defaults, so that one list of scores is enough to ask with.
 */
import type { IntervalMethodName } from '../stats/index.js';
import { streamKey, type StreamKey } from '../base/streams.js';

/** Options of every estimate that may resample. */
export interface EstimateChoices {
  /** Confidence level; 0.95 by default. */
  readonly level?: number;
  /** Of the resamples: the same seed gives the same limits on every machine. 1 by default. */
  readonly seed?: number;
  /** 9,999 by default up to 500 blocks, fewer beyond. */
  readonly resamples?: number;
  /** Takes this method in place of the default and its fallbacks. */
  readonly method?: IntervalMethodName;
}

/**
 * The stream of a seed, for functions that take a `key`.
 *
 * @returns the key of a stream
 * @example
 * seedKey(7).length; // 2
 */
export function seedKey(seed = 1): StreamKey {
  return streamKey(seed, 'library');
}

/** The choices with level and stream filled in. */
export function withDefaults<Choices extends EstimateChoices>({
  level = 0.95,
  seed,
  ...rest
}: Choices): Omit<Choices, 'level' | 'seed'> & { readonly level: number; readonly key: StreamKey } {
  return { ...rest, level, key: seedKey(seed) };
}
