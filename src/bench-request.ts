/** What a bench is asked for, and what it tells while it is at work. Types only. */
import type { Setup } from './analysis/analysis.js';
import type { Table } from './data/dataset.js';
import type { Experiment } from './experiment/experiment.js';
import type { Run } from './plan.js';
import type { trainAll } from './pool.js';
import type { RunRecord } from './design/record.js';
import type { Shard } from './shard.js';
import type { Until } from './stopping/until.js';

export interface BenchRequest {
  readonly experiment: Experiment;
  readonly table: Table;
  readonly folder: string;
  readonly engine: Setup['engine'];
  readonly backend: string;
  readonly workers: number;
  readonly fresh: boolean;
  readonly command: string;
  /** Train until this rule holds; then the experiment's splits are the most. */
  readonly until?: Until;
  readonly signal: AbortSignal;
  readonly onEvent: (event: BenchEvent) => void;
  /** Only this part of the plan. */
  readonly shard?: Shard;
  /** Who trains; the local pool where absent, with 0 workers meaning those of others. */
  readonly train?: typeof trainAll;
  /** See `PoolOptions`; for tests. */
  readonly workerFile?: string;
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
  | { readonly type: 'record'; readonly record: RunRecord }
  | { readonly type: 'incident'; readonly run: Run; readonly reason: string; readonly again: boolean };
