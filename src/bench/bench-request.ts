/** What a bench is asked for, and what it tells while it is at work. Types only. */
import type { carryOutAll } from './carry-out.js';
import type { Bench } from '../analysis/evidence.js';
import type { OpenOrigin } from '../origins/origin.js';
import type { Run } from '../design/plan.js';
import type { Question } from '../question/question.js';
import type { RunRecord } from '../design/record.js';
import type { Shard } from '../design/shard.js';
import type { Until } from '../question/until.js';

export interface BenchRequest {
  readonly question: Question;
  readonly origin: OpenOrigin;
  readonly folder: string;
  readonly workers: number;
  readonly fresh: boolean;
  /** Publish also over a report that rests on more records than there will be. */
  readonly force?: boolean;
  /** What is to be done with what was collected before anybody else may write to the folder. */
  readonly whileLocked?: (bench: Bench) => void | Promise<void>;
  readonly command: string;
  /** Train until this rule holds; then the question's splits are the most. */
  readonly until?: Until;
  readonly signal: AbortSignal;
  readonly onEvent: (event: BenchEvent) => void;
  /** Only this part of the plan. */
  readonly shard?: Shard;
  /** Who carries the runs out; this process where absent. With `workers` 0 it is the workers of a queue. */
  readonly carryOut?: typeof carryOutAll;
}

export type BenchEvent =
  | {
      readonly type: 'start';
      readonly planned: number;
      readonly kept: number;
      readonly workers: number;
      readonly atMost?: boolean;
    }
  /** Damage that was mended, or something about a queue. */
  | { readonly type: 'repair'; readonly text: string }
  | { readonly type: 'note'; readonly text: string }
  /** What a running program has printed last. */
  | { readonly type: 'line'; readonly text: string }
  | { readonly type: 'record'; readonly record: RunRecord }
  | { readonly type: 'incident'; readonly run: Run; readonly reason: string; readonly again: boolean };
