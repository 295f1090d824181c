/** `reseed` by itself, and completion: through the built program, on a terminal (one of the program `script`) and off one. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
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

/** On a terminal, where each answer is typed once its question stands there: what is typed before is lost, and waited for. */
async function onTerminal(cwd: string, answers: readonly (readonly [question: string, answer: string])[]) {
  const line = `'${process.execPath}' '${CLI}'`;
  const child = spawn('script', ['-qec', line, '/dev/null'], { cwd, stdio: ['pipe', 'pipe', 'inherit'] });
  const open = [...answers];
  let shown = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    const next = open[0];
    if (next === undefined || !shown.includes(next[0])) return;
    open.shift();
    child.stdin.write(next[1]);
  });
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, shown };
}

describe('reseed without a command', () => {
  it('off a terminal names the three doors with a command each, and exits 2', () => {
    const { status, stderr } = reseed(mkdtempSync(join(tmpdir(), 'reseed-doors-')), []);
    expect(status).toBe(2);
    for (const command of ['reseed bench --data', 'reseed run', 'reseed scores']) expect(stderr).toContain(command);
  });

  it.skipIf(!hasScript)('on a terminal asks which of them, and writes its start', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'reseed-doors-'));
    const { shown } = await onTerminal(cwd, [
      ['1, 2 or 3: ', '3\n'],
      ['my-question): ', 'mine\n'],
    ]);
    expect(shown).toContain('What do you have?');
    expect(shown).toContain('Wrote mine.csv');
    expect(readFileSync(join(cwd, 'mine.csv'), 'utf8')).toContain('variant,split,seed,accuracy');
    const left = await onTerminal(cwd, [['1, 2 or 3: ', '\u0004']]);
    expect(left.shown).toContain('Nothing was written');
    expect(left.status).toBe(2);
    expect(readdirSync(cwd)).toEqual(['mine.csv']);
  });
});

it('a shell completes commands and flags', () => {
  const { stdout } = reseed(tmpdir(), ['--get-yargs-completions', 'reseed', 'bench', '--']);
  expect(stdout.split('\n')).toEqual(expect.arrayContaining(['--splits', '--until']));
  expect(reseed(tmpdir(), ['completion']).stdout).toContain('complete');
});

it('a shell offers flags only where one is begun, experiments where one belongs, and else its files', () => {
  const offered = (...words: string[]): readonly string[] => {
    const { stdout, stderr, status } = reseed(tmpdir(), ['--get-yargs-completions', 'reseed', ...words]);
    expect([stderr, status]).toEqual(['', 0]);
    return stdout.split('\n').filter((line) => line !== '');
  };
  expect(offered('')).toEqual(expect.arrayContaining(['bench', 'scores', 'completion']));
  expect(offered('sc')).toEqual(['scores']);
  expect(offered('bench', '--spl')).toEqual(['--splits']);
  expect(offered('bench', '')).toEqual(expect.arrayContaining(['rerun', 'dropout-vs-none']));
  expect(offered('plan', 'dropout-v')).toEqual(['dropout-vs-none']);
  expect(offered('bench', 'rerun', '')).toEqual([]);
  expect(offered('bench', '--data', '')).toEqual([]);
  for (const command of ['scores', 'report', 'inspect']) expect(offered(command, '')).toEqual([]);
});
