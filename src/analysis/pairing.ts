/** What ties the runs of two variants together, how far it ties them, and the answer without it. Pure. */
import type { WalkedList } from '../base/walked-list.js';
import type { VariantEvidence } from './variant.js';
import type { Design } from './design.js';
import { comparisonPairs } from '../question/pairs.js';
import type { PairingAnalysis, UnpairedComparison } from './side-answers.js';
import { isTable } from '../origins/facts.js';
import type { OriginFacts } from '../origins/facts.js';
import type { Run } from '../design/plan.js';
import type { RunRecord } from '../design/record.js';
import type { Question } from '../question/question.js';
import { alphaOfLook, correlation, differenceEstimate, mean } from '../stats/index.js';
import type { Scores } from '../stats/index.js';

/** Undefined where the origin says nothing of pairing. */
export function pairingOf({
  experiment,
  variants,
  design,
  origin,
  rows,
}: {
  experiment: Question;
  variants: readonly VariantEvidence[];
  design: Design;
  origin: OriginFacts;
  rows: PairingAnalysis['rows'];
}): PairingAnalysis | undefined {
  if (isTable(origin) || origin.pairing === undefined) return undefined;
  const { pairing: by } = origin;
  const told = rows === undefined || by === 'rows' ? {} : { rows };
  const apart = by === 'rows' ? false : by === 'seed' ? rows !== 'the same' : rows === 'different';
  if (!apart) return { by, ...told };
  const metric = design.metrics[0]!.name;
  const scoresOf = (name: string): Scores => variants.find((each) => each.name === name)!.scoresOf(metric);
  const options = { ...design.options, level: 1 - alphaOfLook(design.look, design.options) };
  const unpaired = comparisonPairs(experiment).map(({ variant, baseline }): UnpairedComparison => {
    const [before, after] = [scoresOf(baseline), scoresOf(variant)];
    const difference = differenceEstimate(before, after, { ...options, method: 'welch', paired: false });
    return { variant, baseline, correlation: correlationOf(before, after), difference };
  });
  return { by, ...told, unpaired };
}

function correlationOf(one: Scores, other: Scores): number | null {
  const pairs = one.flatMap((block, i): (readonly [number, number])[] => {
    const [xs, ys] = [block, other[i] ?? []].map((scores) => scores.filter(Number.isFinite));
    return xs!.length > 0 && ys!.length > 0 ? [[mean(xs!), mean(ys!)]] : [];
  });
  if (pairs.length < 3) return null;
  const found = correlation(
    pairs.map(([x]) => x),
    pairs.map(([, y]) => y),
  );
  return Number.isFinite(found) ? found : null;
}

/** What predictions say of the rows: of runs at one place of the plan, those of different variants. Undefined where none say. */
export function scoredRows(runs: WalkedList<Run>, records: ReadonlyMap<string, RunRecord>): PairingAnalysis['rows'] {
  const seen = new Map<string, string>();
  let told = 0;
  for (const { hash, cell, split, fold, seed } of runs) {
    const record = cell === undefined ? records.get(hash) : undefined;
    if (record?.status !== 'ok') continue;
    if (record.rows === undefined) return undefined;
    const place = `${split} ${fold} ${seed}`;
    const before = seen.get(place);
    if (before === undefined) seen.set(place, record.rows);
    else if (before === record.rows) told++;
    else return 'different';
  }
  return told === 0 ? undefined : 'the same';
}
