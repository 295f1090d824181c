/** `reseed scores` as a user starts it: the reading, the answer, the files, the exit codes. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { callIn } from '../faults/bench-process.js';
import { folderOf, LONG } from '../origins/scores/files.js';

const CLI = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));

interface Summary {
  readonly gate?: { readonly outcome: string };
  readonly comparisons: Readonly<Record<string, object>>;
  readonly scores: object;
}

interface Means {
  readonly variants: Readonly<
    Record<string, { readonly metrics: Readonly<Record<string, { mean: { point: number } }>> }>
  >;
}

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

async function start(cwd: string, ...args: readonly string[]): Promise<Ended> {
  const { code, out, err } = await callIn(cwd, args);
  return { status: code, out, err };
}

function reseed(cwd: string, ...args: readonly string[]): Promise<Ended> {
  return start(cwd, 'scores', ...args);
}

/** Variant b is better than a by about two points on each of ten data sets, over five seeds. */
function many(gap = 0.02): string {
  const rows = Array.from({ length: 10 }, (_, d) =>
    [1, 2, 3, 4, 5]
      .map((seed) =>
        ['a', 'b']
          .map(
            (model) =>
              `${model},set${d},${seed},${(0.6 + d / 50 + ((seed * 7 + d * 3) % 5) / 1000 + (model === 'b' ? gap + ((d * 7) % 5) / 1000 + ((seed * d) % 3) / 2000 : 0)).toFixed(5)}`,
          )
          .join('\n'),
      )
      .join('\n'),
  ).join('\n');
  return `model,dataset,seed,accuracy\n${rows}\n`;
}

describe('many rows', () => {
  it('250,000 answers, row by row, need no more than 90 MB of objects', () => {
    const lines = ['variant,seed,question,correct'];
    for (let i = 0; i < 250_000; i++) {
      const [variant, seed, question] = [i < 125_000 ? 0 : 1, Math.floor(i / 25_000) % 5, i % 25_000];
      const right = (question * 7 + seed * 13 + variant * 29) % 31 < 18 + variant;
      lines.push(`v${variant},${seed},q${question},${right ? 1 : 0}`);
    }
    const cwd = folderOf({ 'rows.csv': lines.join('\n') });
    const { status, stdout } = spawnSync(
      process.execPath,
      ['--max-old-space-size=90', CLI, 'scores', 'rows.csv', '--quiet'],
      { cwd, encoding: 'utf8' },
    );
    expect(status).toBe(0);
    expect(stdout).toContain('25,000 questions');
  });

  it('120,000 runs are answered in 60 MB of objects; the folder keeps runs.csv and no second copy of them', () => {
    const lines = ['model,dataset,seed,accuracy'];
    for (let i = 0; i < 120_000; i++) {
      const [model, set, seed] = [i < 60_000 ? 0 : 1, Math.floor(i / 3000) % 20, i % 3000];
      lines.push(`m${model},d${set},${seed},${0.7 + ((seed * 7919 + set * 31) % 1009) / 1e4 + model / 100}`);
    }
    const cwd = folderOf({ 'runs.csv': lines.join('\n') });
    const { status, stdout } = spawnSync(
      process.execPath,
      ['--max-old-space-size=60', CLI, 'scores', 'runs.csv', '--out', 'out'],
      { cwd, encoding: 'utf8' },
    );
    expect([status, stdout]).toEqual([0, expect.stringContaining('More than 100,000 runs: the folder holds runs.csv')]);
    expect(readdirSync(join(cwd, 'out')).sort()).toEqual(
      ['figures', 'report.html', 'report.md', 'runs.csv', 'summary.csv', 'summary.json'].sort(),
    );
    expect(readFileSync(join(cwd, 'out', 'report.html'), 'utf8').length).toBeLessThan(1e6);
    const svg = readFileSync(join(cwd, 'out', 'figures', 'runs.svg'), 'utf8');
    expect(svg).toContain('one run of 30');
  });
});

describe('reseed scores', () => {
  it('prints the reading, then the answer, and writes report, summary, runs and figure', async () => {
    const cwd = folderOf({ 'my runs.csv': LONG });
    const { status, out, err } = await reseed(cwd, 'my runs.csv');
    expect([status, err]).toEqual([0, '']);
    expect(out).toMatch(/model +variant +2: a, b/);
    expect(out).toContain('Is b better than a (accuracy)?');
    expect(out).toContain('b is better by these scores: over 3 seeds');
    expect(out).toContain('Report: results/my-runs/report.md');
    expect(readdirSync(join(cwd, 'results/my-runs')).sort()).toEqual([
      'figures',
      'manifest.json',
      'report.html',
      'report.md',
      'runs.csv',
      'runs.jsonl',
      'summary.csv',
      'summary.json',
    ]);
    const report = readFileSync(join(cwd, 'results/my-runs/report.md'), 'utf8');
    expect(report).toContain('How the file was read');
    expect(report).not.toContain(cwd);
  });

  it('writes the same bytes again, and reads its own runs.csv to the same answer', async () => {
    const cwd = folderOf({ 'x.csv': many() });
    await reseed(cwd, 'x.csv');
    const text = (): string => readFileSync(join(cwd, 'results/x/summary.json'), 'utf8');
    const first = text();
    await reseed(cwd, 'x.csv');
    expect(text()).toBe(first);
    expect((await start(cwd, 'report', 'results/x')).status).toBe(0);
    expect(text()).toBe(first);
    expect((await start(cwd, 'verify', 'results/x')).out).toContain('all of it is sound');
    const again = JSON.parse((await reseed(cwd, 'results/x/runs.csv', '--json', '--out', 'again')).out) as Summary;
    const { comparisons, scores } = JSON.parse(first) as Summary;
    expect(again.comparisons).toEqual(comparisons);
    expect(JSON.stringify(again.scores)).toBe(
      JSON.stringify(scores).replaceAll('"seed"', '"repeat"').replaceAll('every seed.', 'every repeat.'),
    );
  });

  it('reads a summary.json without its runs, alone or beside summary.csv: the same means, judged by their intervals', async () => {
    const cwd = folderOf({ 'x.csv': LONG });
    await reseed(cwd, 'x.csv', '--out', 'first');
    const [json, csv] = ['json', 'csv'].map((end) => readFileSync(join(cwd, 'first', `summary.${end}`), 'utf8'));
    const alone = folderOf({ 'summary.json': json!, 'both/summary.json': json!, 'both/summary.csv': csv! });
    for (const path of ['summary.json', 'both']) {
      const { status, out } = await reseed(alone, path);
      expect(status).toBe(0);
      expect(out).toContain('Reseed’s summary.json: a mean and its interval for each variant, no runs');
      expect(out).not.toContain('having been picked');
      const name = path.replace('.json', '');
      const again = JSON.parse(readFileSync(join(alone, 'results', name, 'summary.json'), 'utf8')) as Means;
      const { variants } = JSON.parse(json!) as Means;
      for (const [variant, { metrics }] of Object.entries(variants))
        expect(again.variants[variant]!.metrics['accuracy']!.mean.point).toBe(metrics['accuracy']!.mean.point);
    }
  });

  it('a file that is no text is refused by what it is, whatever its name, with what to do', async () => {
    const cwd = folderOf({ 'x.csv': LONG });
    const packed: readonly (readonly [string, Uint8Array, RegExp])[] = [
      ['runs.csv', gzipSync(LONG), /is packed with gzip.*\n.*gzip -dk runs.csv\)/],
      ['runs.jsonl', gzipSync(LONG), /is packed with gzip.*\n.*gzip -dk/],
      ['book.csv', Buffer.from('PK\x03\x04\x14\0\x06\0'), /is a zip archive.*\n.*save the sheet as CSV/],
      ['study.json', Buffer.from('SQLite format 3\0\x10\0'), /is an SQLite database.*\n.*Export the table as CSV/],
      ['runs.rds', gzipSync(LONG), /is an object of R.*\n.*readRDS\('runs.rds'\), 'runs.csv'/],
      ['runs.pkl', Buffer.from('\x80\x05\x95\x10', 'latin1'), /is a pickle.*\n.*read_pickle\('runs.pkl'\)/],
      ['a "b" $(c).npy', Buffer.from('\x93NUMPY\x01', 'latin1'), /is a NumPy array.*\n.*numpy.load\('FILE'\)/],
      ['table.csv', Buffer.from('PAR1\x15\x04\x15\x10'), /is a Parquet file.*\n.*read_parquet\('table.csv'\)/],
    ];
    for (const [name, bytes, words] of packed) {
      writeFileSync(join(cwd, name), bytes);
      const { status, err } = await reseed(cwd, name);
      expect([status, err]).toEqual([2, expect.stringMatching(words)]);
      expect(err).toContain(`"${name.replaceAll('"', '\\"')}"`);
    }
    // A folder of nothing else is told by the first of them, wherever it lies.
    const folder = folderOf({ 'runs/README': 'Scores of spring', 'runs/old/x.csv': '' });
    rmSync(join(folder, 'runs/old/x.csv'));
    writeFileSync(join(folder, 'runs/old/table.csv.gz'), gzipSync(LONG));
    const { status, err } = await reseed(folder, 'runs');
    expect([status, err]).toEqual([
      2,
      expect.stringMatching(/"runs" holds no CSV.*"old\/table.csv.gz" \(one of 2 files\) is packed.*\n.*gzip -dk/),
    ]);
    writeFileSync(join(cwd, 'names.csv'), 'PAR1,seed,accuracy\na,1,0.5\nb,1,0.6\na,2,0.4\nb,2,0.7\n');
    expect((await reseed(cwd, 'names.csv', '--variant', 'PAR1')).status).toBe(0);
  });

  it('--dry-run writes nothing', async () => {
    const cwd = folderOf({ 'x.csv': LONG });
    const { status, out } = await reseed(cwd, 'x.csv', '--dry-run');
    expect(status).toBe(0);
    expect(out).toMatch(/accuracy +metric/);
    expect(existsSync(join(cwd, 'results'))).toBe(false);
  });

  it('a gate that cannot judge fails, and says why', async () => {
    const { status, err } = await reseed(
      folderOf({ 'x.csv': 'model,seed,accuracy\na,1,.8\nb,1,.7\n' }),
      'x.csv',
      '--fail-on',
      'accuracy<-0.5',
    );
    expect(status).toBe(3);
    expect(err).toContain('gate accuracy<-0.5 cannot be judged, and so it failed: there is nothing to compare');
  });

  it('a lead that rests on the survivors of unequal failures is not judged, and its gate cannot be', async () => {
    const rows = Array.from(
      { length: 12 },
      (_, i) => `a,${i},finished,.8${i % 10}\nb,${i},${i < 5 ? 'crashed' : 'finished'},${i < 5 ? '' : `.88${i % 10}`}`,
    );
    const cwd = folderOf({ 'x.csv': `model,seed,status,accuracy\n${rows.join('\n')}\n` });
    const { out, err, status } = await reseed(cwd, 'x.csv', '--fail-on', 'accuracy<-0.5');
    expect(out.replace(/\s+/g, ' ')).toContain('the arms failed unequally, and the lead does not survive');
    expect([status, err]).toEqual([
      3,
      expect.stringContaining('cannot be judged, and so it failed: b: The arms failed'),
    ]);
  });

  it('does not write over a folder or a file of somebody else', async () => {
    const foreign = await reseed(folderOf({ 'x.csv': LONG, 'results/x/report.md': 'mine' }), 'x.csv');
    expect([foreign.status, foreign.err]).toEqual([2, expect.stringContaining('is no file of Reseed')]);
    const manifested = await reseed(folderOf({ 'x.csv': LONG, 'results/x/manifest.json': '{}' }), 'x.csv');
    expect([manifested.status, manifested.err]).toEqual([2, expect.stringContaining('nothing there was changed')]);
  });
});
