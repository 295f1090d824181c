import { describe, expect, it } from 'vitest';
import { spawnSync } from 'node:child_process';
import { cardsOfSlots, checkBenchOptions, diskLimit } from '../../../src/origins/command/bench-options.js';
import { checkCommands } from '../../../src/origins/command/check.js';
import { endingProgram } from '../../../src/origins/command/end-group.js';
import { checkShellPlaces, fillInShell } from '../../../src/origins/command/placeholders.js';
import { hiding, secretsIn, withoutSecrets } from '../../../src/origins/command/secrets.js';
import { command } from '../../../src/origins/command/variant.js';
import { refuseOnWindows } from '../../../src/origins/command/windows.js';

describe('values in a shell’s line', () => {
  const NASTY = ['two words', `it's`, '"', '$(echo no)', '`echo no`', '{seed}', 'a\\b', '$HOME', ';echo no', '-n'];

  it.each(NASTY)('arrive as they are whatever quotes they stand in: %j', (value) => {
    for (const line of [`printf %s {x}`, `printf %s "{x}"`, `printf %s '{x}'`, `printf %s "$(printf %s a)"{x}`]) {
      const { stdout } = spawnSync('/bin/sh', ['-c', fillInShell(line, new Map([['x', value]]))]);
      expect(stdout.toString(), line).toBe(line.includes('$(') ? `a${value}` : value);
    }
  });

  it.each(['echo "$(cat {x})"', 'echo "`cat {x}`"', 'cat <<END\n{x}\nEND'])(
    'are refused where no quoting could hold: %j',
    (line) => {
      expect(() => checkShellPlaces(line, 'q.ts: variants.a')).toThrow('no value can be quoted safely');
    },
  );
});

describe('secrets', () => {
  it('are the values of variables and the words of flags that are named like one', () => {
    const variants = [
      command('curl --api-key abcdefgh123 --max-token 512 {url}', { url: 'x', wandbKey: 'hush-hush' }),
      command('x --token={token} --sort-key name', {}, { env: { HF_TOKEN: 'hf_secret' } }),
    ];
    expect(secretsIn(variants, { AWS_SECRET: 'very-secret', HOME: '/root' })).toEqual([
      'very-secret',
      'abcdefgh123',
      'hush-hush',
      'hf_secret',
    ]);
  });

  it('are hidden wherever they stand in what a manifest keeps', () => {
    const variant = command(
      'x -H "Bearer sk-12345678" {wandbKey}',
      { wandbKey: 'hush-hush' },
      { env: { A: 'hush-hush!' } },
    );
    const secrets = secretsIn([variant], { MY_KEY: 'sk-12345678' });
    expect(JSON.stringify(withoutSecrets(variant, secrets))).not.toMatch(/sk-1234|hush/);
    expect(hiding(secrets)('key sk-12345678')).toBe('key ***');
    // A line with what stands in a secret's place is a command line still.
    const kept = withoutSecrets(variant, secrets);
    expect(() => checkCommands({ variants: { a: kept, b: kept } }, { file: 'm.json', name: 'm' })).not.toThrow();
  });
});

describe('on Windows', () => {
  const asked = (line: string, options = {}) => ({ variants: { a: command(line, {}, options) } });

  it('a shell and what cmd.exe would run are refused, with the reason', () => {
    expect(() => refuseOnWindows(asked('x', { shell: true }), 'win32')).toThrow('no shell: true on Windows');
    expect(() => refuseOnWindows(asked('run.CMD {seed}'), 'win32')).toThrow('run by cmd.exe');
    expect(() => refuseOnWindows(asked('tools/run.bat {seed}'), 'win32')).toThrow('run by cmd.exe');
    expect(() => refuseOnWindows(asked('python train.py'), 'win32')).not.toThrow();
    expect(() => refuseOnWindows(asked('x', { shell: true }), 'linux')).not.toThrow();
  });

  it('taskkill ends a process with its children', () => {
    expect(endingProgram(123, 'win32')).toEqual(['taskkill', '/T', '/F', '/PID', '123']);
    expect(endingProgram(123, 'darwin')).toBeUndefined();
  });
});

describe('how a bench goes about it', () => {
  it('shares the graphics cards among the slots', () => {
    expect(cardsOfSlots({ gpus: [0, 1, 2, 3], gpusPerRun: 2 })).toEqual(['0,1', '2,3']);
    expect(cardsOfSlots({ gpus: [3] })).toEqual(['3']);
    expect(cardsOfSlots({})).toBeUndefined();
  });

  it.each([
    [{ gpus: [0, 0] }, 'distinct'],
    [{ gpus: [] }, 'distinct'],
    [{ gpus: [0], gpusPerRun: 2 }, 'gpusPerRun is 2'],
    [{ disk: '20 GB' }, 'not a disk limit'],
    [{ incidentCodes: [0] }, 'from 1 to 255'],
    [{ keepLogs: 'some' as 'all' }, "neither 'all' nor 'failed'"],
  ])('is refused where it makes no sense: %j', (options, reason) => {
    expect(() => checkBenchOptions(options, 'q.ts')).toThrow(new RegExp(reason, 'i'));
  });

  it('counts disk in powers of ten', () => {
    expect(diskLimit({ disk: '1.5G' })).toBe(1.5e9);
    expect(diskLimit({})).toBe(20e9);
  });
});

describe('a question about commands', () => {
  const data = { kind: 'simple', target: 'product', drop: ['id'] } as const;
  const protocol = { kind: 'holdout', splits: 3, seeds: 2, test: 0.2, validation: 0.2, stratified: true } as const;
  const check = (value: object) => checkCommands(value, { file: 'q.ts', name: 'q' });
  const both = (line: string) => ({ variants: { a: command(line), b: command(`${line} x`) } });

  it.each([
    [{ ...both('x {train} {seed}') }, '{train} is a file of rows, and there is no table'],
    [{ ...both('x {seed}'), data, protocol }, 'a, b has none of the files of rows'],
    [{ ...both('x {train} {test} {seed}'), data }, 'data without a protocol'],
    [{ ...both('x {train} {test}'), data, protocol, splits: 4 }, 'splits stands beside a protocol'],
    [{ ...both('x {seed}'), protocol }, 'a protocol divides the rows of a table'],
    [{ ...both('x {seed}'), splits: 4 }, '4 splits, but no command has {split}'],
    [{ variants: { a: command('x {split}'), b: command('y {seed}') } }, 'b has no {split}, and the others have'],
    [{ variants: { a: command('x {seed}', { seed: 3 }), b: command('y') } }, '{seed} is put in by Reseed'],
  ])('is refused where commands cannot know their rows: %#', (value, reason) => {
    expect(() => check(value)).toThrow(reason);
  });

  it('divides rows by a protocol as our own nets do, or holds the split', () => {
    const asked = { ...both('x {train} {test} {seed}'), data, protocol };
    expect(check(asked)).toMatchObject({ protocol, vary: ['split', 'init', 'order', 'mask'] });
    expect(check({ ...asked, vary: ['init'] })).toMatchObject({ vary: ['init', 'order', 'mask'] });
    const again = check(asked);
    expect(check(again)).toEqual(again);
  });
});
