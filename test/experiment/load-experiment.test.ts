import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadExperiment } from '../../src/experiment/load-experiment.js';
import { BENCH, openWorkshop } from '../faults/bench-process.js';
import type { Workshop } from '../faults/bench-process.js';

let shop: Workshop;
beforeAll(() => (shop = openWorkshop()));
afterAll(() => shop.remove());

describe('an experiment file in TypeScript', () => {
  it('leaves nothing in the temporary folder, where another user could plant code in its place', async () => {
    const temporary = join(shop.folder, 'tmp');
    mkdirSync(temporary);
    const { code } = await shop.start([...BENCH, '--splits', '3', '--out', 'a'], { env: { TMPDIR: temporary } }).ended;
    expect(code).toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('trains where there is no temporary folder, or a full one', async () => {
    const file = join(shop.folder, 'file');
    writeFileSync(file, '');
    for (const [i, place] of ['/nowhere/at/all', '/dev/full', file].entries()) {
      const env = { TMPDIR: place };
      const end = await shop.start([...BENCH, '--splits', '3', '--out', `b${i}`], { env }).ended;
      expect(end).toMatchObject({ code: 0, err: '' });
      expect(readFileSync(join(shop.folder, `b${i}`, 'report.md'), 'utf8')).toContain('Does it survive?');
    }
  });
});

describe('an experiment file in JavaScript', () => {
  it('finds the Reseed that runs, where none is installed beside it, and leaves other packages to Node', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'reseed-load-'));
    const variants = "{ a: command('a {seed}'), b: command('b {seed}') }";
    const text = `import { command, defineExperiment } from 'reseed';\nexport default defineExperiment({ question: 'x?', variants: ${variants} });\n`;
    writeFileSync(join(folder, 'own.mjs'), text);
    expect(await loadExperiment('./own.mjs', folder)).toMatchObject({ name: 'own', question: 'x?' });
    writeFileSync(join(folder, 'other.mjs'), `import 'no-such-package';\n${text}`);
    await expect(loadExperiment('./other.mjs', folder)).rejects.toThrow("Cannot find package 'no-such-package'");
  });
});

describe('a file that cannot be loaded', () => {
  const folder = mkdtempSync(join(tmpdir(), 'reseed-load-'));
  it.each([
    ['syntax.mjs', 'const a = 1;\nconst a = 2;\n', ', line 2: Identifier'],
    ['syntax.ts', "import { dense } from 'reseed';\n\nexport default { a: 1 b: 2 };\n", ', line 3: '],
    ['thrown.mjs', '\n\nnull.x;\n', ', line 3: Cannot read'],
    ['thrown.ts', 'const x: any = null;\nx.y;\n', ', line 2: Cannot read'],
    ['common.cjs', 'module.exports = {};\n', 'is CommonJS'],
    ['within.ts', "import { a } from './thrown.js';\nexport default a;\n", ', in thrown.ts, line 2: Cannot read'],
    ['within-syntax.ts', "import { a } from './syntax.ts';\nexport default a;\n", ', in syntax.ts, line 3: '],
    ['absent.ts', "\nimport { a } from './not-there.js';\nexport default a;\n", ', line 2: Cannot find module'],
    ['absent.mjs', "\nimport { a } from './not-there.mjs';\nexport default a;\n", ', line 2: Cannot find module'],
    ['within-absent.ts', "import a from './absent.js';\nexport default a;\n", ', in absent.ts, line 2: Cannot find'],
    ['named.ts', "export const question = 'x?';\n", 'exports no experiment'],
    ['empty.mjs', 'export default {};\n', 'has no variants'],
    ['table.csv', 'a,b\n1,2\n', 'is a table, not an experiment file'],
    ['train.py', '', 'is a program, not an experiment file'],
    ['scores.json', '{}', 'is a file of JSON, not an experiment file'],
    ['notes.pdf', '', 'is not an experiment file'],
  ])('%s is told with its line, and what to do', async (name, text, said) => {
    writeFileSync(join(folder, name), text);
    await expect(loadExperiment(`./${name}`, folder)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining(said) as string,
      hint: expect.stringMatching(/\w/) as string,
    });
  });

  it('is called a folder where it is one', async () => {
    mkdirSync(join(folder, 'kept'));
    await expect(loadExperiment('./kept', folder)).rejects.toThrow('is a folder, not an experiment file');
  });
});
