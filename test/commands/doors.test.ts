/** `reseed` by itself, and completion: through the built program, on a terminal (one of the program `script`) and off one. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const CLI = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));
const { stdout: script } = spawnSync('script', ['--version'], { encoding: 'utf8' }) as { stdout: string | null };
const hasScript = script?.includes('util-linux') === true;

function reseed(cwd: string, args: readonly string[]) {
  return spawnSync(process.execPath, [CLI, ...args], { cwd, encoding: 'utf8', input: '' });
}

describe('reseed without a command', () => {
  it('off a terminal names the three doors with a command each, and exits 2', () => {
    const { status, stderr } = reseed(mkdtempSync(join(tmpdir(), 'reseed-doors-')), []);
    expect(status).toBe(2);
    for (const command of ['reseed bench --data', 'reseed run', 'reseed scores']) expect(stderr).toContain(command);
  });

  it.skipIf(!hasScript)('on a terminal asks which of them, and writes its start', () => {
    const cwd = mkdtempSync(join(tmpdir(), 'reseed-doors-'));
    const line = `'${process.execPath}' '${CLI}'`;
    const { stdout } = spawnSync('script', ['-qec', line, '/dev/null'], { cwd, encoding: 'utf8', input: '3\nmine\n' });
    expect(stdout).toContain('What do you have?');
    expect(stdout).toContain('Wrote mine.csv');
    expect(readFileSync(join(cwd, 'mine.csv'), 'utf8')).toContain('variant,split,seed,accuracy');
    const left = spawnSync('script', ['-qec', line, '/dev/null'], { cwd, encoding: 'utf8', input: '\u0004' });
    expect(left.stdout).toContain('Nothing was written');
    expect(left.status).toBe(2);
    expect(readdirSync(cwd)).toEqual(['mine.csv']);
  });
});

it('a shell completes commands and flags', () => {
  const { stdout } = reseed(tmpdir(), ['--get-yargs-completions', 'reseed', 'bench', '--']);
  expect(stdout.split('\n')).toEqual(expect.arrayContaining(['--splits', '--until']));
  expect(reseed(tmpdir(), ['completion']).stdout).toContain('complete');
});
