/** Two benches side by side, of every kind that `compare` takes: made records, the analysis of the command. */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Analysis } from '../../src/analysis/analysis.js';
import type { Bench } from '../../src/analysis/evidence.js';
import { streamKey, uniforms } from '../../src/base/streams.js';
import { compareBenches } from '../../src/bench/compare.js';
import { compareCommitted } from '../../src/bench/compare-committed.js';
import { concludeScores } from '../../src/bench/keep-scores.js';
import { planRuns } from '../../src/design/plan.js';
import type { RunRecord } from '../../src/design/record.js';
import { setupOf } from '../../src/design/setup.js';
import { defineExperiment, dense, holdout, sequential, variant } from '../../src/index.js';
import type { OriginFacts } from '../../src/origins/facts.js';
import type { Protocol, Question } from '../../src/question/question.js';
import { renderReport } from '../../src/report/render/report-files.js';
import { onTable } from '../made-origin.js';
import { madeRecord } from '../made-record.js';

interface Side {
  readonly splits?: number;
  readonly seeds?: number;
  readonly shift?: number;
  /** The experiment seed. */
  readonly seed?: number;
  readonly variants?: readonly string[];
  readonly task?: 'classification' | 'regression';
  readonly programs?: boolean;
  readonly held?: boolean;
  readonly fingerprint?: string;
}

/** Scores are the luck of split and seed, plus `shift`. */
export function madeBench(side: Side): Bench {
  const { splits = 12, seeds = 2, shift = 0, seed = 1, task = 'classification', programs = false, held = false } = side;
  const { variants = ['none'], fingerprint = 'f' } = side;
  const made = defineExperiment({
    ...{ name: 'made', question: 'Why?', protocol: holdout({ splits, seeds }), seed },
    variants: Object.fromEntries(variants.map((name, i) => [name, variant(sequential([dense(2 + i)]))])),
  });
  const given: Protocol = { kind: 'given', splits, seeds };
  const experiment: Question = {
    ...made,
    ...(programs ? { protocol: given, metrics: ['accuracy'] } : {}),
    ...(held ? { vary: ['init'] } : {}),
  };
  const origin = onTable(made);
  const runs = planRuns(experiment, origin);
  const records = runs.map((run): [string, RunRecord] => {
    const next = uniforms(streamKey('luck', seed, run.split, run.seed, Math.round(shift * 1000)));
    const level = uniforms(streamKey('level', seed, run.split))();
    const score = 0.6 + 0.1 * level + 0.03 * next() + shift;
    const shares = { accuracy: score, balancedAccuracy: score, logLoss: 1 - score, brier: 0.5 };
    return [run.hash, madeRecord(run, task === 'regression' ? { rmse: 4 - 3 * score, mae: 3 - 2 * score } : shares)];
  });
  const classes =
    task === 'classification'
      ? {
          classes: [
            { name: 'x', rows: 60 },
            { name: 'y', rows: 40 },
          ],
        }
      : { classes: [] };
  const facts = programs
    ? {
        kind: 'command',
        what: 'a program, started once for each run',
        pairing: 'split',
        repeats: 'not promised',
        fingerprint,
      }
    : {
        ...{ kind: 'table', encoding: made.encoding, engine: 'fused', backend: 'wasm-simd', numericsVersion: 1 },
        data: {
          ...{ source: 'simple', name: 'simple', made: true, fingerprint, rows: 100, target: 't' },
          ...{ task, numbers: 1, categories: 0, inputs: 1, ...classes },
        },
        rows: { train: 60, validation: 20, test: 20 },
      };
  const setup = setupOf(
    { ...experiment, question: '' },
    { origin: facts as OriginFacts, command: 'reseed bench made' },
  );
  return {
    ...{ experiment, setup, origin, runs, records: new Map(records), reductions: [], pastLooks: [] },
    interrupted: false,
  };
}

const side = (name: string, bench: Bench) => ({ name, bench });

function compared(first: Side, second: Side): Analysis {
  return compareBenches(side('before', madeBench(first)), side('after', madeBench(second))).analysis;
}

/** From summary.json alone. */
async function ofSummaries(): Promise<Analysis> {
  const top = mkdtempSync(join(tmpdir(), 'reseed-summaries-'));
  const folders = [0, 0.05].map((shift, i) => {
    const folder = join(top, ['before', 'after'][i]!);
    mkdirSync(folder);
    const { analysis } = compareBenches(side('x', madeBench({ shift })), side('y', madeBench({ shift })));
    const [only] = analysis.variants;
    const { files } = renderReport({
      ...analysis,
      comparisons: [],
      variants: [{ ...only!, name: 'none', label: 'none' }],
    });
    writeFileSync(join(folder, 'summary.json'), files['summary.json']!);
    return folder;
  });
  const { read, notes } = await compareCommitted(folders[0]!, folders[1]!);
  rmSync(top, { recursive: true });
  const { conclusion } = concludeScores(read, {
    ...{ question: 'Do before and after differ?', level: 0.95, seed: 1, thresholds: {}, compared: true },
    command: 'reseed compare before after',
    facts: {
      kind: 'scores',
      what: 'two folders',
      repeats: 'everywhere',
      reading: { headline: 'two folders', columns: [], rules: notes },
    },
  });
  return conclusion.analysis;
}

const TWO = ['none', 'dropout'];

/** By name. */
export async function kindsCompared(): Promise<Readonly<Record<string, Analysis>>> {
  return {
    'two folders': compared({}, { shift: 0.02 }),
    'two folders of the same runs': compared({ variants: TWO }, { variants: TWO }),
    'two folders, fewer splits in one': compared({ splits: 12 }, { splits: 20, shift: 0.02 }),
    'two folders of several variants, fewer splits in one': compared(
      { splits: 20, variants: TWO },
      { splits: 12, variants: TWO, shift: 0.02 },
    ),
    'two folders, other splits': compared({ splits: 12 }, { splits: 8, seed: 2, shift: 0.02 }),
    'two folders of several variants, other splits': compared(
      { splits: 12, variants: TWO },
      { splits: 8, variants: TWO, seed: 2 },
    ),
    'two folders, other data': compared({}, { fingerprint: 'g', shift: 0.02 }),
    'two folders of a number': compared({ task: 'regression' }, { task: 'regression', shift: 0.02 }),
    'two folders of programs': compared({ programs: true }, { programs: true, splits: 9, shift: 0.02 }),
    'two folders, held rows': compared({ held: true, seeds: 12 }, { held: true, seeds: 20, shift: 0.02 }),
    'two summaries': await ofSummaries(),
  };
}
