/**
 * Evidence → one JSON text, and back. Scores stay whole, so that a browser finds the very numbers of the report; learning
 * curves, which are only drawn, become whole numbers of one scale. Holds no path, time or machine. Pure.
 */
import type { ScoredRecords } from '../../analysis/scores.js';
import type { Curve, VariantAnalysis } from '../../analysis/analysis.js';
import { setupForm, setupFrom } from '../../design/setup-form.js';
import type { ReferenceRecord, ReferenceScore } from '../../design/reference.js';
import type { GivenPlace, Metrics, OkRecord, RunRecord } from '../../design/record.js';
import { isScoresQuestion } from '../../origins/scores/question.js';
import { taskOf } from '../../origins/facts.js';
import type { VariantTraits } from '../../origins/origin.js';
import { chosenMetrics } from '../../question/choose-metrics.js';
import type { Question, VariantPlace } from '../../question/question.js';
import type { Cell, Run } from '../../design/plan.js';
import type { Evidence } from '../../analysis/evidence.js';
import { packCurves } from './curves.js';
import type { PackedCurves } from './curves.js';

/** Of each variant that trained: the lines of its learning curves. */
export type CurveSummaries = Readonly<Record<string, { readonly train: Curve; readonly validation: Curve }>>;

export interface Unpacked {
  readonly evidence: Evidence;
  readonly summaries: CurveSummaries;
  readonly curves: PackedCurves;
}

interface Packed extends Omit<Evidence, 'origin' | 'runs' | 'records'> {
  readonly traits: readonly VariantTraits[];
  readonly metrics: readonly string[];
  readonly runs: readonly PackedRun[];
  readonly records: readonly PackedRecord[];
  /** Of scores from a file: data set and place of each record. */
  readonly given?: readonly (readonly [string | null, GivenPlace] | 0)[];
  /** Of metrics made from predictions: by the first record of a run’s folds. */
  readonly further?: readonly (readonly [number, Metrics])[];
  readonly summaries: CurveSummaries;
  readonly curves: PackedCurves;
}

/** Variant, split, fold, seed, record, cell. */
type PackedRun = readonly [number, number, number, number, number, Cell?];

/** Of a good run its metrics, then what else it has; of a failed one the reason; 0 where there is none yet. */
type PackedRecord =
  | 0
  | readonly [string, number | null]
  | readonly [
      readonly (number | null)[],
      (readonly [number, number, number | null])?,
      Pick<OkRecord, 'tally'>?,
      Extra?,
    ];

type Extra = Pick<NonNullable<OkRecord['training']>, 'monteCarlo'>;

export function packEvidence(evidence: Evidence, variants: readonly VariantAnalysis[]): string {
  const { experiment, origin, runs, records, ...rest } = evidence;
  const names = Object.keys(experiment.variants);
  const places = new Map<string, number>();
  const metrics = new Map<string, number>();
  for (const { hash } of runs) if (!places.has(hash)) places.set(hash, places.size);
  const kept = [...places.keys()].map((hash) => records.get(hash));
  for (const record of kept) {
    if (record?.status === 'ok') for (const name of Object.keys(record.metrics)) metrics.set(name, metrics.size);
  }
  const folded = runs.some(({ fold }) => fold > 0);
  const packed: Packed = {
    ...rest,
    // A setup read from a manifest has its keys in another order than one just made: the page would have other bytes.
    setup: setupFrom(setupForm(rest.setup)),
    experiment: withoutRecipes(experiment),
    traits: names.map((name) => origin.traits(name)),
    metrics: [...metrics.keys()],
    runs: runs.map((run) => packRun(run, { variant: names.indexOf(run.variant), place: places.get(run.hash)! })),
    records: kept.map((record) => packRecord(record, { metrics: [...metrics.keys()], folded })),
    ...packGiven(kept),
    summaries: Object.fromEntries(
      variants.flatMap(({ name, training }) => (training === undefined ? [] : [[name, training.curve]])),
    ),
    curves: packCurves(kept),
    ...packFurther(evidence, places),
    ...packBeside(evidence),
  };
  return JSON.stringify(packed);
}

/** Reductions and references without the keys by which a folder finds them, and without metrics that the question asks nothing of. */
function packBeside({
  experiment,
  setup,
  reductions,
  references,
}: Evidence): Pick<Packed, 'reductions' | 'references'> {
  const asked = new Set<string>(chosenMetrics(experiment, taskOf(setup.origin)).map(({ name }) => name));
  const only = (metrics: Metrics): Metrics =>
    Object.fromEntries(Object.entries(metrics).filter(([name]) => asked.has(name)));
  const scoreOf = (score: ReferenceScore | null): ReferenceScore | null =>
    score && {
      metrics: only(score.metrics),
      ...(score.folds === undefined ? {} : { folds: score.folds.map(only) }),
    };
  const referenceOf = ({ split, scores: { constant, linear } }: ReferenceRecord): ReferenceRecord => ({
    hash: '',
    split,
    scores: { constant: scoreOf(constant), linear: scoreOf(linear) },
  });
  return {
    ...(reductions === undefined ? {} : { reductions: reductions.map((each) => ({ ...each, key: '' })) }),
    ...(references === undefined ? {} : { references: references.map(referenceOf) }),
  };
}

function packGiven(records: readonly (RunRecord | undefined)[]): Pick<Packed, 'given'> {
  if (records.every((record) => record?.given === undefined)) return {};
  return {
    given: records.map((record) =>
      record?.given === undefined ? 0 : ([record.dataSet ?? null, record.given] as const),
    ),
  };
}

/** The metrics that only predictions tell, which stay in the folder. */
function packFurther({ runs, records }: Evidence, places: ReadonlyMap<string, number>): Pick<Packed, 'further'> {
  const { further } = records;
  if (further === undefined) return {};
  const groups = new Map<string, Run[]>();
  for (const run of runs) {
    const key = JSON.stringify([run.variant, run.split, run.seed, run.cell]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [run]);
    else group.push(run);
  }
  return {
    further: [...groups.values()].flatMap((group) => {
      const folds = group.map(({ hash }) => records.get(hash)).filter((record) => record?.status === 'ok');
      return folds.length < group.length ? [] : [[places.get(group[0]!.hash)!, further(folds)] as const];
    }),
  };
}

function withFurther(records: ReadonlyMap<string, RunRecord>, further: Packed['further']): ScoredRecords {
  if (further === undefined) return records;
  const known = new Map(further.map(([place, metrics]) => [String(place), metrics]));
  return Object.assign(records, { further: ([first]: readonly OkRecord[]) => known.get(first?.hash ?? '') ?? {} });
}

/** The question without what its origin makes of it: recipes, tables and paths of this machine, which no analysis reads. */
function withoutRecipes(question: Question): Question {
  const { name, baseline, vary, protocol, seed, level, metric, metrics, intervals, sources, ensembles } = question;
  const { compared, paired, thresholds } = question;
  const variants = Object.entries(question.variants).map(([key, { label, at, axis, series, against }]) => {
    return [key, defined<VariantPlace>({ label, at, axis, series, against })] as const;
  });
  return defined<Question>({
    name,
    question: question.question,
    background: question.background,
    baseline,
    vary,
    protocol,
    seed,
    level,
    metric,
    metrics,
    intervals,
    sources,
    ensembles,
    compared,
    paired,
    thresholds,
    variants: Object.fromEntries(variants),
    ...(isScoresQuestion(question) ? { scores: question.scores } : {}),
  });
}

function defined<T extends object>(fields: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

function packRun({ split, fold, seed, cell }: Run, { variant, place }: { variant: number; place: number }): PackedRun {
  return cell === undefined ? [variant, split, fold, seed, place] : [variant, split, fold, seed, place, cell];
}

function packRecord(
  record: RunRecord | undefined,
  { metrics, folded }: { metrics: readonly string[]; folded: boolean },
): PackedRecord {
  if (record === undefined) return 0;
  if (record.status === 'failed') return [record.reason, record.epoch ?? null];
  const { training } = record;
  const values = metrics.map((name) => record.metrics[name] ?? null);
  if (training === undefined) return [values];
  const { epochs, bestEpoch, validationLoss, monteCarlo } = training;
  const tally = folded && record.tally !== undefined ? { tally: record.tally } : {};
  return [values, [epochs, bestEpoch, validationLoss], tally, monteCarlo === undefined ? {} : { monteCarlo }];
}

export function unpackEvidence(text: string): Unpacked {
  const { metrics, traits, runs, records, summaries, curves, further, given, ...rest } = JSON.parse(text) as Packed;
  const names = Object.keys(rest.experiment.variants);
  const planned = runs.map(([variant, split, fold, seed, place, cell], index): Run => {
    const run = { index, variant: names[variant]!, split, fold, seed, hash: String(place) };
    const streams = { split, init: seed, order: seed, mask: seed };
    return cell === undefined ? { ...run, streams } : { ...run, streams, cell };
  });
  const found = new Map<string, RunRecord>();
  for (const run of planned) {
    const record = found.has(run.hash) ? undefined : unpackRecord(records[Number(run.hash)] ?? 0, { run, metrics });
    if (record !== undefined) found.set(run.hash, withPlace(record, given?.[Number(run.hash)] ?? 0));
  }
  const origin = { traits: (name: string) => traits[names.indexOf(name)] ?? { unused: [] } };
  return { evidence: { ...rest, origin, runs: planned, records: withFurther(found, further) }, summaries, curves };
}

function withPlace(record: RunRecord, place: NonNullable<Packed['given']>[number]): RunRecord {
  if (place === 0) return record;
  const [dataSet, given] = place;
  return { ...record, ...(dataSet === null ? {} : { dataSet }), given };
}

const UNTIMED = { durationMs: 0, startedAt: 0 };

function unpackRecord(
  packed: PackedRecord,
  { run, metrics }: { run: Run; metrics: readonly string[] },
): RunRecord | undefined {
  if (packed === 0) return undefined;
  const { hash, variant, split, fold, seed, cell } = run;
  const base = { hash, variant, split, fold, seed, timing: UNTIMED, ...(cell === undefined ? {} : { cell }) };
  if (isFailed(packed)) {
    const [reason, epoch] = packed;
    return { ...base, status: 'failed', reason, ...(epoch === null ? {} : { epoch }) };
  }
  const [values, training, tally, extra] = packed;
  return {
    ...base,
    status: 'ok',
    metrics: Object.fromEntries(metrics.map((name, i) => [name, values[i] ?? null])),
    ...tally,
    ...(training === undefined
      ? {}
      : {
          training: {
            epochs: training[0],
            bestEpoch: training[1],
            validationLoss: training[2],
            curve: { train: [], validation: [] },
            ...extra,
          },
        }),
  };
}

function isFailed(packed: Exclude<PackedRecord, 0>): packed is readonly [string, number | null] {
  return typeof packed[0] === 'string';
}
