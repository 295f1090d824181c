/**
 * Looks at a folder: every report over a finished plan is one. Whoever looks, and then decides to train more, gets
 * intervals that hold less often than they say; so the manifest keeps the looks and the report tells of them. Pure.
 */
import type { Setup } from '../design/setup.js';
import { untilWords } from '../question/until.js';

export interface PastLook {
  readonly splits: number;
  readonly seeds: number;
  /** The experiment seed: another one makes another bench. */
  readonly seed: number;
  /** The rule with its bounds, where `--until` decided. */
  readonly until?: string;
}

/** The look that a report over these splits and seeds is. */
export function lookOf({ splits, seeds, setup }: { splits: number; seeds: number; setup: Setup }): PastLook {
  const { until, seed } = setup;
  const rule = until === undefined ? {} : { until: `${untilWords(until)} from ${until.minimum} to ${until.maximum}` };
  return { splits, seeds, seed, ...rule };
}

/** The looks with one more, unless it saw nothing that an earlier one had not seen. */
export function withLook(looks: readonly PastLook[], now: PastLook): readonly PastLook[] {
  const seen = looks.some(
    ({ splits, seeds, seed, until }) =>
      seed === now.seed && until === now.until && splits >= now.splits && seeds >= now.seeds,
  );
  return seen ? looks : [...looks, now];
}

/**
 * How many looks came before data that this report uses. Under a rule only looks by another rule count: the rule's
 * intervals stay valid however often one looks, as long as the rule and its bounds stay.
 */
export function looksThatCount(looks: readonly PastLook[], now: PastLook): number {
  const same = looks.filter(({ seed }) => seed === now.seed);
  if (now.until !== undefined) return same.filter(({ until }) => until !== undefined && until !== now.until).length;
  return same.filter(
    ({ splits, seeds, until }) =>
      splits < now.splits || seeds < now.seeds || (until !== undefined && splits === now.splits),
  ).length;
}
