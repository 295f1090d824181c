/**
 * What an origin tells of itself: what reports say under "Set-up", and what manifests and `summary.json` keep. Types, and the
 * few look-ups that everyone needs. Plain read-only data.
 */
import type { TableDescription } from '../data/description.js';
import type { Encoding } from '../data/encoding.js';
import type { EngineName } from '../engines/engine.js';
import type { TableChoice } from '../experiment/experiment.js';

/** Nets that we train on a table. */
export interface TableFacts {
  readonly kind: 'table';
  readonly encoding: Encoding;
  readonly data: {
    readonly source: TableChoice['kind'];
    /** `simple`, or the file's base name. */
    readonly name: string;
    /** Made by a generator, not measured: the report says so on its first screen. */
    readonly made: boolean;
    readonly fingerprint: string;
    readonly rows: number;
    readonly target: string;
    readonly task: 'classification' | 'regression';
    readonly classes: readonly { readonly name: string; readonly rows: number }[];
    readonly numbers: number;
    readonly categories: number;
    readonly inputs: number;
  };
  /** Of the baseline's first split. */
  readonly rows: { readonly train: number; readonly validation: number; readonly test: number };
  readonly engine: EngineName;
  readonly backend: string;
  readonly numericsVersion: number;
  /** How predictions of a number are scored: 2 in 64 bits; absent of classes, and of folders of 0.1.0. */
  readonly scoring?: number;
  /** How a file was read, and what in it calls for a look; absent of the built-in table, and of folders of 0.1.0. */
  readonly reading?: TableDescription;
}

/** An origin that has nothing to tell but what it is, what its runs are made of and how far they repeat. */
export interface PlainFacts {
  /** Never `table`. */
  readonly kind: string;
  /** In a few words, for a row of "Set-up": what gave the scores. */
  readonly what: string;
  /** SHA-256 of what the scores were made from, 64 hex digits; absent where nobody can know. */
  readonly fingerprint?: string;
  /** Scored rows over training rows of one split, where that is known. */
  readonly testToTrain?: number;
  /** What ties the runs of different variants together; absent where that is not said. */
  readonly pairing?: 'rows' | 'split' | 'seed';
  /** Of the first split, where Reseed divides the rows. */
  readonly rows?: { readonly train: number; readonly validation: number; readonly test: number };
  /** Made by a generator, not measured. */
  readonly made?: boolean;
  /** Scores that are the best of what a run printed, a few words each. */
  readonly picked?: readonly string[];
  readonly seedCheck?: SeedCheck;
  readonly repeats: Repeats;
}

/** What one run made twice, and once with another seed, has shown. */
export interface SeedCheck {
  readonly variant: string;
  readonly found: 'same bits' | 'not the same' | 'the seed changes nothing';
  /** With `not the same`: how far apart the two runs with one seed were, and in which metric. */
  readonly apart?: number;
  readonly metric?: string;
}

export type OriginFacts = TableFacts | PlainFacts;

/** Where the same run gives the same bits again. */
export type Repeats = 'everywhere' | 'one machine' | 'not promised';

export function isTable(facts: OriginFacts): facts is TableFacts {
  return facts.kind === 'table';
}

/** The table's facts, or undefined where scores came from elsewhere. */
export function tableOf({ origin }: { readonly origin: OriginFacts }): TableFacts | undefined {
  return isTable(origin) ? origin : undefined;
}

/** Whether a generator made the rows. */
export function isMade({ origin }: { readonly origin: OriginFacts }): boolean {
  return isTable(origin) ? origin.data.made : origin.made === true;
}

/** What the table's target asks for; undefined where scores came from elsewhere. */
export function taskOf(facts: OriginFacts): TableFacts['data']['task'] | undefined {
  return isTable(facts) ? facts.data.task : undefined;
}

/** The kernels of TensorFlow differ from processor to processor; the fused engine's do not. */
export function repeatsOf(facts: OriginFacts): Repeats {
  if (!isTable(facts)) return facts.repeats;
  return facts.engine === 'fused' ? 'everywhere' : 'one machine';
}

/** What the scores were made from, as a hash. */
export function fingerprintOf(facts: OriginFacts): string | undefined {
  return isTable(facts) ? facts.data.fingerprint : facts.fingerprint;
}

/** Scored rows over training rows of one split; undefined where it is not known. */
export function testToTrainOf(facts: OriginFacts): number | undefined {
  return isTable(facts) ? facts.rows.test / facts.rows.train : facts.testToTrain;
}
