/** `--check-seed`: whether a run repeats, and whether its seed changes anything. Kept in the results folder, for the variant's very recipe. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTextIfThere } from '../../base/open-file.js';
import type { RunRecord } from '../../design/record.js';
import { UserError } from '../../base/errors.js';
import type { SeedCheck } from '../facts.js';
import { refuseLinkedLogs } from './run-log.js';

const SEED_CHECK_FILE = 'logs/seed-check.json';

export interface CheckedRuns {
  readonly first: RunRecord;
  /** The same run once more. */
  readonly again: RunRecord;
  /** The same with another seed. */
  readonly other: RunRecord;
}

/** @throws {UserError} if one of them has no score */
export function judgeSeedCheck({ first, again, other }: CheckedRuns, metric: string): SeedCheck {
  const [one, two, three] = [first, again, other].map(metricsOf);
  const { variant } = first;
  const same = differing(one!, two!);
  if (same.length > 0) {
    const name = same.includes(metric) ? metric : same[0]!;
    return { variant, found: 'not the same', apart: Math.abs(one![name]! - two![name]!), metric: name };
  }
  return { variant, found: differing(one!, three!).length === 0 ? 'the seed changes nothing' : 'same bits' };
}

function metricsOf(record: RunRecord): Readonly<Record<string, number>> {
  if (record.status === 'ok') return record.metrics as Readonly<Record<string, number>>;
  throw new UserError(`--check-seed: ${record.variant} failed: ${record.reason}`, 'Correct the command.');
}

function differing(one: Readonly<Record<string, number>>, other: Readonly<Record<string, number>>): readonly string[] {
  return Object.keys(one).filter((name) => one[name] !== other[name]);
}

export function seedCheckWords({ variant, found, apart, metric }: SeedCheck): string {
  if (found === 'same bits') return `${variant} repeats to the bit with one seed, and another seed changes its scores`;
  if (found === 'the seed changes nothing') return `${variant}: the seed changes nothing`;
  return `${variant} repeats within ${apart!.toPrecision(2)} (${metric!}) with one seed`;
}

export function keepSeedCheck(folder: string, { check, identity }: { check: SeedCheck; identity: string }): void {
  refuseLinkedLogs(folder);
  mkdirSync(join(folder, 'logs'), { recursive: true, mode: 0o700 });
  const path = join(folder, SEED_CHECK_FILE);
  // The path may be a link to somebody else's file, which must not be written through.
  rmSync(path, { recursive: true, force: true });
  writeFileSync(path, `${JSON.stringify({ identity, ...check })}\n`, { flag: 'wx' });
}

/** What was found of this very recipe; nothing where the file is damaged. */
export function keptSeedCheck(folder: string, identities: Readonly<Record<string, string>>): SeedCheck | undefined {
  const text = readTextIfThere(join(folder, SEED_CHECK_FILE), { most: 65_536 });
  if (text === undefined) return undefined;
  try {
    const { identity, variant, found, apart, metric } = JSON.parse(text) as Partial<
      Record<keyof SeedCheck | 'identity', unknown>
    >;
    if (typeof variant !== 'string' || identities[variant] === undefined || identities[variant] !== identity)
      return undefined;
    if (found === 'same bits' || found === 'the seed changes nothing') return { variant, found };
    if (found !== 'not the same' || typeof apart !== 'number' || typeof metric !== 'string') return undefined;
    return Number.isFinite(apart) ? { variant, found, apart, metric } : undefined;
  } catch {
    return undefined;
  }
}
