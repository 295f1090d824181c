/**
 * What travels through Redis, and the checks that it must pass: whoever can write to that Redis can send anything.
 * Plain data only; nothing here is ever run, used as a path or imported. Knows neither Redis nor BullMQ.
 */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { Question } from '../question/question.js';
import type { Run } from '../design/plan.js';
import { isRecord } from '../design/record-shape.js';
import type { Outcome } from '../design/record.js';
import { printableLine } from '../base/printable.js';
import { sayTheSame } from '../design/metrics.js';
import type { Fitting } from '../origins/misfit.js';

export const MOST_RUNS_A_BATCH = 1000;

const count = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
const hex = (digits: number) => v.pipe(v.string(), v.length(digits), v.regex(/^[0-9a-f]+$/));

const bench = v.strictObject({
  schema: v.literal(1),
  reseed: v.pipe(v.string(), v.maxLength(50)),
  experiment: v.pipe(v.string(), v.maxLength(200), v.regex(/^[\w][\w.-]*$/)),
  splits: count(1, 1e6),
  seeds: count(1, 1e6),
  seed: count(0, 4294967295),
  /** For the origin to read, which checks every field of it. */
  ticket: v.looseObject({}),
  plan: hex(64),
});

/** What a bench tells those who want to work for it. A worker makes the plan from its own files and compares. */
export type BenchNotice = v.InferOutput<typeof bench>;

export function readNotice(text: string): BenchNotice | undefined {
  const result = v.safeParse(bench, parse(text));
  return result.success ? result.output : undefined;
}

/** Equal for equal plans only: recipes, data, seeds, engine and numerics are in the runs' hashes. */
export function planDigest(runs: readonly Run[]): string {
  const hash = createHash('sha256');
  for (const { hash: run, variant } of runs) hash.update(`${run} ${JSON.stringify(variant)}\n`);
  return hash.digest('hex');
}

/** The experiment of a worker's own checkout, as large as the bench wants it. */
export function applyNotice(experiment: Question, { splits, seeds, seed }: BenchNotice): Question {
  return { ...experiment, seed, protocol: { ...experiment.protocol, splits, seeds } };
}

export interface Batch {
  readonly runs: readonly number[];
}

/** The runs of a batch, or undefined if it asks for anything that the plan does not hold. */
export function readBatch(value: unknown, plan: readonly Run[]): readonly Run[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { runs } = value as { runs?: unknown };
  if (!Array.isArray(runs) || runs.length === 0 || runs.length > MOST_RUNS_A_BATCH) return undefined;
  const found = runs.map((index: unknown) => (typeof index === 'number' ? plan[index] : undefined));
  return found.every((run) => run !== undefined) ? found : undefined;
}

/** What became of one run: its record and predictions, or why it was lost. */
export type Answer =
  | { readonly index: number; readonly record: Outcome['record']; readonly predictions?: string }
  | { readonly index: number; readonly incident: string };

export function writeAnswer(run: Run, { record, predictions }: Outcome): Answer {
  if (predictions === undefined) return { index: run.index, record };
  const { buffer, byteOffset, byteLength } = predictions;
  return { index: run.index, record, predictions: Buffer.from(buffer, byteOffset, byteLength).toString('base64') };
}

export type ReadAnswer =
  { readonly run: Run; readonly outcome: Outcome } | { readonly run: Run; readonly incident: string };

/** What a message was found to hold. */
export interface ReadMessage {
  readonly answers: readonly ReadAnswer[];
  /** Why what else it holds is left out, a sentence each. */
  readonly leftOut: readonly string[];
}

/** @param fitting  says why a record cannot be one of the plan's */
export function readAnswers(
  value: unknown,
  { plan, fitting }: { readonly plan: readonly Run[]; readonly fitting: Fitting },
): ReadMessage {
  const { answers } = (typeof value === 'object' && value !== null ? value : {}) as { answers?: unknown };
  if (!Array.isArray(answers) || answers.length === 0 || answers.length > MOST_RUNS_A_BATCH) return NO_ANSWERS;
  const read = answers.map((answer: unknown) => readAnswer(answer, { plan, fitting }));
  return {
    answers: read.flatMap((each) => (typeof each === 'string' ? [] : [each])),
    leftOut: [...new Set(read.filter((each) => typeof each === 'string'))],
  };
}

const NO_ANSWER = 'a message in the queue was no answer of a worker; it is left out';
const NO_ANSWERS: ReadMessage = { answers: [], leftOut: [NO_ANSWER] };

/** The answer, or a sentence that says why it is left out. */
function readAnswer(
  value: unknown,
  { plan, fitting }: { readonly plan: readonly Run[]; readonly fitting: Fitting },
): ReadAnswer | string {
  if (typeof value !== 'object' || value === null) return NO_ANSWER;
  const { index, record, predictions, incident } = value as Record<string, unknown>;
  const run = typeof index === 'number' ? plan[index] : undefined;
  if (run === undefined) return NO_ANSWER;
  if (typeof incident === 'string') return { run, incident: printableWords(incident) };
  if (!isRecord(record) || record.hash !== run.hash || 'place' in record) return NO_ANSWER;
  const { variant, split, fold, seed, cell } = run;
  const trouble = fitting(record, variant);
  if (trouble !== undefined) return cannotBe(run, trouble);
  // The plan says where a run stands; what the message says of that is not trusted.
  const placed = { ...record, variant, split, fold, seed, ...(cell === undefined ? {} : { cell }) };
  if (record.status === 'failed') return { run, outcome: { record: placed } };
  // A program that hands no predictions back has scores alone; where there must be sums, `fitting` has seen to it.
  if (predictions === undefined && record.tally === undefined) return { run, outcome: { record: placed } };
  const numbers = typeof predictions === 'string' ? readNumbers(predictions) : undefined;
  if (numbers === undefined) return NO_ANSWER;
  if (record.tally !== undefined && !sayTheSame(numbers, record.tally)) {
    return cannotBe(run, 'predictions are not those of its sums');
  }
  return { run, outcome: { record: placed, predictions: numbers } };
}

function cannotBe({ index, variant }: Run, trouble: string): string {
  return printableLine(
    `an answer in the queue for run ${index} (${variant}) is left out: its ${trouble}, which cannot be`,
  );
}

function readNumbers(base64: string): Float32Array | undefined {
  const bytes = Buffer.from(base64, 'base64');
  // Decoding skips what is not base64, so a shorter result means that the message held something else.
  if (bytes.length % 4 !== 0 || bytes.length !== Buffer.byteLength(base64, 'base64')) return undefined;
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

/** Words of another machine, fit for a terminal. */
function printableWords(text: string): string {
  return text.slice(0, 200).replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, ' ');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
