/**
 * Evidence → one JSON text; `unpack.ts` reads it. Scores stay whole, so that a browser finds the very numbers of the report;
 * learning curves, which are only drawn, become whole numbers of one scale. Holds no path, time or machine. Pure.
 */
import type { VariantAnalysis } from '../../analysis/analysis.js';
import { setupForm, setupFrom } from '../../design/setup-form.js';
import type { ReferenceRecord, ReferenceScore } from '../../design/reference.js';
import type { Metrics, RunRecord } from '../../design/record.js';
import { isScoresQuestion } from '../../origins/scores/question.js';
import { taskOf } from '../../origins/facts.js';
import { chosenMetrics } from '../../question/choose-metrics.js';
import type { Question, VariantPlace } from '../../question/question.js';
import type { Run } from '../../design/plan.js';
import type { Evidence } from '../../analysis/evidence.js';
import { packCurves } from './curves.js';
import type { Packed, PackedRecord, PackedRun } from './packed.js';

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
