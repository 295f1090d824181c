/** docs/MUTATION.md: the score by area, and a word on every mutant that no test found. */
import { proportionEstimate } from '../src/stats/outliers.js';
import { AREAS, type Mutant } from './mutants.js';
import { MOST_MS, type State, type Trial } from './mutation-try.js';
import type { Seen } from './mutation-watch.js';

/** By `nameOf` a mutant: why it may live. By sample: what is to be known of it. Kept in perf/mutation-notes.json. */
export type Notes = Readonly<Record<string, string>>;

export interface Tried {
  readonly mutant: Mutant;
  readonly trial: Trial;
}

/** What names a mutant, whatever line it moves to. */
export function nameOf({ file, mutator, original, replacement }: Mutant): string {
  return `${file} ${mutator}: ${short(original)} → ${short(replacement)}`;
}

export function mutationReport(
  trials: readonly Tried[],
  context: {
    readonly all: readonly Mutant[];
    readonly seen: readonly Seen[];
    readonly notes: Notes;
    readonly seed: number;
    readonly only: string | undefined;
    readonly quick: boolean;
  },
): string {
  const { all, seen, notes, seed, only, quick } = context;
  const alive = trials.filter(({ trial }) => !found(trial));
  const mutators = [...new Set(all.map(({ mutator }) => mutator))].sort();
  const areas = AREAS.filter((area) => all.some((mutant) => mutant.area === area));
  const row = (name: string, of: (mutant: Mutant) => boolean): string =>
    scoreRow(
      name,
      all.filter(of).length,
      trials.filter(({ mutant }) => of(mutant)).map(({ trial }) => trial),
    );
  const left = seen.flatMap(({ failed }) => failed);
  const about = notes[`sample ${trials.length}, seed ${seed}`];
  return `# Tests that could fail

Made by \`npm run mutation -- --sample ${trials.length} --seed ${seed}${only === undefined ? '' : ` --only ${only}`}${quick ? ' --quick' : ''}\`. Do not edit.

A mutant is one small fault in one place. Stryker's instrumenter makes them, with all its mutators for TypeScript: ${mutators.join(', ')}.
Mutated are ${areas.map((area) => `\`src/${area}/\``).join(', ')}, without \`src/report/figures/\`: ${all.length} mutants. A seeded sample is tried, each area by its share.
Every test of ${seen.length} files (those of these folders and of what uses them; not those of the numbers beneath, nor those that need a browser${quick ? '; nor,\nsince they take minutes, those that start our program, but for those of the store' : ''})
was run once without a mutant, and what it reaches noted, in its own process and in the programs that it starts. A mutant is tried with
the tests that reach it, until one fails: first those that found others nearby, those of its own file, the short ones. A test that found
something is run again without a mutant, at its first time; one that fails then is not used any more.
"Timed out": more than five times the usual processor time, plus 10 s, or nothing done for 20 s; it counts as found. "Not reached": no
test runs that place; it counts as not found, as does a mutant that is alive after as many tests as usually take ${MOST_MS / 1000} s of the processor. So do mutants
that change nothing that anybody could see: they are named below and stay in the count.
${left.length === 0 ? '' : `\nNot used, since they fail without a mutant (in a copy without its history, or on this machine): ${left.join('; ')}.\n`}${about === undefined ? '' : `\n${about}\n`}
| area | mutants | tried | killed | timed out | survived | not reached | score (95 % interval) |
|---|--:|--:|--:|--:|--:|--:|---|
${areas.map((area) => row(`\`src/${area}/\``, (mutant) => mutant.area === area)).join('\n')}
${row('**all**', () => true)}

| mutator | mutants | tried | killed | timed out | survived | not reached | score (95 % interval) |
|---|--:|--:|--:|--:|--:|--:|---|
${mutators.map((name) => row(name, ({ mutator }) => mutator === name)).join('\n')}

## What no test found

${alive.length === 0 ? 'Nothing.' : alive.map((tried) => survivorLine(tried, notes)).join('\n')}
`;
}

function found({ state }: Trial): boolean {
  return state === 'killed' || state === 'timed out';
}

function scoreRow(name: string, exist: number, trials: readonly Trial[]): string {
  const count = (state: State): number => trials.filter((trial) => trial.state === state).length;
  const { point, low, high } = proportionEstimate(trials.filter(found).length, { of: trials.length, level: 0.95 });
  const percent = (share: number | null): string => ((share ?? NaN) * 100).toFixed(1);
  const score = trials.length === 0 ? '' : `${percent(point)} % (${percent(low)} to ${percent(high)})`;
  return `| ${[name, exist, trials.length, count('killed'), count('timed out'), count('survived'), count('not reached'), score].join(' | ')} |`;
}

function survivorLine({ mutant, trial }: Tried, notes: Notes): string {
  const { file, line, mutator, original, replacement } = mutant;
  const change = `${code(original)} became ${code(replacement)}`;
  return `- ${file}:${line}, ${mutator} (${trial.state}): ${change}. ${notes[nameOf(mutant)] ?? 'Not looked at yet.'}`;
}

function code(text: string): string {
  return `\`\` ${short(text)} \`\``;
}

/** On one line, and no longer than a line. */
function short(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length <= 80 ? line : `${line.slice(0, 79)}…`;
}
