/** The JSON text of a page → the evidence that it was made of. Pure. */
import type { Evidence } from '../../analysis/evidence.js';
import type { ScoredRecords } from '../../analysis/scores.js';
import type { OkRecord, RunRecord } from '../../design/record.js';
import type { Run } from '../../design/plan.js';
import type { PackedCurves } from './curves.js';
import type { CurveSummaries, Packed, PackedRecord } from './packed.js';

export interface Unpacked {
  readonly evidence: Evidence;
  readonly summaries: CurveSummaries;
  readonly curves: PackedCurves;
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

function withFurther(records: ReadonlyMap<string, RunRecord>, further: Packed['further']): ScoredRecords {
  if (further === undefined) return records;
  const known = new Map(further.map(([place, metrics]) => [String(place), metrics]));
  return Object.assign(records, { further: ([first]: readonly OkRecord[]) => known.get(first?.hash ?? '') ?? {} });
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
