import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bench } from '../../src/commands/bench.js';
import { plan } from '../../src/commands/plan.js';
import { run } from '../../src/commands/run.js';
import { commandIo } from './command-io.js';

/** An experiment file `q.mjs` that names no metric; its programs print these lines, and count their runs in `ran`. */
function shop(lines: Readonly<Record<string, string>>) {
  const { io: silent, cwd, printed } = commandIo();
  const notes: string[] = [];
  const io = { ...silent, err: (text: string) => void notes.push(text) };
  const variants = Object.fromEntries(
    Object.entries(lines).map(([name, line]) => [
      name,
      { command: `echo ${name} {seed} >> {variant}.ran; echo "${line}"`, shell: true },
    ]),
  );
  writeFileSync(join(cwd, 'q.mjs'), `export default ${JSON.stringify({ question: '?', seeds: [1, 2, 3], variants })};`);
  const ran = (): readonly string[] =>
    ['a.ran', 'b.ran'].flatMap((name) =>
      existsSync(join(cwd, name)) ? readFileSync(join(cwd, name), 'utf8').trim().split('\n') : [],
    );
  const rows = (): string => readFileSync(join(cwd, 'results/q/runs.csv'), 'utf8');
  return { io, cwd, printed, notes, ran, rows, remove: () => rmSync(cwd, { recursive: true, force: true }) };
}

describe('an experiment file of programs that names no metric', () => {
  it('has the one that its first run shows, and no run is made twice', async () => {
    const { io, notes, ran, rows, remove } = shop({ a: 'accuracy: 0.{seed}', b: 'accuracy: 0.1{seed}' });
    expect(await bench({ experiment: './q.mjs' }, io)).toBe(0);
    expect(ran().length).toBe(6);
    expect(rows()).toMatch(/accuracy/);
    expect(notes.join('')).toContain('the first run shows which scores there are');
    // Now the folder knows.
    expect(await bench({ experiment: './q.mjs', seeds: '3' }, io)).toBe(0);
    expect(ran().length).toBe(6);
    remove();
  });

  it('asks which side of an unknown one is better', async () => {
    const { io, ran, remove } = shop({ a: 'dice: 0.{seed}', b: 'dice: 0.1{seed}' });
    await expect(bench({ experiment: './q.mjs' }, io)).rejects.toThrow('not known whether a higher dice is better');
    expect(await bench({ experiment: './q.mjs', better: 'higher' }, io)).toBe(0);
    expect(ran().length).toBe(6);
    remove();
  });

  it('lists several, and takes the one that is asked for', async () => {
    const { io, ran, rows, remove } = shop({ a: 'loss=0.2 gain=0.{seed}', b: 'loss=0.3 gain=0.1{seed}' });
    const file = { experiment: './q.mjs' };
    await expect(bench(file, io)).rejects.toMatchObject({
      message: expect.stringContaining('loss (0.2), gain (0.1)') as string,
      hint: expect.stringContaining("metrics: [{ name: 'loss', better: 'lower' }]") as string,
    });
    expect(await bench({ ...file, metric: 'gain', better: 'higher' }, io)).toBe(0);
    expect(ran().length).toBe(6);
    expect(rows()).toMatch(/gain/);
    remove();
  });

  it('leaves out what is no score, and proposes the score of rows that were not trained on', async () => {
    const { io, notes, ran, remove } = shop({
      a: 'epochs=3 seed={seed} f=0.1{seed}',
      b: 'epochs=3 seed={seed} f=0.2{seed}',
    });
    await bench({ experiment: './q.mjs', better: 'higher' }, io);
    expect(notes.join('')).toContain('the verdict is about f, and not about epochs, seed');
    expect(ran().length).toBe(6);
    remove();
    const two = shop({ a: 'trainLoss=1 trainAcc=0.9 testLoss=2 testAcc=0.8', b: '' });
    await expect(bench({ experiment: './q.mjs' }, two.io)).rejects.toThrow(
      expect.objectContaining({ hint: expect.stringContaining('--metric testAcc,') as string }),
    );
    two.remove();
  });

  it('keeps the failure of a first variant, and learns from the next', async () => {
    const { io, cwd, ran, remove } = shop({ a: 'nothing', b: 'accuracy: 0.1{seed}' });
    expect(await bench({ experiment: './q.mjs' }, io)).toBe(1);
    expect(ran().length).toBe(6);
    expect(readFileSync(join(cwd, 'results/q/runs.jsonl'), 'utf8').match(/"failed"/g)?.length).toBe(3);
    remove();
  });

  it('leaves nothing behind in the process that asked, whether it answers or refuses', async () => {
    const listeners = (): number => process.listenerCount('exit');
    const before = listeners();
    const file = { experiment: './q.mjs' };
    const answered = shop({ a: 'accuracy: 0.{seed}', b: 'accuracy: 0.1{seed}' });
    expect(await bench(file, answered.io)).toBe(0);
    expect(listeners()).toBe(before);
    const refused = shop({ a: 'dice: 0.{seed}', b: 'dice: 0.1{seed}' });
    await expect(bench(file, refused.io)).rejects.toThrow('not known');
    expect(listeners()).toBe(before);
    const failed = shop({ a: 'nothing', b: 'nothing' });
    await expect(bench(file, failed.io)).rejects.toThrow('Every variant failed');
    expect(listeners()).toBe(before);
    for (const { remove } of [answered, refused, failed]) remove();
  });

  it('is planned all the same, and nothing starts', async () => {
    const { io, printed, ran, remove } = shop({ a: 'dice: 0.{seed}', b: 'dice: 0.1{seed}' });
    expect(await plan({ experiment: './q.mjs' }, io)).toBe(0);
    expect(printed()).toContain('echo a 1 >> a.ran');
    expect(ran()).toEqual([]);
    remove();
  });
});

describe('reseed run without a metric', () => {
  it('plans, and makes the first run once', async () => {
    const { io, cwd, ran, remove } = shop({ a: '', b: '' });
    const commands = [
      'a=echo {seed} >> {variant}.ran; echo accuracy: .{seed}',
      'b=echo {seed} >> {variant}.ran; echo accuracy: .1{seed}',
    ];
    const flags = { commands, shell: true, seeds: '1,2,3' };
    expect(await run({ ...flags, 'dry-run': true }, io)).toBe(0);
    expect(ran()).toEqual([]);
    expect(await run(flags, io)).toBe(0);
    expect(ran().length).toBe(6);
    expect(readFileSync(join(cwd, 'results/a-vs-b/report.md'), 'utf8')).toContain('--metrics accuracy');
    remove();
  });
});
