import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sourceFiles, sourcesDigest } from '../../src/experiment/source-files.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reseed-sources-'));
  write('question.ts', `import { a } from './parts/a.js';\nimport data from "./data.json" with { type: 'json' };\n`);
  write('parts/a.ts', `export * from '../b';\nconst c = await import('./c.mjs');\n`);
  write('b.ts', `import 'some-package';\nconst old = require('./old.cjs');\nimport './parts/a.js';\n`);
  write('parts/c.mjs', 'export default 1;\n');
  write('old.cjs', 'module.exports = 1;\n');
  write('data.json', '{"units": 8}\n');
  write('stranger.ts', 'export {};\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const digest = (): string => sourcesDigest(join(folder, 'question.ts'));

describe('the sources of an experiment', () => {
  it('are its file and, from import to import, its local files; no packages, no neighbours', () => {
    const found = sourceFiles(join(folder, 'question.ts')).map((path) => relative(folder, path).replaceAll('\\', '/'));
    expect(found[0]).toBe('question.ts');
    expect(found.slice(1).sort()).toEqual(['b.ts', 'data.json', 'old.cjs', 'parts/a.ts', 'parts/c.mjs']);
  });

  it.each(['question.ts', 'parts/a.ts', 'b.ts', 'parts/c.mjs', 'old.cjs', 'data.json'])(
    'have another digest when a byte of %s changes',
    (path) => {
      const before = digest();
      const bytes = path === 'question.ts' ? `import './parts/a.js';\nimport './data.json';\n` : ' ';
      write(path, bytes);
      expect(digest()).not.toBe(before);
    },
  );

  it('have the same digest elsewhere, under another name, and whatever happens to strangers', () => {
    const before = digest();
    write('stranger.ts', 'export const changed = true;\n');
    expect(digest()).toBe(before);
    const copy = mkdtempSync(join(tmpdir(), 'reseed-sources-'));
    cpSync(folder, copy, { recursive: true });
    renameSync(join(copy, 'question.ts'), join(copy, 'renamed.ts'));
    expect(sourcesDigest(join(copy, 'renamed.ts'))).toBe(before);
    rmSync(copy, { recursive: true });
  });

  it('follow an import that is the first file again, without end', () => {
    write('b.ts', `import './question.js';\n`);
    expect(sourceFiles(join(folder, 'question.ts'))[0]).toBe(join(folder, 'question.ts'));
  });
});
