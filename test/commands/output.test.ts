import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOutput } from '../../src/commands/output.js';
import { BENCH, ROOT, RUNS, linesOf, note, openWorkshop, outcomeOf, times } from '../faults/bench-process.js';
import type { Workshop } from '../faults/bench-process.js';

const CLI = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));
const LOUD = ['bench', './question.ts', '--workers', '2'];

let shop: Workshop;
beforeAll(async () => {
  shop = openWorkshop();
  expect(await shop.call([...BENCH, '--out', 'calm'])).toMatchObject({ code: 0, err: '' });
});
afterAll(() => shop.remove());

/** Exit code of a command whose output goes nowhere; `pipe` is one that nobody reads. */
async function codeOf(args: readonly string[], { out, err }: { out: 'pipe' | number; err: 'pipe' | number }) {
  const child = spawn(process.execPath, [CLI, ...args], { cwd: shop.folder, stdio: ['ignore', out, err] });
  child.stdout?.destroy();
  child.stderr?.destroy();
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

describe('output that nobody takes', () => {
  it('ends no training: the reader of stdout and stderr has gone, or the disk behind them is full', async () => {
    const full = openSync('/dev/full', 'w');
    const ways = { gone: { out: 'pipe', err: 'pipe' }, full: { out: full, err: full } } as const;
    for (const [name, way] of Object.entries(ways)) {
      expect(await codeOf([...LOUD, '--out', name], way)).toBe(name === 'gone' ? 0 : 1);
      expect(linesOf(join(shop.folder, name)).length).toBe(RUNS);
      expect(outcomeOf(join(shop.folder, name))).toEqual(outcomeOf(join(shop.folder, 'calm')));
    }
    note('stdout and stderr closed, or on a full disk', { benches: 2 });
  });

  it('hides no gate: compare exits as it found', async () => {
    const gate = ['compare', 'calm', 'calm', '--fail-on', 'accuracy<0.5'];
    const rounds = times(2, 6);
    expect((await shop.call(gate)).code).toBe(3);
    for (let round = 0; round < rounds; round++) expect(await codeOf(gate, { out: 'pipe', err: 'pipe' })).toBe(3);
    expect(await codeOf(gate, { out: openSync('/dev/full', 'w'), err: 'pipe' })).toBe(3);
    expect(await codeOf(['list'], { out: 'pipe', err: 'pipe' })).toBe(0);
    note('gate behind a closed pipe', { rounds });
  });
});

describe('the way out to a terminal', () => {
  const written = (text: string, colour = false): string => {
    let out = '';
    openOutput(() => ({ on: () => undefined, write: (part: string) => (out += part) }) as never, { colour }).write(
      text,
    );
    return out;
  };

  it('lets our colours through where there are any, and the line of progress; nothing else that a terminal obeys', () => {
    expect(written('\u001b[1mbold\u001b[22m\u001b[2J', true)).toBe('\u001b[1mbold\u001b[22m\\u001b[2J');
    expect(written('\u001b[1mbold')).toBe('\\u001b[1mbold');
    expect(written('\r\u001b[2K')).toBe('\r\u001b[2K');
    expect(written('name \r\u001b[2K')).toBe('name \\u000d\\u001b[2K');
  });

  it('makes the command of a stranger’s manifest, a folder and a CSV file harmless', async () => {
    const evil = '\u001b]0;owned\u0007\u202e';
    mkdirSync(join(shop.folder, 'calm-2'));
    writeFileSync(join(shop.folder, `${evil}.csv`), 'a,b\n');
    const text = readFileSync(join(shop.folder, 'calm/manifest.json'), 'utf8');
    const manifest = JSON.parse(text) as { setup: object };
    const changed = { ...manifest, setup: { ...manifest.setup, command: `reseed ${evil}\nreseed: all is well` } };
    writeFileSync(join(shop.folder, 'calm-2/manifest.json'), JSON.stringify(changed));
    const said = await Promise.all([
      shop.start(['merge', 'calm-2', '--out', `joined${evil}`]).ended,
      shop.start(['report', `none${evil}`]).ended,
      shop.start(['bench', '--data', `${evil}.csv`, '--target', `b${evil}`]).ended,
    ]);
    for (const { err, out } of said) {
      expect(err).toContain('\\u202e');
      expect(`${err}${out}`).not.toMatch(/[\u0007\u001b\u202e]/);
      expect(err).not.toContain('\nreseed: all is well');
    }
  });
});

describe('before anything is loaded', () => {
  it('a Node that is too old is refused in a sentence', async () => {
    const old = `data:text/javascript,${encodeURIComponent('Object.defineProperty(process.versions, "node", { value: "18.20.8" })')}`;
    const child = spawn(process.execPath, ['--import', old, CLI, 'list'], { stdio: ['ignore', 'pipe', 'pipe'] });
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { engines: { node: string } };
    expect({ code, err }).toEqual({
      code: 2,
      err: `reseed: Reseed needs Node ${engines.node.replace('>=', '')} or newer, and this is 18.20.8.\n  Install a newer one from https://nodejs.org, and run the same command again.\n`,
    });
  });

  it('the entry imports nothing, so that an old Node can read it', () => {
    const entry = readFileSync(CLI, 'utf8');
    expect(entry).not.toMatch(/^import |^\s*await |\?\?=|\?\./m);
  });

  it.runIf(process.platform !== 'win32')('a folder that is not there any more is told in a sentence', async () => {
    const place = join(mkdtempSync(join(tmpdir(), 'reseed-gone-')), 'gone');
    mkdirSync(place);
    const child = spawn('sh', ['-c', `rmdir ${place} && exec ${process.execPath} ${CLI} list`], { cwd: place });
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    rmdirSync(join(place, '..'));
    expect({ code, err }).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^reseed: The folder .*\n {2}\S.*\n$/) as string,
    });
  });
});
