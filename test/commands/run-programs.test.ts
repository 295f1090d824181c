/** Programs of many kinds, really started: what a person with a script meets after the first report. */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { bench } from '../../src/commands/bench.js';
import { forget } from '../../src/commands/forget.js';
import { merge } from '../../src/commands/merge.js';
import { plan } from '../../src/commands/plan.js';
import { rescore } from '../../src/commands/rescore.js';
import { run } from '../../src/commands/run.js';
import { verify } from '../../src/commands/verify.js';
import { UserError } from '../../src/base/errors.js';
import { commandIo } from './command-io.js';

interface Overall {
  readonly comparisons: Readonly<
    Record<string, { readonly metrics: Readonly<Record<string, { readonly differenceOverRows?: object }>> }>
  >;
}

const opened: string[] = [];
afterEach(() => {
  for (const folder of opened.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder with one program; `/bin/sh` starts faster than Node. */
function shop(program: string, name = 'p.sh') {
  const { io: quiet, cwd, printed } = commandIo();
  const notes: string[] = [];
  const io = { ...quiet, err: (text: string) => void notes.push(text) };
  const said = (): string => notes.join('');
  opened.push(cwd);
  writeFileSync(join(cwd, name), program);
  chmodSync(join(cwd, name), 0o755);
  const line = (rest = ''): string => `/bin/sh ${name} {seed} ${rest}`;
  const text = (file: string, folder = 'a-vs-b'): string => readFileSync(join(cwd, 'results', folder, file), 'utf8');
  const trained = (folder = 'a-vs-b') =>
    (JSON.parse(text('manifest.json', folder)) as { sessions: { trained: number }[] }).sessions.at(-1)!.trained;
  return { io, cwd, printed, said, line, text, trained, commands: [`a=${line()}`, `b=${line('1')}`] };
}

const SCORED = 'echo "accuracy: 0.$((50 + $1 % 17 + ${2:-0}))"';
const QUIET = { quiet: true, html: false } as const;
const ASKED = { ...QUIET, seeds: '3', metric: 'accuracy' } as const;

describe('reseed run, in the long run', () => {
  it('plans with the commands to the letter, starts none, and knows the time from runs that are there', async () => {
    const { io, cwd, commands, text, printed } = shop(`echo x >> ran; ${SCORED}`);
    expect(await run({ ...ASKED, commands, 'dry-run': true }, io)).toBe(0);
    expect(existsSync(join(cwd, 'ran'))).toBe(false);
    expect(printed()).toMatch(/ {2}a: \/bin\/sh p\.sh \d+\n {2}b: \/bin\/sh p\.sh \d+ 1\n/);
    expect(printed()).toContain('time: known after the first runs');
    expect(printed()).toContain('what a script imports is not looked at');
    await run({ ...ASKED, commands }, io);
    const log = readFileSync(
      join(cwd, 'results/a-vs-b/logs', readdirSync(join(cwd, 'results/a-vs-b/logs'))[0]!, 'stdout.txt'),
      'utf8',
    );
    expect(await run({ ...ASKED, commands, seeds: '5', 'dry-run': true, json: true }, io)).toBe(0);
    const shown = JSON.parse(printed().slice(printed().indexOf('{\n  "experiment"'))) as Record<string, unknown>;
    expect(shown).toMatchObject({ runs: 10, alreadyThere: 6, toTrain: 4 });
    expect(shown.estimatedMs).toBeGreaterThan(0);
    expect(readFileSync(join(cwd, 'ran'), 'utf8').length).toBe(12);
    expect(log).toContain('accuracy');
    expect(text('runs.csv').match(/,ok,/g)?.length).toBe(6);
  });

  it('keeps the runs of listed seeds when the list grows, and whatever their order', async () => {
    const { io, commands, trained } = shop(SCORED);
    await run({ ...ASKED, commands, seeds: '5,6' }, io);
    await run({ ...ASKED, commands, seeds: '5,6,9' }, io);
    expect(trained()).toBe(2);
    await run({ ...ASKED, commands, seeds: '6,5,9', force: true }, io);
    // Nothing was left to do, so there is no further start.
    expect(trained()).toBe(2);
  });

  it('counts a program that cannot be started against its variant alone', async () => {
    const { io, commands, text } = shop(SCORED);
    expect(await run({ ...ASKED, commands: [commands[0]!, 'b=./no-such {seed}'] }, io)).toBe(1);
    expect(text('runs.csv').match(/^a,.*,ok,/gm)?.length).toBe(3);
    expect(text('runs.csv')).toContain('./no-such cannot be started (ENOENT)');
    expect(text('report.md')).not.toContain('epochs');
  });

  it('stops when a script changes in mid-bench, and keeps what is done', async () => {
    const { io, commands, text } = shop(`${SCORED}\n[ "$2" = 1 ] && echo "# more" >> p.sh`);
    await expect(run({ ...ASKED, commands }, io)).rejects.toThrow(/has changed since this bench began: .*p\.sh/);
    expect(text('runs.jsonl').trim().split('\n').length).toBe(2);
  });

  it('says that a script has changed since the last start', async () => {
    const { io, cwd, commands, said } = shop(SCORED);
    await run({ ...ASKED, commands }, io);
    writeFileSync(join(cwd, 'p.sh'), `${SCORED} # changed`);
    await run({ ...ASKED, quiet: false, commands }, io);
    expect(said()).toContain('a, b: the command or a file that it uses has changed since the last start here');
  });

  it('takes files of uses into the key, folders too', async () => {
    const { io, cwd, commands, trained } = shop(SCORED);
    mkdirSync(join(cwd, 'lib'));
    writeFileSync(join(cwd, 'lib/model.py'), '1');
    await run({ ...ASKED, commands, uses: ['p.sh', 'lib'] }, io);
    writeFileSync(join(cwd, 'lib/model.py'), '2');
    await run({ ...ASKED, commands, uses: ['p.sh', 'lib'] }, io);
    expect(trained()).toBe(6);
  });

  it('redoes runs that end with a listed code, and at the third time counts them as failed', async () => {
    const { io, commands, text } = shop(`[ "$2" = 1 ] && exit 75; ${SCORED}`);
    expect(await run({ ...ASKED, commands, seeds: '1', 'incident-codes': '75' }, io)).toBe(1);
    expect(text('incidents.jsonl').trim().split('\n').length).toBe(3);
    expect(text('runs.csv')).toContain('lost 3 times: exit code 75');
  });

  it('gives each slot its graphics cards', async () => {
    const { io, commands, cwd } = shop(`echo "$CUDA_VISIBLE_DEVICES" >> cards; sleep 0.05; ${SCORED}`);
    await run({ ...ASKED, commands, gpus: '0,1,2,3', 'gpus-per-run': '2' }, io);
    expect([...new Set(readFileSync(join(cwd, 'cards'), 'utf8').trim().split('\n'))].sort()).toEqual(['0,1', '2,3']);
    await expect(run({ ...ASKED, commands, gpus: '0', jobs: '2', seeds: '4' }, io)).rejects.toThrow(
      'graphics cards for 1',
    );
  });

  it('keeps logs of failed runs alone, and clears {out}, where that is asked', async () => {
    const { io, cwd, commands } = shop(
      `echo big > "$RESEED_OUT/model.bin"; [ "$2" = 1 ] && [ $(($1 % 2)) = 1 ] && exit 1; ${SCORED}`,
    );
    await run({ ...ASKED, commands, seeds: '1,2,3', 'keep-logs': 'failed', 'clean-out': true }, io);
    const logs = join(cwd, 'results/a-vs-b/logs');
    const left = readdirSync(logs).filter((name) => statSync(join(logs, name)).isDirectory());
    expect(left.map((name) => name.slice(0, 5))).toEqual(['b-0-0', 'b-0-2']);
    expect(readdirSync(join(logs, left[0]!))).toEqual(['command.txt', 'stderr.txt', 'stdout.txt']);
  });

  it('stops when commands fill the disk', async () => {
    const { io, commands } = shop(`head -c 600000 /dev/zero > "$RESEED_OUT/big"; ${SCORED}`);
    await expect(run({ ...ASKED, commands, disk: '1M' }, io)).rejects.toThrow(
      'more than 0.00100 GB in their {out} folders',
    );
  });

  it.each([
    [SCORED, 'repeats to the bit with one seed, and another seed changes its scores', 'to the bit'],
    ['echo "accuracy: 0.5"', 'the seed changes nothing', 'the seed changes nothing'],
    ['echo "accuracy: 0.$$"', 'repeats within', 'gave scores within'],
  ])('--check-seed tells what a seed does: %#', async (program, words, reported) => {
    const { io, commands, said, text } = shop(program);
    await run({ ...ASKED, quiet: false, commands, 'check-seed': true }, io);
    expect(said()).toContain(words);
    expect(text('report.md')).toContain(reported);
  });

  it('takes runs out, and does them again and no others', async () => {
    const { io, commands, trained, text } = shop(`${SCORED}; date +%N >> times`);
    await run({ ...ASKED, commands, seeds: '7,8,9' }, io);
    expect(forget({ dir: 'results/a-vs-b', variant: 'a', seed: '8' }, io)).toBe(0);
    expect(text('runs.jsonl').trim().split('\n').length).toBe(5);
    await run({ ...ASKED, commands, seeds: '7,8,9' }, io);
    expect(trained()).toBe(1);
    expect(() => forget({ dir: 'results/a-vs-b', variant: 'c' }, io)).toThrow('no variant "c"');
    expect(() => forget({ dir: 'results/a-vs-b', seed: '1' }, io)).toThrow('no such run');
    expect(() => forget({ dir: 'results/a-vs-b' }, io)).toThrow('which runs');
  });

  it('finds scores again in kept logs under another name, and starts nothing', async () => {
    const { io, cwd, commands, text } = shop(
      `echo x >> ran; echo "test acc 0.$((40 + $1 % 7)) (best 0.99)"; ${SCORED}`,
    );
    await run({ ...ASKED, commands }, io);
    const ran = readFileSync(join(cwd, 'ran'), 'utf8');
    const flags = { ...QUIET, dir: 'results/a-vs-b', match: String.raw`testAcc=^test acc (\S+)` };
    expect(await rescore(flags, io)).toBe(0);
    expect(text('report.md')).toContain('testAcc');
    // Of a metric that nobody knows here nothing is said of points, nor of rows.
    expect(text('report.md')).not.toMatch(/A point is|new rows like these/);
    expect(text('runs.csv').split('\n')[1]).toMatch(/,0\.4\d/);
    expect(readFileSync(join(cwd, 'ran'), 'utf8')).toBe(ran);
    // The rule of before is for another metric, and what the program prints under the new name is found without one.
    expect(await rescore({ ...QUIET, dir: 'results/a-vs-b', metric: 'accuracy' }, io)).toBe(0);
    expect(text('runs.csv').split('\n')[1]).toMatch(/,0\.[56]\d/);
    // Asked for another metric, the bench says where it may be found.
    await run({ ...ASKED, metric: 'acc', commands }, io);
    expect(text('report.md')).toContain('“reseed rescore” finds it in the kept logs');
    expect(await rescore({ ...flags, match: 'accuracy=nothing like it (.*)' }, io)).toBe(1);
    expect(text('runs.csv')).toContain('no score accuracy');
    expect(await rescore({ ...flags, match: String.raw`accuracy=^accuracy: (\S+)` }, io)).toBe(0);
  });

  it('as shards writes the experiment file first, and says so; merged they are the whole', async () => {
    const { io, commands, said, text } = shop(SCORED);
    for (const shard of ['1/2', '2/2'])
      expect(await run({ ...QUIET, seeds: '4', metric: 'accuracy', commands, shard }, io)).toBe(0);
    expect(said()).toContain('the question is written to ./a-vs-b.mjs');
    expect(merge({ html: false, dirs: ['results/a-vs-b.shard-1-of-2', 'results/a-vs-b.shard-2-of-2'] }, io)).toBe(0);
    const merged = text('runs.csv');
    await run({ ...QUIET, seeds: '4', metric: 'accuracy', commands, name: 'whole' }, io);
    const scores = (csv: string): string[] =>
      csv
        .split('\n')
        .map((each) => each.split(',').slice(0, 7).join(','))
        .sort();
    expect(scores(merged)).toEqual(scores(text('runs.csv', 'whole')));
    await expect(run({ ...QUIET, seeds: '5', metric: 'accuracy', commands, shard: '1/2' }, io)).rejects.toThrow(
      UserError,
    );
  });

  it('starts nothing that a folder names, whatever stands in it', async () => {
    const { io, cwd, commands } = shop(SCORED);
    await run({ ...ASKED, commands }, io);
    const folder = join(cwd, 'results/a-vs-b');
    const trap = join(cwd, 'trap.sh');
    writeFileSync(trap, `echo trapped > ${join(cwd, 'trapped')}`, { mode: 0o755 });
    const manifest = readFileSync(join(folder, 'manifest.json'), 'utf8').replaceAll('/bin/sh p.sh', trap);
    expect(manifest).toContain(trap);
    writeFileSync(join(folder, 'manifest.json'), manifest);
    writeFileSync(join(folder, 'scores.csv'), `model,seed,accuracy\n"$(${trap})",1,0.5\n"=cmd|' /C calc'!A0",2,0.6\n`);
    const { report } = await import('../../src/commands/report.js');
    const { verify } = await import('../../src/commands/verify.js');
    const { scores } = await import('../../src/commands/scores.js');
    report({ dir: 'results/a-vs-b', html: false }, io);
    verify({ dir: 'results/a-vs-b' }, io);
    await rescore({ ...QUIET, dir: 'results/a-vs-b' }, io);
    merge({ html: false, dirs: ['results/a-vs-b'], out: 'merged' }, io);
    await Promise.resolve(scores({ files: ['results/a-vs-b/scores.csv'], 'dry-run': true }, io)).catch(() => undefined);
    expect(existsSync(join(cwd, 'trapped'))).toBe(false);
  });

  it('hands rows out, checks the predictions against them, and makes the metrics itself', async () => {
    const { io, cwd, text, said } = shop(
      `awk -F, -v s="$3" 'NR == 1 { print "row,truth,prediction"; next } { print NR - 2 "," $NF "," (NR % (3 + s % 3) ? $NF : "b") }' "$2" > "$4"`,
    );
    const data = { kind: 'simple', target: 'product', drop: ['id'] };
    const protocol = { kind: 'kFold', folds: 2, splits: 2, seeds: 2, validation: 0, stratified: true };
    const line = 'sh p.sh {trainCsv} {testCsv} {seed} {predictions}';
    const variants = { a: { command: line }, b: { command: `${line} x` } };
    writeFileSync(
      join(cwd, 'q.mjs'),
      `export default ${JSON.stringify({ question: 'Which?', data, protocol, variants })};`,
    );
    expect(await bench({ ...QUIET, experiment: './q.mjs' }, io)).toBe(0);
    expect(text('report.md', 'q')).toContain('Reseed divided the rows and gave every variant the same ones');
    expect(text('report.md', 'q')).toContain('## Predictions');
    // What votes alone tell of a split is kept like any other.
    expect(readFileSync(join(cwd, 'results', 'q', 'splits.jsonl'), 'utf8')).toContain('"votes":true');
    expect(verify({ dir: 'results/q' }, io)).toBe(0);
    // Rows of both folds, once each: 2,000 of the table.
    const { accuracy } = (JSON.parse(text('summary.json', 'q')) as Overall).comparisons.b!.metrics;
    expect(accuracy!.differenceOverRows).toMatchObject({ n: 2000, method: 't' });
    expect(text('report.md', 'q')).toContain('The data are made');
    // No probabilities, so nothing is said of a Brier score.
    expect(
      text('report.md', 'q')
        .split('\n')
        .filter((each) => each.includes('Brier')),
    ).toEqual([]);
    expect(text('report.md', 'q')).toContain('**Conditional on this table** and on this way of splitting it.');
    expect(text('report.md', 'q')).toContain('A point is one per cent of the rows scored.');
    expect(text('report.md', 'q')).toContain('reseed bench ./q.mjs');
    expect(text('summary.json', 'q')).toContain('"pairing"');
    // Every metric that is made from predictions, the truths of the table at hand.
    const before = text('runs.csv', 'q');
    expect(await rescore({ ...QUIET, dir: 'results/q', metrics: 'accuracy,balancedAccuracy' }, io)).toBe(0);
    expect(said()).toContain('16 runs scored again, 0 of them without a score; 0 as they were');
    expect(text('runs.csv', 'q')).toBe(before);
    writeFileSync(
      join(cwd, 'p.sh'),
      `head -n 3 "$2" | awk '{ print }' > /dev/null; printf 'row,truth,prediction\\n0,zz,b\\n' > "$4"`,
    );
    await expect(bench({ ...QUIET, experiment: './q.mjs', fresh: true }, io)).rejects.toThrow('row 0 has the truth zz');
    expect(await plan({ experiment: './q.mjs' }, io)).toBe(0);
  });

  it.each([
    ['Ctrl-C', 'SIGINT', 130],
    ['kill -9', 'SIGKILL', null],
  ] as const)(
    'ends everything on %s, keeps what is done, and goes on to the same records',
    async (_, signal, code) => {
      const { io, cwd, commands, trained, text } = shop(
        `if [ -d slow ]; then echo $$ > pid; sleep 1000; fi; ${SCORED}`,
      );
      await run({ ...ASKED, commands, seeds: '1' }, io);
      mkdirSync(join(cwd, 'slow'));
      const cli = new URL('../../dist/src/cli.js', import.meta.url).pathname;
      const words = [cli, 'run', '--seeds', '2', '--metric', 'accuracy', '--no-html', ...commands];
      const child = spawn(process.execPath, words, { cwd, stdio: 'ignore' });
      const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
      while (!existsSync(join(cwd, 'pid')) || readFileSync(join(cwd, 'pid'), 'utf8') === '') await wait(20);
      child.kill(signal);
      expect(await ended).toBe(code);
      const pid = Number(readFileSync(join(cwd, 'pid'), 'utf8'));
      // After kill -9 it is the guard that ends the program, in a moment of its own; what runs on keeps this test from ending.
      while (signal === 'SIGKILL' && runs(pid)) await wait(20);
      expect(runs(pid)).toBe(false);
      rmSync(join(cwd, 'slow'), { recursive: true });
      await run({ ...ASKED, commands, seeds: '2' }, io);
      expect(trained()).toBeGreaterThan(0);
      await run({ ...ASKED, commands, seeds: '2', name: 'calm' }, io);
      expect(text('runs.csv')).toBe(text('runs.csv', 'calm'));
    },
    60_000,
  );
});

/** A process that has ended but was not waited for yet (Z) runs no more. */
function runs(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
