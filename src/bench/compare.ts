/**
 * Two results folders side by side: their records are relabelled as variants of one experiment, and the same analysis
 * runs over them. Paired where both met the same splits; unpaired otherwise.
 */
import { analyse } from '../analysis/analyse.js';
import type { Analysis, Warning } from '../analysis/analysis.js';
import type { Setup } from '../design/setup.js';
import type { Conclusion } from '../analysis/conclude.js';
import type { Bench, Evidence } from '../analysis/evidence.js';
import { equivalenceOf } from '../analysis/equivalence.js';
import type { Equivalence } from '../analysis/equivalence.js';
import { UserError } from '../base/errors.js';
import type { Protocol, Question, VariantPlace } from '../question/question.js';
import { fingerprintOf, isTable, tableOf } from '../origins/facts.js';
import type { OriginFacts } from '../origins/facts.js';
import type { Origin } from '../origins/origin.js';
import type { Run } from '../design/plan.js';
import { createRecordTable, recordsOf } from '../store/record-table.js';
import type { RecordTable } from '../store/record-table.js';
import { pooledScores, scoresOf } from '../analysis/scores.js';
import type { ScoredRecords } from '../analysis/scores.js';
import { shellWord } from '../base/shell-word.js';
import type { Scores } from '../stats/index.js';
import { streamKey } from '../base/streams.js';

/** One side of a comparison; `name` is what reports call it. */
export interface Side {
  readonly name: string;
  readonly bench: Bench;
}

export interface ComparedBenches extends Conclusion {
  /** Whether both sides met the same splits. */
  readonly paired: boolean;
  /** One entry a comparison, in their order. */
  readonly equivalence: readonly Equivalence[];
}

/** @throws {UserError} if the two have no variant in common, or predict another kind of target */
export function compareBenches(first: Side, second: Side): ComparedBenches {
  const [a, b] = [first.bench, second.bench];
  const [task, other] = [a, b].map(({ setup }) => tableOf(setup)?.data.task);
  if (task !== other) {
    throw new UserError(
      `${first.name} is about ${task ?? 'scores from elsewhere'}, ${second.name} about ${other ?? 'scores from elsewhere'}.`,
      'Compare folders of one task.',
    );
  }
  const shared = Object.keys(a.experiment.variants).filter((name) => Object.hasOwn(b.experiment.variants, name));
  if (shared.length === 0) {
    throw new UserError(`${first.name} and ${second.name} have no variant in common.`, 'Variants are matched by name.');
  }
  const paired = sameSplits([a, b], shared);
  const variants: Record<string, VariantPlace> = {};
  for (const name of shared) {
    const before = labelled(name, first.name);
    variants[before] = relabel(a.experiment.variants[name]!, { name, side: first.name });
    const after = labelled(name, second.name);
    variants[after] = { ...relabel(b.experiment.variants[name]!, { name, side: second.name }), against: before };
  }
  const experiment = joinedExperiment(first, second, { variants, baseline: labelled(shared[0]!, first.name) });
  const runs = [first, second].flatMap(({ name, bench }) => runsOf(bench, { side: name, shared }));
  const table = createRecordTable();
  for (const { name, bench } of [first, second]) {
    for (const [hash, record] of bench.records)
      table.add({ ...record, hash: key(name, hash), variant: labelled(record.variant, name) });
  }
  const records = withFurther(table, [first, second]);
  // Each side's rule of --until watched its own intervals: it promises nothing about the difference between the two.
  const { until, ...ofFirst } = a.setup;
  const setup: Setup = {
    ...ofFirst,
    name: experiment.name,
    question: experiment.question,
    baseline: experiment.baseline,
    protocol: experiment.protocol,
    origin: originsOf(a.setup.origin, b.setup.origin),
    command: commandsOf(first, second),
  };
  const origin = traitsOf([first, second], shared);
  const otherData = isOtherTable(a.setup.origin, b.setup.origin);
  const evidence: Evidence = {
    ...{ experiment, setup, origin, runs, records, paired },
    ...(otherData ? { otherData } : {}),
  };
  const analysis = analyse(evidence);
  const more = paired ? [] : [otherData ? OTHER_DATA : UNPAIRED];
  const equivalence = equivalences(analysis, { experiment, runs, records, paired });
  const background = `${difference(first, second)} ${sameness(equivalence, shared)}`;
  return {
    analysis: { ...analysis, warnings: [...analysis.warnings, ...more], setup: { ...setup, background } },
    records: recordsOf(runs, records),
    paired,
    equivalence,
    evidence: { ...evidence, setup: { ...setup, background }, warnings: more, equivalence },
  };
}

/** A metric made from predictions is asked of the side that keeps them. */
function withFurther(records: RecordTable, sides: readonly Side[]): ScoredRecords {
  if (sides.every(({ bench }) => bench.records.further === undefined)) return records;
  const further: NonNullable<ScoredRecords['further']> = (folds) => {
    const side = sides.find(({ name }) => folds[0]?.hash.startsWith(key(name, '')));
    return side?.bench.records.further?.(folds) ?? {};
  };
  return Object.assign(records, { further });
}

/** Which of the variants are the same on both sides, for all that matters, in a sentence. */
function sameness(equivalence: readonly Equivalence[], shared: readonly string[]): string {
  // Comparisons stand in the order of the variants.
  const [same, open] = [true, false].map((wanted) =>
    shared.filter((_, i) => (equivalence[i]?.sameMean === true && equivalence[i].sameSpread) === wanted).join(', '),
  );
  const parts = [same === '' ? '' : `equivalent: ${same!}`, open === '' ? '' : `not shown to be: ${open!}`];
  return `Within the bounds under “Equivalent?” ${parts.filter((part) => part !== '').join('; ')}.`;
}

const UNPAIRED: Warning = {
  text: 'The two met other splits, so they are compared unpaired: intervals are wider than they would be otherwise.',
  remedy: 'Train both with the same data, experiment seed and protocol.',
};

const OTHER_DATA: Warning = {
  text: 'The two were scored on other data, so they are compared unpaired, and a difference may be one of the data.',
  remedy: 'Train both on the same table, with the same experiment seed and protocol.',
};

function isOtherTable(a: OriginFacts, b: OriginFacts): boolean {
  return isTable(a) && isTable(b) && a.data.fingerprint !== b.data.fingerprint;
}

function equivalences(
  { comparisons, metrics }: Analysis,
  {
    experiment,
    runs,
    records,
    paired,
  }: { experiment: Question; runs: readonly Run[]; records: ScoredRecords; paired: boolean },
): readonly Equivalence[] {
  const [metric] = metrics;
  if (metric === undefined) return [];
  const heldSplit = !experiment.vary.includes('split');
  const { seeds } = experiment.protocol;
  const of = !heldSplit && seeds > 1 ? 'rerun' : 'total';
  const options = { level: experiment.level, key: streamKey(experiment.seed, 'bootstrap') };
  const scores = (name: string): Scores => {
    const own = runs.filter(({ variant }) => variant === name);
    const pick = (score: { metrics: Readonly<Record<string, number | null>> }): number | null =>
      score.metrics[metric.name] ?? null;
    const splits = Math.max(0, ...own.map(({ split }) => split + 1));
    return scoresOf(pooledScores(own, records), { pick, splits, seeds, heldSplit });
  };
  return comparisons.map(({ variant, baseline }) =>
    equivalenceOf([scores(baseline), scores(variant)], { names: { variant, baseline }, metric, of, options, paired }),
  );
}

/** The first side's facts; if TensorFlow trained a side, it is named, with what it is held against: its bits are those of one machine. */
function originsOf(a: OriginFacts, b: OriginFacts): OriginFacts {
  if (!isTable(a) || !isTable(b) || (a.engine === b.engine && a.backend === b.backend)) return a;
  const [named, other] = a.engine === 'tfjs' ? [a, b] : [b, a];
  return { ...a, engine: named.engine, backend: `${named.backend}, against ${other.engine} ${other.backend}` };
}

/** What each side's own origin knows of its variants, by their names here. */
function traitsOf(sides: readonly Side[], shared: readonly string[]): Pick<Origin, 'traits'> {
  const traits = new Map(
    sides.flatMap(({ name, bench }) =>
      shared.map((variant) => [labelled(variant, name), bench.origin.traits(variant)] as const),
    ),
  );
  return { traits: (variant) => traits.get(variant) ?? { unused: [] } };
}

/** What makes both folders, and then this comparison. */
function commandsOf(...sides: readonly [Side, Side]): string {
  const benches = sides.map(({ name, bench: { setup } }) => `${setup.command} --out ${shellWord(name)}`);
  return [...benches, ['reseed compare', ...sides.map(({ name }) => shellWord(name))].join(' ')].join(' && ');
}

/** Splits agree when experiment seed, data and division of the rows do, for every variant that both have. */
function sameSplits([a, b]: readonly [Bench, Bench], shared: readonly string[]): boolean {
  const division = ({ experiment }: Bench): string => {
    const each = shared.map((name) => {
      const own = experiment.variants[name] as VariantPlace & { readonly protocol?: Protocol };
      const { splits, seeds, ...rest } = own.protocol ?? experiment.protocol;
      return rest;
    });
    return JSON.stringify([experiment.vary.includes('split'), each]);
  };
  const fingerprint = fingerprintOf(a.setup.origin);
  return (
    a.experiment.seed === b.experiment.seed &&
    fingerprint !== undefined &&
    fingerprint === fingerprintOf(b.setup.origin) &&
    division(a) === division(b)
  );
}

function joinedExperiment(
  { name, bench: { experiment } }: Side,
  other: Side,
  changed: Pick<Question, 'variants' | 'baseline'>,
): Question {
  const { sources, ensembles, background, ...rest } = experiment;
  const protocol = {
    ...experiment.protocol,
    splits: Math.max(experiment.protocol.splits, other.bench.experiment.protocol.splits),
    seeds: Math.max(experiment.protocol.seeds, other.bench.experiment.protocol.seeds),
  };
  return {
    ...rest,
    ...changed,
    protocol,
    name: `${name}-against-${other.name}`,
    question: `Do ${name} and ${other.name} differ${other.bench.experiment.name === experiment.name ? ` on ${experiment.name}` : ''}?`,
  };
}

function runsOf({ runs }: Bench, { side, shared }: { side: string; shared: readonly string[] }): Run[] {
  return runs
    .filter(({ variant, cell }) => cell === undefined && shared.includes(variant))
    .map((run) => ({ ...run, hash: key(side, run.hash), variant: labelled(run.variant, side) }));
}

/** What differs between the two, in a sentence. */
function difference(first: Side, second: Side): string {
  const describe = ({ name, bench: { setup } }: Side): string =>
    `${name} is ${whatOf(setup.origin)}, experiment seed ${setup.seed}`;
  return `Here ${describe(first)}; ${describe(second)}.`;
}

function whatOf(origin: OriginFacts): string {
  if (!isTable(origin)) return origin.what;
  return `the table ${origin.data.name} on the engine ${origin.engine} (${origin.backend})`;
}

function relabel({ against, ...variant }: VariantPlace, { name, side }: { name: string; side: string }): VariantPlace {
  return { ...variant, label: labelled(variant.label ?? name, side) };
}

function labelled(variant: string, side: string): string {
  return `${variant} (${side})`;
}

/** Both sides may hold the very same runs: a hash belongs to its side. */
function key(side: string, hash: string): string {
  return `${side}:${hash}`;
}
