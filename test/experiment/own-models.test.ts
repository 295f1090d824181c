/** Models of users' own, through the built program: from the file to the report, and what is refused. */
import type { Experiment } from '../../src/experiment/experiment.js';
import { onTable } from '../made-origin.js';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkExperiment } from '../../src/experiment/check-experiment.js';
import { defineExperiment, fixedEpochs, holdout, variant } from '../../src/index.js';
import { describeRecipe } from '../../src/model/recipe.js';
import { hasOwnModels, ownModelReference, withoutModelFiles } from '../../src/experiment/own-models.js';
import { planRuns } from '../../src/design/plan.js';
import { maskStory } from '../../src/report/masks/story.js';
import { callIn } from '../faults/bench-process.js';
import { canonicalRecord } from '../../src/design/record.js';
import { readRecords } from '../../src/store/store.js';

const CLI = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));
const FILES = {
  'table.csv': `x,y,kind\n${Array.from({ length: 60 }, (_, i) => `${(i * 37) % 60},${(i * 23) % 17},${(i * 37) % 60 > 30 ? 'high' : 'low'}`).join('\n')}\n`,
  'units.ts': 'export const units: number = 4;\n',
  'question.ts': `import { csv, defineExperiment, dense, dropout, fixedEpochs, holdout, sequential, variant } from 'reseed';
import { units } from './units.js';
const stopping = fixedEpochs(2);
export default defineExperiment({
  question: 'Does it work?',
  data: csv('table.csv', { target: 'kind' }),
  protocol: holdout({ splits: 3, seeds: 2, validation: 0 }),
  variants: {
    plain: variant(sequential([dense(4), dropout(0.5)]), { stopping }),
    mine: variant(
      (tf, { inputs, outputs }) =>
        tf.sequential({
          layers: [
            tf.layers.dense({ units, inputShape: [inputs] }),
            tf.layers.dropout({ rate: 0.5 }),
            tf.layers.dense({ units: outputs }),
          ],
        }),
      { stopping },
    ),
  },
});
`,
};

let folder: string;
const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reseed-own-'));
});
beforeEach(() => Object.entries(FILES).forEach(([name, text]) => write(name, text)));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function reseed(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [CLI, ...args], { cwd: folder, env: { ...process.env, NO_COLOR: '1' } });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

const asked = (out: string, ...args: string[]) => [
  ...['bench', './question.ts', '--backend', 'wasm', '--out', out],
  ...args,
];
const bench = (out: string, ...args: string[]) => reseed(...asked(out, ...args));
/** Without a process of its own: for the experiment as it was first written. */
const call = (...args: string[]) => callIn(folder, args);
const benchHere = (out: string, ...args: string[]) => call(...asked(out, ...args));
const text = (...path: string[]): string => readFileSync(join(folder, ...path), 'utf8');
const records = (out: string): string[] =>
  [...readRecords(join(folder, out)).records.values()].map((each) => JSON.stringify(canonicalRecord(each))).sort();

describe('an experiment with a model of the user’s own', () => {
  it('trains on tfjs without being asked, says so, and leaves a report and a manifest without code or paths', async () => {
    const { code, err } = await benchHere('first');
    expect(err).toContain('note: mine: models built with tf train on the tfjs engine');
    expect(code).toBe(0);
    expect(text('first', 'report.md')).toContain('own model (22 parameters)');
    expect(text('first', 'report.md')).toContain('engine tfjs (wasm)');
    const manifest = text('first', 'manifest.json');
    expect(manifest).not.toContain(folder);
    const { model } = (JSON.parse(manifest) as { experiment: { variants: { mine: { model: object } } } }).experiment
      .variants.mine;
    expect(model).toEqual({ type: 'own', hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string, parameters: 22 });

    const before = ['report.md', 'summary.json', 'runs.csv'].map((name) => text('first', name));
    rmSync(join(folder, 'question.ts'));
    expect((await call('report', 'first')).code).toBe(0);
    expect(['report.md', 'summary.json', 'runs.csv'].map((name) => text('first', name))).toEqual(before);
  });

  it('gives the same records with one worker as with two, and as two shards that are merged', async () => {
    await benchHere('one', '--workers', '1');
    expect(records('one')).toEqual(records('first'));
    await benchHere('part-1', '--shard', '1/2');
    await benchHere('part-2', '--shard', '2/2');
    expect((await call('merge', 'part-1', 'part-2', '--out', 'merged')).code).toBe(0);
    expect(records('merged')).toEqual(records('first'));
    expect(text('merged', 'report.md')).toBe(text('first', 'report.md'));
  });

  it('resumes: nothing is trained twice, until a local import changes, and then only the models that it may concern', async () => {
    expect((await bench('first')).err).toContain('12 runs, 12 of them already there');
    expect((await bench('first', '--splits', '4')).err).toContain('16 runs, 12 of them already there');
    write('units.ts', 'export const units: number = 5;\n');
    expect((await bench('first')).err).toContain('12 runs, 6 of them already there');
  });

  it('is refused on the fused engine, with the remedy, before anything is written', async () => {
    const { code, err } = await call('bench', './question.ts', '--engine', 'fused', '--out', 'refused');
    expect(code).toBe(2);
    expect(err).toContain('Use --engine tfjs');
    expect(existsSync(join(folder, 'refused'))).toBe(false);
  });

  it('is refused with a seeded dropout layer, with its variant and the remedy, before anything is written', async () => {
    write('question.ts', FILES['question.ts'].replace('rate: 0.5 }', 'rate: 0.5, seed: 7 }'));
    const { code, err } = await bench('refused');
    expect(code).toBe(2);
    expect(err).toContain('variants.mine: The model has a seeded dropout layer');
    expect(err).toContain('Leave its seed out');
    expect(existsSync(join(folder, 'refused'))).toBe(false);
  });
});

describe('the placeholder of an own model', () => {
  const written = defineExperiment({
    name: 'made',
    question: 'Why?',
    protocol: holdout({ splits: 1, seeds: 1 }),
    variants: {
      a: { ...variant(() => ({})), label: 'A' },
      b: { ...variant({ type: 'own', build: () => ({}) }), model: () => ({}) },
    },
  });
  const hash = '0'.repeat(64);
  const placed = {
    ...written,
    variants: { a: { ...written.variants.a!, model: { type: 'own', hash, file: '/somewhere.ts' } as const } },
  };
  const plan = (experiment: Experiment) =>
    planRuns(experiment, onTable(experiment, { engine: 'tfjs', backend: 'wasm' }));

  it('takes the place of a function, however that was written', () => {
    expect(hasOwnModels(written)).toBe(true);
    expect(Object.values(written.variants).map(({ model }) => model.type)).toEqual(['own', 'own']);
  });

  it('is not planned without a hash, and its hash alone decides: neither its file nor its size', () => {
    expect(() => plan(written)).toThrow(RangeError);
    const [run] = plan(placed);
    expect(plan(withoutModelFiles(placed))[0]!.hash).toBe(run!.hash);
    const changed = { a: { ...placed.variants.a, model: { type: 'own', hash: '1'.repeat(64) } as const } };
    expect(plan({ ...placed, variants: changed })[0]!.hash).not.toBe(run!.hash);
  });

  it('from a manifest can be described, not trained, and brings no file with it', () => {
    const kept = JSON.parse(JSON.stringify(withoutModelFiles(placed))) as unknown;
    const { variants } = checkExperiment(kept, { file: 'manifest.json', name: 'made' });
    const model = variants.a!.model;
    if (model.type !== 'own') throw new Error('another model');
    expect(describeRecipe({ ...variants.a!, model: { ...model, parameters: 22 } }, 'classification')).toMatch(
      /^own model \(22 parameters\); Adam 1e-3/,
    );
    expect(() => ownModelReference(model, 'a')).toThrow('a results folder keeps no code');
    expect(() => checkExperiment(placed, { file: 'manifest.json', name: 'made' })).toThrow(/file/);
  });

  it('has no masks to draw', () => {
    expect(maskStory(placed, { data: undefined as never }, { variant: 'a' })).toBeUndefined();
  });

  it('is refused with Monte-Carlo samples', () => {
    const a = { ...written.variants.a!, monteCarloSamples: [1, 10], stopping: fixedEpochs(1) };
    expect(() =>
      checkExperiment({ ...written, variants: { a }, baseline: 'a' }, { file: 'f.ts', name: 'made' }),
    ).toThrow('asks for Monte-Carlo samples');
  });
});
