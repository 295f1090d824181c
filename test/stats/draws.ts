/** Seeded draws for tests and simulations, from the project's own streams. */
import { normalQuantile } from '../../src/stats/distributions.js';
import { uniforms } from '../../src/base/streams.js';

/** Uniforms in [0, 1) from a whole-number seed. */
export function uniform(seed: number): () => number {
  return uniforms([seed, 77]);
}

/** Accuracies about 0.9 with an SD of 0.02. */
export function normalScores(n: number, { seed, shift = 0 }: { seed: number; shift?: number }): number[] {
  const draw = uniform(seed);
  return Array.from({ length: n }, () => 0.9 + shift + 0.02 * normalQuantile(draw() + 2 ** -54));
}
