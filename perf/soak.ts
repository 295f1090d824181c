/**
 * The fault and fuzz suites at full counts; writes docs/RELIABILITY.md from what they counted. `npm run soak` takes more than
 * half an hour; `npm run soak -- test/fuzz/flags.test.ts` runs the suites named alone and renews their rows of the page.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { VERSION, clock, describeMachine } from '../src/base/environment.js';
import { replaceFile } from '../src/store/write-files.js';
import { optionsOf, refuse } from './program-options.js';
import { PROMISES } from './soak-promises.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGE = join(ROOT, 'docs/RELIABILITY.md');
const SUITES = [
  ...['test/faults', 'test/fuzz', 'test/queue', 'test/security.test.ts', 'test/store', 'test/base'],
  ...['test/commands/gate.test.ts', 'test/commands/output.test.ts'],
];

interface Figures {
  readonly what: string;
  readonly [name: string]: string | number;
}

interface Outcome {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
}

const USAGE = `npm run soak -- [SUITES]
  SUITES    test files or folders (default: all of faults, fuzz and their like, more than half an hour);
            renews their rows of docs/RELIABILITY.md`;
const { positionals: chosen } = optionsOf(USAGE, { allowPositionals: true });
const suites = chosen.length > 0 ? chosen : SUITES;
const missing = suites.filter((suite) => !existsSync(join(ROOT, suite)));
if (missing.length > 0) refuse(`There is no suite ${missing.join(', ')}.`, USAGE);
const { figures, outcome } = run();
console.log(figures.map((each) => JSON.stringify(each)).join('\n'));
if (outcome.numFailedTests === 0) replaceFile(PAGE, render());
process.exitCode = outcome.numFailedTests === 0 ? 0 : 1;

/** What the suites counted, and how they ended. */
function run(): { readonly figures: readonly Figures[]; readonly outcome: Outcome } {
  const folder = mkdtempSync(join(tmpdir(), 'reseed-soak-'));
  const [figuresPath, outcomePath] = [join(folder, 'figures.jsonl'), join(folder, 'outcome.json')];
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${outcomePath}`];
  spawnSync(process.execPath, [vitest, 'run', '--no-file-parallelism', ...reporters, ...suites], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, RESEED_SOAK: figuresPath },
  });
  const lines = existsSync(figuresPath) ? readFileSync(figuresPath, 'utf8').trim().split('\n') : [];
  const read = {
    figures: lines.map((line) => JSON.parse(line) as Figures),
    outcome: JSON.parse(readFileSync(outcomePath, 'utf8')) as Outcome,
  };
  rmSync(folder, { recursive: true });
  return read;
}

/** The rows of the page as it is, by what they are about, with those that were counted now in their place. */
function rows(): readonly string[] {
  const page = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '';
  const earlier = chosen.length === 0 ? [] : page.split('\n').filter((line) => /^\| [^:].* \| .* \| \d{4}-/.test(line));
  const byWhat = new Map(earlier.map((line) => [line.split(' | ')[0]!.slice(2), line]));
  const day = new Date(clock()).toISOString().slice(0, 10);
  for (const { what, ...counts } of figures) {
    const numbers = Object.entries(counts).map(([name, count]) => `${name}: ${count}`);
    byWhat.set(what, `| ${what} | ${numbers.join(', ')} | ${day}, ${VERSION} |`);
  }
  return [...byWhat.values()];
}

function render(): string {
  const { node, platform, cpu, cores } = describeMachine();
  const table = (some: readonly string[]): string[] => [
    '| what | figures | when, of Reseed |',
    '|:---|:---|:---|',
    ...some,
    '',
  ];
  const isFuzz = (row: string): boolean => row.startsWith('| fuzz');
  return [
    '# Reliability',
    '',
    'Written by `npm run soak`, which runs the fault and fuzz suites at full counts; `npm test` runs the same tests with fewer',
    'repetitions. `npm run soak -- test/faults` renews the rows of the suites named. Do not edit: change the tests and run it',
    `again. Last counted on Node ${node}, ${platform}, ${cores} × ${cpu}.`,
    '',
    '## Faults',
    '',
    'After each fault the same command was started again and ran to its end. Every time `report.md`, the figures,',
    '`summary.json`, `runs.csv` and the canonical records had the bytes of an undisturbed bench, and every line of',
    '`runs.jsonl` that was whole before was still in its place: nothing finished is lost beyond the run in flight. The rows',
    'about programs (a kill in the moment of a start, floods) count what they name.',
    '',
    ...table(rows().filter((row) => !isFuzz(row))),
    '## Fuzzing',
    '',
    'Each case ended in a result or in a sentence for the user: no stack, no hang, no number that is none, nothing that a',
    'terminal would obey, and no byte written outside the folder. `accepted` and `opened` say how many cases were sound',
    'enough to go on, `refused` how many ended in a sentence.',
    '',
    ...table(rows().filter(isFuzz)),
    ...PROMISES,
  ].join('\n');
}
