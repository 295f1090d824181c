/**
 * One part of a plan, for machines that share nothing: `3/16`. Pure. The runs go round by turns, all variants of one
 * split, seed and fold together, so that every shard is balanced and more splits move no run to another shard.
 */
import { quoted } from '../data/names.js';
import { UserError } from '../base/errors.js';
import type { Run } from './plan.js';

export interface Shard {
  /** From 1. */
  readonly number: number;
  readonly of: number;
}

const MOST_SHARDS = 100_000;

/** @throws {UserError} unless the text is K/N with 1 ≤ K ≤ N ≤ 100,000 */
export function parseShard(text: string): Shard {
  const [, number, of] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  if (number === undefined || of === undefined || number < 1 || number > of || of > MOST_SHARDS) {
    throw new UserError(
      `--shard ${quoted(text)} is not a part such as 3/16.`,
      'Write --shard K/N: part K of N, with K from 1 to N.',
    );
  }
  return { number, of };
}

/** The runs of one shard, in plan order. @param variants number of variants: this many runs in a row stay together */
export function runsOfShard(
  runs: readonly Run[],
  { shard, variants }: { shard: Shard; variants: number },
): readonly Run[] {
  return runs.filter(({ index }) => Math.floor(index / variants) % shard.of === shard.number - 1);
}

/** `NAME.shard-3-of-16`: where a shard's records go unless the user says otherwise. */
export function shardFolder(folder: string, { number, of }: Shard): string {
  return `${folder}.shard-${number}-of-${of}`;
}
