/**
 * A results folder with 100,000 records: how long `reseed bench` takes to resume it, how long `reseed report`, and how much
 * memory both need, as anyone would start them. `node dist/perf/store.js` (after `npm run build`) prints JSON; a number as
 * argument makes other sizes. Memory is known on Linux only.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { collectRecords } from '../src/bench/bench.js';
import { loadExperiment } from '../src/experiment/load-experiment.js';
import type { Experiment } from '../src/experiment/experiment.js';
import { idleOrigin } from './idle-bench.js';
import { watch, worstOf } from './watch-command.js';
import type { CommandFigures } from './watch-command.js';

const RUNS_A_SPLIT = 10;
const ROUNDS = 3;
const TEST_ROWS = 12;
const EXPERIMENT = fileURLToPath(new URL('./store-experiment.js', import.meta.url));

export interface StoreFigures {
  readonly records: number;
  /** Of `runs.jsonl`, in 10⁶ bytes. */
  readonly fileMegabytes: number;
  readonly rounds: number;
  /** `reseed bench` while the runs of the last split are missing, so that it starts its workers and trains them. */
  readonly resume: CommandFigures;
  /** `reseed bench` where nothing is missing. */
  readonly again: CommandFigures;
  /** `reseed report`. */
  readonly report: CommandFigures;
  /** Runnable processes a core before it began. */
  readonly load: number;
}

/** Makes such a folder, and starts the plain commands on it, each in a new process. */
export async function measureStore(records: number): Promise<StoreFigures> {
  const load = loadavg()[0]! / availableParallelism();
  const splits = Math.round(records / RUNS_A_SPLIT);
  const rounds: Pick<StoreFigures, 'resume' | 'again' | 'report'>[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'reseed-store-'));
  const bench = ['bench', EXPERIMENT, '--splits', String(splits), '--out', folder];
  let bytes = 0;
  try {
    for (let round = 0; round < ROUNDS; round++) {
      rmSync(folder, { recursive: true, force: true });
      await fill(folder, splits - 1);
      rounds.push({ resume: await watch(bench), again: await watch(bench), report: await watch(['report', folder]) });
      bytes = statSync(join(folder, 'runs.jsonl')).size;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const [resume, again, report] = (['resume', 'again', 'report'] as const).map((name) =>
    worstOf(rounds.map((round) => round[name])),
  );
  const size = { records: splits * RUNS_A_SPLIT, fileMegabytes: Math.round(bytes / 1e6), rounds: ROUNDS };
  return { ...size, resume: resume!, again: again!, report: report!, load };
}

/** The records of this many splits, by workers that train nothing. */
async function fill(folder: string, splits: number): Promise<void> {
  process.env.RESEED_IDLE_ROWS = String(TEST_ROWS);
  const loaded = (await loadExperiment(EXPERIMENT)) as Experiment;
  const question = { ...loaded, protocol: { ...loaded.protocol, splits } };
  await collectRecords({
    question,
    origin: await idleOrigin(question),
    folder,
    workers: 2,
    fresh: false,
    command: '',
    signal: new AbortController().signal,
    onEvent: () => undefined,
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const figures = await measureStore(Number(process.argv[2] ?? 100_000));
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
}
