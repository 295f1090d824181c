import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bench } from '../../src/commands/bench.js';
import { plan } from '../../src/commands/plan.js';
import { report } from '../../src/commands/report.js';
import { addKind } from '../../src/origins/open.js';
import { commandIo } from '../commands/command-io.js';
import { TOY } from './toy/kind.js';
import type { ToyVariant } from './toy/kind.js';

let takeAway: () => void;
beforeAll(() => {
  takeAway = addKind(TOY);
});
afterAll(() => takeAway());

/** The command line on a question about toys, and the folder that it writes to. */
function toyShop(variants: Readonly<Record<string, ToyVariant>>, splits = 12) {
  const { io, cwd, printed } = commandIo();
  const question = {
    ...{ question: 'Which number is more fun?', baseline: 'one', seed: 1, level: 0.95, vary: ['split', 'init'] },
    ...{ protocol: { kind: 'given', splits, seeds: 2 }, metrics: [{ name: 'fun', better: 'higher' }], variants },
  };
  writeFileSync(join(cwd, 'fun.mjs'), `export default ${JSON.stringify(question)};\n`);
  const flags = { experiment: './fun.mjs' } as const;
  const text = (name: string): string => readFileSync(join(cwd, 'results/fun', name), 'utf8');
  return { io, cwd, printed, flags, text, remove: () => rmSync(cwd, { recursive: true }) };
}

const TWO = { one: { toy: 1 }, two: { toy: 2 } };

describe('an origin of one folder and one line', () => {
  it('goes through bench to a report that says nothing of tables, nets or epochs', async () => {
    const { io, flags, text, remove } = toyShop(TWO);
    expect(await bench(flags, io)).toBe(0);
    const page = text('report.md');
    expect(page).toContain('# Which number is more fun?');
    expect(page).toContain('a toy');
    expect(page).toContain('the number 2');
    expect(page).not.toMatch(/epoch|encoding|engine|row train|NaN|undefined|accuracy/i);
    expect(text('runs.csv').split('\n')[0]).toBe('variant,split,fold,seed,status,fun');
    const { setup } = JSON.parse(text('summary.json')) as { setup: { origin: { kind: string } } };
    expect(setup.origin.kind).toBe('toy');
    remove();
  });

  it('is planned, resumed, extended and reported again from the folder alone', async () => {
    const { io, flags, printed, text, remove } = toyShop(TWO, 6);
    expect(await plan({ ...flags, json: true }, io)).toBe(0);
    expect(printed()).toContain('"toTrain": 24');
    await bench(flags, io);
    const before = text('report.md');
    expect(report({ dir: 'results/fun' }, io)).toBe(0);
    expect(text('report.md')).toBe(before);
    await bench({ ...flags, splits: '8' }, io);
    const sessions = (JSON.parse(text('manifest.json')) as { sessions: { trained: number }[] }).sessions;
    expect(sessions.map(({ trained }) => trained)).toEqual([24, 8]);
    remove();
  });

  it('may fail, which counts, or die, which is redone', async () => {
    const { io, flags, text, remove } = toyShop({ one: { toy: 1, dies: [2] }, two: { toy: 2, fails: [3] } });
    expect(await bench(flags, io)).toBe(1);
    expect(text('incidents.jsonl').match(/the toy broke/g)?.length).toBe(2);
    expect(text('runs.csv').match(/no fun/g)?.length).toBe(2);
    expect(text('runs.csv').match(/,ok,/g)?.length).toBe(46);
    remove();
  });

  it('says what is wrong with its own part of an experiment', async () => {
    const { io, flags, remove } = toyShop({ one: { toy: 1 }, two: { toy: 'two' as unknown as number } });
    await expect(bench(flags, io)).rejects.toThrow('variants.two.toy is no number');
    remove();
  });

  it('that this release does not know is named, not guessed', async () => {
    const { io, flags, remove } = toyShop(TWO, 6);
    await bench(flags, io);
    takeAway();
    expect(() => report({ dir: 'results/fun' }, io)).toThrow();
    takeAway = addKind(TOY);
    remove();
  });
});
