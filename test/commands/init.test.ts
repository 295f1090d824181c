import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { init } from '../../src/commands/init.js';
import { csv } from '../../src/experiment/experiment.js';
import { experimentTemplate } from '../../src/commands/experiment-template.js';
import { programTemplate } from '../../src/commands/program-template.js';
import { scores } from '../../src/commands/scores.js';
import type { CommandQuestion } from '../../src/origins/command/variant.js';
import { loadExperiment } from '../../src/experiment/load-experiment.js';
import { loadTable } from '../../src/experiment/load-table.js';
import type { Experiment } from '../../src/experiment/experiment.js';
import { tableFacts } from '../../src/origins/table/open-table.js';
import { commandIo } from './command-io.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HOMES = `rooms,street,price\n${Array.from({ length: 60 }, (_, i) => `${i % 7},${i % 2 ? 'Elm' : "Queen's"},${100 + i}.5`).join('\n')}\n`;

describe('reseed init', () => {
  it('writes an experiment of at most 60 lines that loads and fits its table', async () => {
    const { io, cwd, printed } = commandIo();
    expect(await init({ name: 'my-question' }, io)).toBe(0);
    expect(printed()).toContain('npx reseed bench my-question --splits 5');
    expect(readFileSync(join(cwd, 'experiments/my-question.ts'), 'utf8').split('\n').length).toBeLessThanOrEqual(60);
    const experiment = (await loadExperiment('my-question', cwd)) as Experiment;
    expect(Object.keys(experiment.variants)).toEqual(['none', 'dropout']);
    const table = await loadTable(experiment.data, cwd);
    expect(experiment).toMatchObject({ name: 'my-question', baseline: 'none' });
    const facts = tableFacts(experiment, { table, engine: 'fused', backend: '' });
    expect(facts).toMatchObject({ data: { target: 'product', inputs: 47 } });
  });

  it('writes one on the user’s own table', async () => {
    const { io, cwd } = commandIo();
    writeFileSync(join(cwd, "tom's homes.csv"), HOMES);
    await init({ name: 'homes', data: "tom's homes.csv", target: 'price', drop: 'street', task: 'regression' }, io);
    const experiment = (await loadExperiment('homes', cwd)) as Experiment;
    expect(experiment.data).toEqual(csv("tom's homes.csv", { target: 'price', drop: ['street'], task: 'regression' }));
  });

  it('writes text that type-checks, whatever the names', () => {
    const { cwd } = commandIo();
    const nasty = csv('a\\b"c\'`${x}.csv', {
      target: 'it\'s \\ "\n',
      drop: ["'"],
      task: 'regression',
      dropMissingTarget: true,
    });
    writeFileSync(join(cwd, 'plain.ts'), experimentTemplate('plain'));
    writeFileSync(join(cwd, 'nasty.ts'), experimentTemplate('nasty', nasty));
    writeFileSync(join(cwd, 'programs.ts'), programTemplate("it's", [["a'", "echo 'a\\b' {seed}"]]));
    const compilerOptions = {
      ...{ target: 'ES2022', module: 'ESNext', moduleResolution: 'Bundler', noEmit: true },
      ...{ strict: true, exactOptionalPropertyTypes: true, noUnusedLocals: true, skipLibCheck: true },
      ...{ types: ['node'], typeRoots: [join(ROOT, 'node_modules/@types')] },
      paths: { reseed: [join(ROOT, 'src/index.ts')] },
    };
    writeFileSync(
      join(cwd, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['plain.ts', 'nasty.ts', 'programs.ts'] }),
    );
    const check = (): string =>
      execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', cwd], { encoding: 'utf8' });
    expect(check()).toBe('');
    writeFileSync(join(cwd, 'plain.ts'), experimentTemplate('plain').replace('dropout(0.5)', "dropout('half')"));
    expect(check).toThrow();
  });

  it('writes a start for programs beside them, which loads as it stands, and for scores, which is answered as it stands', async () => {
    const { io, cwd, printed } = commandIo();
    const command = ['plain=python train.py --seed {seed}', 'mixup=python mixup.py {seed}'];
    expect(await init({ name: 'mixing', door: 'program', command }, io)).toBe(0);
    const question = (await loadExperiment('./mixing.ts', cwd)) as CommandQuestion;
    expect(question.folder).toBe(cwd);
    expect(Object.entries(question.variants).map(([name, { command: line }]) => `${name}=${String(line)}`)).toEqual(
      command,
    );
    expect(await init({ name: 'mine', door: 'scores' }, io)).toBe(0);
    expect(await scores({ files: ['mine.csv'], out: 'answer', quiet: true, html: false }, io)).toBe(0);
    expect(printed()).toContain('after is better by these scores');
  });

  it('asks on a terminal for what no flag says, and takes the answers', async () => {
    const { io, cwd } = commandIo();
    const asked: string[] = [];
    const answers = ['2', 'mine', 'python a.py {seed}', 'python b.py {seed}'];
    const ask = (question: string): Promise<string> =>
      Promise.resolve((asked.push(question), answers[asked.length - 1]!));
    expect(await init({}, { ...io, ask })).toBe(0);
    expect(asked).toHaveLength(4);
    expect(readFileSync(join(cwd, 'mine.ts'), 'utf8')).toContain(
      "second: command('python b.py {seed}')".replace('second', "'second'"),
    );
  });

  it.each([
    [{ name: 'x', door: 'window' }, '--door "window" is not known'],
    [{ name: 'x', door: 'scores', data: 'a.csv', target: 'y' }, '--data goes with --door table'],
    [{ name: 'x', command: ['a=b'], door: 'scores' }, '--command goes with --door program'],
    [{ name: 'x', door: 'program', command: ['python a.py'] }, 'has no name'],
  ])('refuses %o', async (flags, message) => {
    const { io, cwd } = commandIo();
    await expect(init(flags, io)).rejects.toThrow(message);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it.each([
    ['../escape', 'cannot name an experiment'],
    ['a.b', 'cannot name an experiment'],
    ['-x', 'cannot name an experiment'],
    ['rerun', '"rerun" is the name of an experiment already'],
  ])('refuses the name %s', async (name, message) => {
    const { io } = commandIo();
    const flags = name === '' ? {} : { name };
    await expect(init(flags, io)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining(message) as string,
    });
  });

  it('refuses to overwrite a file, and leaves it as it was', async () => {
    const { io, cwd } = commandIo();
    await init({ name: 'mine' }, io);
    writeFileSync(join(cwd, 'experiments/mine.ts'), 'precious');
    await expect(init({ name: 'mine' }, io)).rejects.toThrow('experiments/mine.ts is there already');
    expect(readFileSync(join(cwd, 'experiments/mine.ts'), 'utf8')).toBe('precious');
  });

  it('writes nothing where the table or the column is not there', async () => {
    const { io, cwd } = commandIo();
    writeFileSync(join(cwd, 'homes.csv'), HOMES);
    await expect(init({ name: 'homes', data: 'homes.csv', target: 'prize' }, io)).rejects.toMatchObject({
      name: 'UserError',
      hint: expect.stringContaining('"price"') as string,
    });
    await expect(loadExperiment('homes', cwd)).rejects.toThrow('Unknown experiment');
  });
});
