/** Which tests a mutant meets first: those that found others nearby, those that are about its place, and the short ones. */
import type { Mutant } from './mutants.js';
import type { Seen, Unit } from './mutation-watch.js';

/** How often a unit was asked and how often it found a mutant, of the same file and of all. */
export interface Finds {
  readonly rate: (unit: Unit, file: string) => number;
  add(unit: Unit, file: string, found: boolean): void;
}

/** Tests that hold whole texts against what they ever were see nearly every change of what they reach. */
const WHOLE_TEXTS = /as ever|to the byte|same bytes/u;

export function countFinds(): Finds {
  const counts = new Map<string, { asked: number; found: number }>();
  const of = (key: string): { asked: number; found: number } => counts.get(key) ?? { asked: 0, found: 0 };
  const keys = ({ file, name }: Unit, source: string): string[] => [`${source}|${file}|${name}`, `${file}|${name}`];
  return {
    rate(unit, file) {
      const [near, all] = keys(unit, file).map(of) as [ReturnType<typeof of>, ReturnType<typeof of>];
      const first = WHOLE_TEXTS.test(unit.name) ? 0.6 : 50 / (400 + unit.reached.length);
      return (2 * first + all.found + 5 * near.found) / (2 + all.asked + 5 * near.asked);
    },
    add(unit, file, found) {
      for (const key of keys(unit, file)) {
        const { asked, found: before } = of(key);
        counts.set(key, { asked: asked + 1, found: before + Number(found) });
      }
    },
  };
}

/** What one start of vitest runs, and how long that takes without a mutant. */
export interface Group {
  readonly units: readonly Unit[];
  readonly usualMs: number;
}

export interface OrderOptions {
  readonly seen: readonly Seen[];
  readonly finds: Finds;
  /** What all groups together may take, in ms; what does not fit is left out. */
  readonly most: number;
  /** Whether what the test is held against, or the test itself, has the words of the mutant. */
  readonly holds: (unit: Unit, mutant: Mutant) => boolean;
  /** The first and the last id of a file's mutants. */
  readonly spans: ReadonlyMap<string, readonly [number, number]>;
}

/** Mutants stand in the order of their files. */
export function spansOf(mutants: readonly Mutant[]): OrderOptions['spans'] {
  const spans = new Map<string, [number, number]>();
  for (const { id, file } of mutants) spans.set(file, [spans.get(file)?.[0] ?? Number(id), Number(id)]);
  return spans;
}

/** Starting costs about as much as this: the first groups are small, since most mutants die in them. */
const GROUP_MS = [2000, 4000, 6000];
const START_MS = 300;

/**
 * All units that reach the mutant, in groups.
 *
 * @returns the groups, and whether some units were left out
 */
export function groupsFor(
  mutant: Mutant,
  { seen, finds, most: room, holds, spans }: OrderOptions,
): { groups: Group[]; reaching: number; used: number } {
  const { id, file } = mutant;
  const load = new Map(seen.map((each) => [each.file, each.loadMs]));
  const own = file.replace(/^src\/(.*)\.ts$/u, 'test/$1');
  const folder = own.replace(/[^/]*$/u, '');
  const reaching = seen.flatMap(({ units }) => units.filter(({ reached }) => reached.includes(Number(id))));
  const [first, last] = spans.get(file)!;
  // What stands outside of functions is reached by whoever imports the file: then those are asked that use much of it.
  const ofFile = ({ reached }: Unit): number => reached.filter((each) => each >= first && each <= last).length;
  const shares = new Map(reaching.map((unit) => [unit, ofFile(unit)]));
  const most = Math.max(...shares.values());
  const worth = (unit: Unit): number =>
    (finds.rate(unit, file) *
      (unit.file.startsWith(own) ? 3 : unit.file.startsWith(folder) ? 1.5 : 1) *
      (0.25 + shares.get(unit)! / most) *
      (holds(unit, mutant) ? 10 : 1)) /
    (unit.durationMs + load.get(unit.file)! / 2 + START_MS);
  const sorted = mixed(reaching.map((unit) => ({ unit, worth: worth(unit) })));
  const groups: { units: Unit[]; usualMs: number }[] = [];
  let [spent, used] = [0, 0];
  for (const unit of sorted) {
    const open = groups.at(-1);
    const fitting = GROUP_MS[Math.min(groups.length, GROUP_MS.length) - 1] ?? 0;
    const cost = (units: readonly Unit[]): number =>
      unit.durationMs + (units.some((other) => other.file === unit.file) ? 0 : load.get(unit.file)!);
    const fits = open !== undefined && open.usualMs + cost(open.units) <= fitting;
    const more = cost(fits ? open.units : []);
    if (used > 0 && spent + more > room) continue;
    if (fits) {
      open.units.push(unit);
      open.usualMs += more;
    } else {
      groups.push({ units: [unit], usualMs: more });
    }
    spent += more;
    used += 1;
  }
  return { groups, reaching: reaching.length, used };
}

/** What one test of a file has not found, the next one finds less often than one of another file does. */
const AGAIN = 0.6;

/** The best first, each the less worth the more of its file stand before it. */
function mixed(units: readonly { readonly unit: Unit; readonly worth: number }[]): readonly Unit[] {
  const before = new Map<string, number>();
  return [...units]
    .sort((a, b) => b.worth - a.worth)
    .map(({ unit, worth }) => {
      const earlier = before.get(unit.file) ?? 0;
      before.set(unit.file, earlier + 1);
      return { unit, worth: worth * AGAIN ** earlier };
    })
    .sort((a, b) => b.worth - a.worth)
    .map(({ unit }) => unit);
}
