/** The experiments printed in README.md and docs/: each is checked by TypeScript as a file of a user's, and the README's is run. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DOCUMENTS = ['README.md', ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`)];

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
