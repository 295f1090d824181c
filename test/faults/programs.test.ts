/** What programs do to Reseed, and what Reseed's own end does to them. Real processes; full counts in a soak. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { note, times } from './bench-process.js';

const CLI = new URL('../../dist/src/cli.js', import.meta.url).pathname;
const KILLS = times(3, 200);
const FLOOD_MB = times(16, 1024);

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function shop(program: string): string {
  const cwd = mkdtempSync(join(tmpdir(), 'reseed-programs-'));
  folders.push(cwd);
  writeFileSync(join(cwd, 'p.sh'), program);
  return cwd;
}

/** Its exit code, what it said on stderr, and the most memory that it had, in megabytes. */
async function reseed(
  cwd: string,
  words: readonly string[],
): Promise<{ code: number | null; err: string; mb: number }> {
  const tell = 'process.on("exit", () => process.stderr.write(`|${process.resourceUsage().maxRSS / 1024}`))';
  const preload = `data:text/javascript,${encodeURIComponent(tell)}`;
  const asked = ['run', '--no-html', '--quiet', '--seeds', '1', '--metric', 'accuracy', ...words];
  const child = spawn(process.execPath, ['--import', preload, CLI, ...asked], {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { code, err, mb: Number(err.split('|').at(-1)) };
}

describe(`kill -9 in the very moment in which a program starts (${KILLS} times)`, () => {
  it('leaves no program behind', async () => {
    // The program itself ends Reseed, at its first breath: often before Reseed has heard that it started.
    const cwd = shop('kill -9 $PPID\necho $$ >> pids\nsleep 1000\n');
    const words = ['--fresh', 'a=/bin/sh p.sh {seed}', 'b=/bin/sh p.sh {seed} 1'];
    for (let kill = 0; kill < KILLS; kill++) expect((await reseed(cwd, words)).code).toBe(null);
    const started = (): readonly string[] => readFileSync(join(cwd, 'pids'), 'utf8').trim().split('\n');
    while (!existsSync(join(cwd, 'pids')) || started().length < KILLS) await wait(20);
    // What runs on keeps this test from ending.
    while (started().some(runs)) await wait(20);
    expect(started().length).toBe(KILLS);
    note('kill -9 in the moment in which a program starts', {
      kills: KILLS,
      'programs left': started().filter(runs).length,
    });
  }, 600_000);
});

describe(`programs that print ${FLOOD_MB} MB each`, () => {
  const flood = `head -c ${FLOOD_MB}M`;
  const PROGRAM = `case $2 in
    lines) yes 'one line of a log of training' | ${flood};;
    stderr) yes 'one line of a log of training' | ${flood} >&2;;
    one) ${flood} /dev/zero | tr '\\0' 1;;
  esac
  echo; echo 'accuracy: 0.5'`;
  it('have their scores found, their logs capped, and Reseed stays small', async () => {
    const cwd = shop(PROGRAM);
    const bench = (...kinds: string[]): Promise<{ code: number | null; mb: number }> => {
      const lines = kinds.map((kind) => `${kind}=/bin/sh p.sh {seed} ${kind}`);
      return reseed(cwd, ['--name', kinds.join('-'), ...lines]);
    };
    const [quiet, flooded] = [await bench('none', 'nothing', 'no'), await bench('lines', 'stderr', 'one')];
    expect([quiet.code, flooded.code]).toEqual([0, 0]);
    const results = join(cwd, 'results/lines-stderr-one');
    expect(
      readFileSync(join(results, 'runs.csv'), 'utf8').match(/^(?:lines|stderr|one),0,0,0,ok,.*0\.5/gm)?.length,
    ).toBe(3);
    const logs = join(results, 'logs');
    const bytes = readdirSync(logs).map((folder) =>
      Math.max(...readdirSync(join(logs, folder)).map((name) => statSync(join(logs, folder, name)).size)),
    );
    expect(bytes.length).toBe(3);
    expect(Math.min(...bytes)).toBeGreaterThan(5e6);
    expect(Math.max(...bytes)).toBeLessThan(5.5e6);
    // Head and tail as they came, as text, and without secrets: some copies of five megabytes, however much there was.
    expect(flooded.mb - quiet.mb).toBeLessThan(150);
    note('programs that print a flood: lines, on stderr, without a line end', {
      'MB each': FLOOD_MB,
      'MB of memory more': Math.round(flooded.mb - quiet.mb),
      'MB of log': (Math.max(...bytes) / 1e6).toFixed(1),
    });
  }, 600_000);
});

/** A process that has ended but was not waited for yet (Z) runs no more. */
function runs(pid: string): boolean {
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
