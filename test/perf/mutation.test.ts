import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Mutant } from '../../perf/mutants.js';
import { sampleMutants } from '../../perf/mutation-sample.js';

const folder = mkdtempSync(join(tmpdir(), 'reseed-mutation-'));
afterAll(() => rmSync(folder, { recursive: true }));

const made = (area: string, count: number): Mutant[] =>
  Array.from({ length: count }, (_, i) => {
    const [id, file] = [`${area}${i}`, `src/${area}/a.ts`];
    return { id, file, area, mutator: 'BlockStatement', line: 1, original: '', replacement: '' };
  });

describe('a sample of mutants', () => {
  const all = [...made('store', 40), ...made('report', 120)];

  it('is the same for the same seed, another for another, and begins as a smaller one does', () => {
    const sample = sampleMutants(all, { size: 20, seed: 1 });
    expect(sampleMutants(all, { size: 20, seed: 1 })).toEqual(sample);
    expect(sampleMutants(all, { size: 20, seed: 2 })).not.toEqual(sample);
    expect(sampleMutants(all, { size: 8, seed: 1 })).toEqual(sample.slice(0, 8));
  });

  it('takes of each area its share, and no mutant twice', () => {
    const sample = sampleMutants(all, { size: 40, seed: 3 });
    expect(new Set(sample).size).toBe(40);
    expect(sample.filter(({ area }) => area === 'store')).toHaveLength(10);
  });
});

describe('npm run mutation', () => {
  it('counts as killed what a test checks, as alive what no test reads, and says so of what none reaches', () => {
    for (const name of ['src/commands', 'src/bench', 'src/store', 'src/analysis', 'src/report', 'test/store', 'perf']) {
      mkdirSync(join(folder, name), { recursive: true });
    }
    const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    write('package.json', '{"type":"module"}');
    write('perf/mutation-notes.json', '{"src/store/a.ts StringLiteral: \'loose\' → \\"\\"": "Nobody reads it."}');
    const words = ['tight', 'firm', 'loose', 'slack'];
    write(
      'src/store/a.ts',
      words
        .map(
          (word) => `export const ${word} = () => '${word}';
`,
        )
        .join(''),
    );
    write('src/report/b.ts', 'export const unreached = (): number[] => [];\n');
    write(
      'test/store/a.test.ts',
      `import { expect, it } from 'vitest';
import { firm, loose, slack, tight } from '../../src/store/a.js';
it('is tight', () => {
  loose() + slack();
  expect(tight() + firm()).toBe('tightfirm');
});
`,
    );
    const program = resolve('dist/perf/mutation.js');
    const { stderr, status } = spawnSync(process.execPath, [program, '--out', 'out.md', '--sample', '99'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
    const report = readFileSync(join(folder, 'out.md'), 'utf8');
    expect(report).toContain('| `src/store/` | 8 | 8 | 4 | 0 | 4 | 0 | 50.0 % (21.5 to 78.5) |');
    expect(report).toContain(
      '- src/store/a.ts:3, StringLiteral (survived): `` \'loose\' `` became `` "" ``. Nobody reads it.',
    );
    expect(report).toContain('ArrowFunction (not reached)');
  });
});
