/** The runs of base samples → how much of the variance each source gives, alone and with others. Pure. */
import type { WalkedList } from '../base/walked-list.js';
import type { SourceBreakdown, SourceShare } from './side-answers.js';
import type { Question, Source } from '../question/question.js';
import type { Origin } from '../origins/origin.js';
import { sourcesOf } from '../design/plan.js';
import type { Run } from '../design/run.js';
import { pooledScores } from './scores.js';
import type { ScoredRecords } from './scores.js';
import { sourcesOfVariance } from '../stats/index.js';
import type { BaseSample, Share } from '../stats/index.js';

interface SourcesEvidence {
  readonly traits: Origin['traits'];
  readonly runs: WalkedList<Run>;
  readonly records: ScoredRecords;
  readonly metric: string;
  readonly level: number;
}

/** One breakdown a variant, for one metric; undefined unless the experiment has such runs. */
export function analyseSources(question: Question, evidence: SourcesEvidence): readonly SourceBreakdown[] | undefined {
  const { sources } = question;
  if (sources === undefined || !('samples' in sources)) return undefined;
  const varying = sourcesOf(question, []);
  return Object.keys(question.variants).map((name) =>
    breakdownOf(name, { own: sourcesOf(question, evidence.traits(name).unused), varying, ...evidence }),
  );
}

function breakdownOf(
  variant: string,
  { own, varying, runs, level, ...evidence }: SourcesEvidence & { own: readonly Source[]; varying: readonly Source[] },
): SourceBreakdown {
  const samples = baseSamples(
    runs.filter((run) => run.variant === variant && run.cell !== undefined),
    { own, ...evidence },
  );
  const found = sourcesOfVariance(samples, { level });
  return {
    variant,
    samples: found.n,
    sd: found.variance === null ? null : Math.sqrt(found.variance),
    parts: varying.map((source) => {
      const shares = found.sources[own.indexOf(source)];
      if (!own.includes(source)) return { source, none: true, alone: NONE(level), withOthers: NONE(level) };
      return {
        source,
        none: false,
        alone: shareOf(shares?.alone, level),
        withOthers: shareOf(shares?.withOthers, level),
      };
    }),
    interaction: shareOf(found.interaction, level),
  };
}

/** The share of a source that a variant does not use. */
const NONE = (level: number): SourceShare => ({
  point: 0,
  low: null,
  high: null,
  level,
  method: 'none',
  n: 0,
  reason: 'None by construction.',
  raw: 0,
});

function shareOf(share: Share | undefined, level: number): SourceShare {
  if (share !== undefined) return { ...share.estimate, raw: share.raw };
  const reason = 'No base sample has all its scores.';
  return { point: null, low: null, high: null, level, method: 'none', n: 0, reason, raw: null };
}

/** The scores of every base sample by what its runs take from b; NaN where a run has none. */
function baseSamples(
  runs: WalkedList<Run>,
  { own, records, metric }: { own: readonly Source[] } & Pick<SourcesEvidence, 'records' | 'metric'>,
): BaseSample[] {
  const bySample = new Map<number, Map<string, Run[]>>();
  for (const run of runs) {
    const { sample, fromB } = run.cell!;
    const cells = bySample.get(sample) ?? new Map<string, Run[]>();
    cells.set(fromB.join(), [...(cells.get(fromB.join()) ?? []), run]);
    bySample.set(sample, cells);
  }
  return [...bySample.values()].map((cells): BaseSample => {
    const score = (fromB: readonly Source[]): number => {
      const [pooled] = pooledScores(cells.get(fromB.join()) ?? [], records);
      return pooled?.metrics[metric] ?? NaN;
    };
    return {
      a: score([]),
      b: score(own),
      ab: own.map((source) => score([source])),
      ba: own.map((source) => score(own.filter((other) => other !== source))),
    };
  });
}
