/** The experiments printed in README.md and docs/: each is checked by TypeScript as a file of a user's, and the README's is run. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DOCUMENTS = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

interface Block {
  readonly where: string;
  readonly text: string;
}

const BLOCKS = DOCUMENTS.flatMap((name): Block[] =>
  [...readFileSync(join(ROOT, name), 'utf8').matchAll(/^```ts\n([^]*?)^```$/gm)]
    .map(([, text]) => text!)
    .filter((text) => text.includes("from 'reseed'"))
    .map((text, i) => ({ where: `${name}, block ${i + 1}`, text })),
);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reseed-documents-'));
  mkdirSync(join(folder, 'experiments'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const compilerOptions = {
    ...{ target: 'ES2022', module: 'NodeNext', noEmit: true, strict: true, types: [], skipLibCheck: true },
    ...{ exactOptionalPropertyTypes: true, verbatimModuleSyntax: true },
    paths: {
      reseed: [join(ROOT, 'dist/src/index.d.ts')],
      'reseed/stats': [join(ROOT, 'dist/src/library/stats.d.ts')],
    },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['experiments'] }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('no file of the repository holds what a merge left in it', () => {
  // Only a checkout has a list of files; a folder without .git has nothing to look at.
  const { status, stdout } = spawnSync('git', ['grep', '-lE', '^(<{7} |={7}|>{7} )', '--', '.', ':!results'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(stdout).toBe('');
  expect([1, 128]).toContain(status);
});

/** Blocks that are tagged `run`, by the program that runs them; R and Python with pandas are no part of an install. */
const PROGRAMS: Readonly<Record<string, readonly [file: string, probe: string]>> = {
  python: ['python3', 'import pandas'],
  r: ['Rscript', ''],
};
const inline = (file: string, text: string): readonly string[] => [file === 'Rscript' ? '-e' : '-c', text];

describe.each(Object.entries(PROGRAMS))('%s in the documents', (language, [file, probe]) => {
  const here = spawnSync(file, inline(file, probe === '' ? 'TRUE' : probe)).status === 0;
  if (!here) console.warn(`skipped: ${file} cannot run ${language} blocks of the documents here`);
  const blocks = DOCUMENTS.flatMap((name) =>
    [
      ...readFileSync(join(ROOT, name), 'utf8').matchAll(new RegExp(`^\`\`\`${language} run\\n([^]*?)^\`\`\`$`, 'gm')),
    ].map(([, text], i) => [`${name}, block ${i + 1}`, text!] as const),
  );
  it.skipIf(!here).each(blocks)('%s runs, and finds what the report says', (_, text) => {
    const { status, stderr } = spawnSync(file, inline(file, text), { cwd: ROOT, encoding: 'utf8' });
    expect(status, stderr).toBe(0);
  });
});

/** `npm run api` takes half a minute; that it was run after the last change of an export is seen from the names alone. */
it.each([
  ['reseed', () => import('../src/index.js')],
  ['reseed/stats', () => import('../src/library/stats.js')],
  ['reseed/results', () => import('../src/library/results.js')],
  ['reseed/report', () => import('../src/library/report.js')],
] as const)('docs/api has every function of %s, with its example', async (name, load) => {
  const library = (await load()) as Readonly<Record<string, unknown>>;
  const page = readFileSync(join(ROOT, `docs/api/${name}.md`), 'utf8');
  const functions = Object.keys(library).filter((key) => typeof library[key] === 'function');
  const written = [...page.matchAll(/^### (\w+)\(\)$/gm)].map(([, each]) => each!);
  expect(written.sort()).toEqual(functions.sort());
  const untold = page
    .split(/^### (?=\w+\(\)$)/m)
    .slice(1)
    .filter((part) => !part.includes('#### Example'));
  expect(untold.map((part) => part.split('(')[0])).toEqual([]);
});

/** What the first screen of the README quotes, and where it stands. */
it('every figure that the README quotes first stands in the reports that it names', () => {
  const quote = readFileSync(join(ROOT, 'README.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('> - '))
    .join(' ');
  const reports = ['rerun', 'dropout-vs-none'].map((name) =>
    readFileSync(join(ROOT, 'results', name, 'report.md'), 'utf8'),
  );
  const said = new Set(reports.join(' ').match(/\d+(?:\.\d+)?/g));
  expect((quote.match(/\d+(?:\.\d+)?/g) ?? []).filter((figure) => !said.has(figure))).toEqual([]);
});

it('the pictures of the README show the last results: where they do not, npm run pictures', () => {
  const answer = readFileSync(join(ROOT, 'results/dropout-vs-none/report.md'), 'utf8').split('\n![')[0]!;
  const shown = readFileSync(join(ROOT, 'docs/pictures/terminal.txt'), 'utf8').replace(/\s+/g, ' ');
  const heads = [...answer.matchAll(/^\*\*([^*]+)\*\*/gm)].map(([, head]) => head!);
  const figures = new Set(shown.match(/\d+(?:\.\d+)?/g));
  expect(heads.filter((head) => !shown.includes(head.replace(/\s+/g, ' ')))).toEqual([]);
  expect((answer.match(/\d+(?:\.\d+)?/g) ?? []).filter((figure) => !figures.has(figure))).toEqual([]);
});

describe('code in the documents', () => {
  it('is there: the README shows an experiment', () => {
    expect(BLOCKS.map(({ where }) => where)).toContain('README.md, block 1');
  });

  it('passes the type check of a strict project', () => {
    BLOCKS.forEach(({ text }, i) => writeFileSync(join(folder, `experiments/block-${i}.ts`), text));
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });

  it('of the README runs under the name of its file, and asks its question', () => {
    const { text } = BLOCKS[0]!;
    const name = /^\/\/ experiments\/(\w+)\.ts$/m.exec(text)![1]!;
    writeFileSync(join(folder, `experiments/${name}.ts`), text);
    const args = ['bench', name, '--splits', '2', '--seeds', '1', '--quiet'];
    const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'dist/src/cli.js'), ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const report = readFileSync(join(folder, 'results', name, 'report.md'), 'utf8');
    expect(report).toMatch(/^# Does a wider first layer need more dropout\?\n/);
  });
});
