/** The programs behind `npm run`: what they say of themselves, and to what they do not know. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Readonly<Record<string, string>> };
const PROGRAMS = Object.entries(scripts).flatMap(([name, line]) => {
  const [, file] = /(?:node|gc) ((?:dist\/perf|scripts)\/\S+\.js)$/.exec(line) ?? [];
  return file === undefined || file.endsWith('/build.js') ? [] : [[name, file] as const];
});
const folder = mkdtempSync(join(tmpdir(), 'reseed-options-'));
afterAll(() => rmSync(folder, { recursive: true }));

function start(file: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', resolve(file), ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('npm run', () => {
  it('finds all of them', () => {
    expect(PROGRAMS.map(([name]) => name)).toEqual(expect.arrayContaining(['site', 'mutation', 'perf', 'coverage']));
  });

  it.each(PROGRAMS)('%s -- --help says how it is called, and does nothing', (name, file) => {
    const { status, stdout, stderr } = start(file, '--help');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`npm run ${name}`);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each(PROGRAMS.filter(([name]) => ['site', 'mutation', 'soak'].includes(name)))(
    '%s refuses an option that it has not, without a stack',
    (name, file) => {
      const { status, stderr } = start(file, '--nothing');
      expect(status).toBe(2);
      expect(stderr).toContain('--nothing');
      expect(stderr).toContain(`npm run ${name}`);
      expect(stderr).not.toMatch(/^ +at /m);
    },
  );
});
