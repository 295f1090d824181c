/**
 * The fault and fuzz suites at full counts; writes docs/RELIABILITY.md from what they counted. `npm run soak`; takes more
 * than a quarter of an hour. `npm run soak -- test/fuzz/flags.test.ts` runs the suites named alone, prints what they counted
 * and writes nothing.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { VERSION, describeMachine } from '../src/environment.js';
import { replaceFile } from '../src/store/write-files.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SUITES = ['test/faults', 'test/fuzz', 'test/queue', 'test/security.test.ts', 'test/store/merge.test.ts'];

interface Figures {
  readonly what: string;
  readonly [name: string]: string | number;
}

interface Outcome {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
}

const chosen = process.argv.slice(2);
const suites = chosen.length > 0 ? chosen : SUITES;
const missing = suites.filter((suite) => !existsSync(join(ROOT, suite)));
if (missing.length > 0) throw new Error(`no such suite: ${missing.join(', ')}`);
const folder = mkdtempSync(join(tmpdir(), 'reseed-soak-'));
const [figuresPath, outcomePath] = [join(folder, 'figures.jsonl'), join(folder, 'outcome.json')];
const began = performance.now();
const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${outcomePath}`];
spawnSync(process.execPath, [vitest, 'run', '--no-file-parallelism', ...reporters, ...suites], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, RESEED_SOAK: figuresPath },
});
const minutes = Math.round((performance.now() - began) / 60_000);
const outcome = JSON.parse(readFileSync(outcomePath, 'utf8')) as Outcome;
const figures = (existsSync(figuresPath) ? readFileSync(figuresPath, 'utf8').trim().split('\n') : []).map(
  (line) => JSON.parse(line) as Figures,
);
if (chosen.length === 0) replaceFile(join(ROOT, 'docs/RELIABILITY.md'), render());
else console.log(figures.map((each) => JSON.stringify(each)).join('\n'));
rmSync(folder, { recursive: true });
process.exitCode = outcome.numFailedTests === 0 ? 0 : 1;

function render(): string {
  const { node, platform, cpu, cores } = describeMachine();
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped } = outcome;
  const row = ({ what, ...counts }: Figures): string =>
    `| ${what} | ${Object.entries(counts)
      .map(([name, count]) => `${name}: ${count}`)
      .join(', ')} |`;
  const table = (rows: readonly Figures[]): string[] => ['| what | figures |', '|:---|:---|', ...rows.map(row), ''];
  return [
    '# Reliability',
    '',
    'Written by `npm run soak`, which runs the fault and fuzz suites at full counts; `npm test` runs the same tests with',
    'fewer repetitions. Do not edit: change the tests and run it again.',
    '',
    `**${passed} tests passed, ${failed} failed, ${skipped} skipped** in ${minutes} minutes: Reseed ${VERSION}, Node ${node}, ${platform}, ${cores} × ${cpu}.`,
    '',
    '## Faults',
    '',
    'After each of these the same command was started again and ran to its end. Every time `report.md`, the figures,',
    '`summary.json`, `runs.csv` and the canonical records had the bytes of an undisturbed bench, and every line of',
    '`runs.jsonl` that was whole before was still in its place: nothing finished is lost beyond the run in flight.',
    '',
    ...table(figures.filter(({ what }) => !what.startsWith('fuzz'))),
    '## Fuzzing',
    '',
    'Each case ended in a result or in a sentence for the user: no stack, no hang, no number that is none, nothing that a',
    'terminal would obey. `accepted` and `opened` say how many cases were sound enough to go on.',
    '',
    ...table(figures.filter(({ what }) => what.startsWith('fuzz'))),
    '## What is promised, and how',
    '',
    '- A record is one `write` of one line with its own checksum, after the predictions that it points to; both files are',
    '  flushed to the disk at most once a second and at the end. A power cut can cost the last second; a killed process only',
    '  the line that it was writing.',
    '- `manifest.json`, the report, its figures and the summaries are written beside the old file, flushed and renamed.',
    '- After a write that failed half-way nothing follows it in the file; the next start cuts a torn last line, sets damaged',
    '  lines aside in `runs.damaged.txt`, trains those runs again, and says so.',
    '- One bench a folder: the lock names its process, and a dead one’s is taken over. A lock from another machine is never',
    '  taken: the message says which file to delete if that machine is gone.',
    '- A run that took its worker down three times is left out, and the report is marked incomplete.',
    '- Whoever can write to a queue’s Redis can answer for a worker. Answers are checked for shape and for belonging to the',
    '  plan, not for truth: use a password and TLS, and a Redis that is yours.',
    '',
  ].join('\n');
}
