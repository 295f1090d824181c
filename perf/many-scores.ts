/**
 * Files of a million scores: how long `reseed scores` takes to answer them, and how much memory it needs, as anyone would start
 * it. `node dist/perf/many-scores.js` (after `npm run build`) prints JSON; a number as argument makes other sizes.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { streamKey, uniforms } from '../src/base/streams.js';
import { normalQuantile } from '../src/stats/index.js';
import { replaceFile } from '../src/store/write-files.js';
import { watch, worstOf } from './watch-command.js';
import type { CommandFigures } from './watch-command.js';

const ROUNDS = 3;

export interface FileFigures extends CommandFigures {
  readonly what: string;
  /** In 10⁶ bytes. */
  readonly fileMegabytes: number;
}

export interface ManyScoresFigures {
  readonly scores: number;
  readonly rounds: number;
  readonly files: readonly FileFigures[];
  /** Runnable processes a core before it began. */
  readonly load: number;
}

interface Shape {
  readonly what: string;
  readonly variants: number;
  readonly dataSets: number;
  readonly jsonLines?: true;
}

const SHAPES: readonly Shape[] = [
  { what: 'CSV, two variants on one data set', variants: 2, dataSets: 1 },
  { what: 'CSV, four variants on 50 data sets', variants: 4, dataSets: 50 },
  { what: 'JSON lines, four variants on 50 data sets', variants: 4, dataSets: 50, jsonLines: true },
];

export async function measureManyScores(scores: number): Promise<ManyScoresFigures> {
  const load = loadavg()[0]! / availableParallelism();
  const folder = mkdtempSync(join(tmpdir(), 'reseed-many-scores-'));
  const files: FileFigures[] = [];
  try {
    for (const shape of SHAPES) {
      const file = join(folder, shape.jsonLines ? 'scores.jsonl' : 'scores.csv');
      replaceFile(file, lines(shape, scores));
      const rounds: CommandFigures[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const out = join(folder, 'out');
        rmSync(out, { recursive: true, force: true });
        rounds.push(await watch(['scores', file, '--out', out]));
      }
      files.push({ what: shape.what, fileMegabytes: Math.round(statSync(file).size / 1e6), ...worstOf(rounds) });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { scores, rounds: ROUNDS, files, load };
}

/** Accuracies around 80 %, the variants a point apart. */
function* lines({ variants, dataSets, jsonLines }: Shape, scores: number): Generator<string> {
  const draw = uniforms(streamKey('many-scores', variants, dataSets));
  const seeds = Math.round(scores / variants / dataSets);
  if (jsonLines !== true) yield dataSets > 1 ? 'model,dataset,seed,accuracy\n' : 'model,seed,accuracy\n';
  for (let variant = 0; variant < variants; variant++) {
    for (let set = 0; set < dataSets; set++) {
      for (let seed = 0; seed < seeds; seed++) {
        const accuracy = (0.8 + variant / 100 + 0.02 * normalQuantile(draw() + 2 ** -54)).toFixed(6);
        const place =
          dataSets > 1 ? { model: `m${variant}`, dataset: `d${set}`, seed } : { model: `m${variant}`, seed };
        yield jsonLines === true
          ? `${JSON.stringify({ ...place, accuracy: Number(accuracy) })}\n`
          : `${[...Object.values(place), accuracy].join(',')}\n`;
      }
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const figures = await measureManyScores(Number(process.argv[2] ?? 1_000_000));
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
}
