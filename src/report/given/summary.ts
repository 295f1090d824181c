/** The analysis of scores from a file → `summary.json`, with every number at full precision; and `runs.csv`, the scores as read. */
import type { GivenAnalysis } from '../../analysis/given/analyse-given.js';
import type { GivenScores } from '../../analysis/given/given-scores.js';
import { csvTable } from '../escape.js';
import type { HowRead } from './page.js';
import { questionOf } from './answer.js';

/** Ends in a newline. @param extra what the command adds, such as the outcome of a gate */
export function givenSummaryJson(analysis: GivenAnalysis, how: HowRead, extra: object = {}): string {
  const { given, level, seed, metrics, failures } = analysis;
  const { scores, metrics: _names, ...design } = given;
  const summary = {
    schema: 1,
    kind: 'scores',
    question: questionOf(analysis),
    level,
    seed,
    ...design,
    runs: countsOf(scores),
    failures: Object.fromEntries(failures),
    metrics: metrics.map(({ variants, ...metric }) => ({
      ...metric,
      variants: Object.fromEntries(variants.map(({ name, ...rest }) => [name, rest])),
    })),
    reading: { file: how.headline, columns: how.columns, rules: how.rules },
    fingerprint: how.fingerprint,
    command: how.command,
    version: how.version,
    ...extra,
  };
  return `${JSON.stringify(summary, (_, value: unknown) => (typeof value === 'number' && !Number.isFinite(value) ? null : value), 2)}\n`;
}

function countsOf(scores: GivenScores['scores']): object {
  const count = (wanted: string): number => scores.filter(({ status }) => status === wanted).length;
  return { planned: scores.length, ok: count('ok'), failed: count('failed'), missing: count('missing') };
}

export function* givenRunsCsv({ given }: GivenAnalysis): Generator<string> {
  const some = (pick: (score: GivenScores['scores'][number]) => string): boolean =>
    given.scores.some((score) => pick(score) !== '');
  const [dataSet, block, repeat, row] = [
    some((score) => score.dataSet),
    some((score) => score.block),
    some((score) => score.repeat),
    some((score) => score.row ?? ''),
  ];
  yield csvTable([
    [
      'variant',
      ...(dataSet ? ['data_set'] : []),
      ...(block ? ['block'] : []),
      ...(repeat ? ['repeat'] : []),
      ...(row ? ['question'] : []),
      'status',
      ...given.metrics.map(({ name }) => name),
    ],
  ]);
  for (const score of given.scores) {
    yield csvTable([
      [
        score.variant,
        ...(dataSet ? [score.dataSet] : []),
        ...(block ? [score.block] : []),
        ...(repeat ? [score.repeat] : []),
        ...(row ? [score.row ?? ''] : []),
        score.status === 'failed' ? (score.reason ?? 'failed') : score.status,
        ...score.values.map((value) => (Number.isNaN(value) ? null : value)),
      ],
    ]);
  }
}
