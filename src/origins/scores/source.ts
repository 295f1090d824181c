/** What a path holds, as a table in a shape that is known. */
import type { Summary } from './number-leaves.js';
import type { Shaped } from './shapes/shape.js';

export interface ScoresFile extends Shaped {
  readonly name: string;
  readonly summaries: readonly Summary[];
  /** Files that were read, in order, for the fingerprint. */
  readonly files: readonly string[];
}
