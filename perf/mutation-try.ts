/** Runs the tests that reach a mutant with it awake, until one fails; and what failed once more without it. */
import type { Mutant } from './mutants.js';
import { type Finds, type Group, groupsFor, type OrderOptions } from './mutation-order.js';
import type { Runner } from './mutation-process.js';
import type { Answer } from './mutation-runner.js';
import type { Seen, Unit } from './mutation-watch.js';

export type State = 'killed' | 'timed out' | 'survived' | 'not reached';

export interface Trial {
  readonly id: string;
  readonly state: State;
  /** What failed, or how many units of how many that reach it were run. */
  readonly why: string;
  readonly durationMs: number;
  /** The unit that found it, by `keyOf`. */
  readonly by?: string;
}

/** What a mutant may cost: what no test has found by then has survived. */
export const MOST_MS = 45_000;

export interface Tester {
  readonly runner: Runner;
  readonly seen: readonly Seen[];
  readonly finds: Finds;
  readonly holds: OrderOptions['holds'];
  readonly spans: OrderOptions['spans'];
  /** Units that were run without a mutant after they found one: whether they passed. */
  readonly controls: Map<string, boolean>;
}

export async function tryMutant(tester: Tester, mutant: Mutant): Promise<Trial> {
  const began = performance.now();
  const { seen, finds, holds, spans, controls } = tester;
  const sound = seen.map((each) => ({
    ...each,
    units: each.units.filter((unit) => controls.get(keyOf(unit)) !== false),
  }));
  const { groups, reaching, used } = groupsFor(mutant, { seen: sound, finds, most: MOST_MS, holds, spans });
  const ended = (state: State, why: string): Trial => ({
    id: mutant.id,
    state,
    why,
    durationMs: Math.round(performance.now() - began),
  });
  if (groups.length === 0) return ended('not reached', '');
  for (const group of groups) {
    const answer = await run(tester.runner, group, mutant.id);
    if (answer?.passed === true) {
      for (const unit of group.units) finds.add(unit, mutant.file, false);
      continue;
    }
    const unit = answer === undefined ? undefined : failing(group, answer);
    const sure = await control(tester, unit === undefined ? group : { units: [unit], usualMs: group.usualMs });
    if (!sure) return tryMutant(tester, mutant);
    if (unit !== undefined) finds.add(unit, mutant.file, true);
    if (answer === undefined) return ended('timed out', group.units.map(({ name }) => name).join('; '));
    return { ...ended('killed', answer.failure.slice(0, 160)), ...(unit === undefined ? {} : { by: keyOf(unit) }) };
  }
  return ended('survived', `${used} of ${reaching} tests that reach it`);
}

export function keyOf({ file, name }: Unit): string {
  return `${file}|${name}`;
}

function run(runner: Runner, { units, usualMs }: Group, id: string): Promise<Answer | undefined> {
  const files: Record<string, string[]> = {};
  for (const { file, ids } of units) (files[file] ??= []).push(...ids);
  return runner.ask({ files, env: { __STRYKER_ACTIVE_MUTANT__: id }, bail: true }, 10_000 + 5 * usualMs);
}

/** Which unit failed; undefined where none can be named (a file that could not be loaded: then all of the group are meant). */
function failing({ units }: Group, { tests }: Answer): Unit | undefined {
  const failed = tests.find(({ passed }) => !passed);
  return (
    units.find(
      ({ ids, file }) =>
        failed !== undefined && (ids.includes(failed.id) || (ids.length === 0 && file === failed.file)),
    ) ?? (units.length === 1 ? units[0] : undefined)
  );
}

/** Whether these pass without a mutant, now: asked once of each. Those that do not are not used any more. */
async function control({ runner, controls }: Tester, { units, usualMs }: Group): Promise<boolean> {
  const open = units.filter((unit) => !controls.has(keyOf(unit)));
  if (open.length === 0) return true;
  const answer = await run(runner, { units: open, usualMs }, '');
  if (answer?.passed !== true && open.length > 1) {
    for (const unit of open) await control({ runner, controls } as Tester, { units: [unit], usualMs });
  } else {
    for (const unit of open) controls.set(keyOf(unit), answer?.passed === true);
  }
  return open.every((unit) => controls.get(keyOf(unit)) === true);
}
