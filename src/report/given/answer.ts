/** The question and its answer in sentences, for scores from a file. */
import type { GivenAnalysis, GivenComparison, GivenMetricAnalysis } from '../../analysis/given/analyse-given.js';
import { wordsOf } from '../../analysis/given/judge.js';
import type { GivenVerdict } from '../../analysis/given/judge.js';
import type { Estimate } from '../../estimate.js';
import { fixed, levelName, listedNames, showInterval, showPoint, signed, withUnit } from '../format.js';
import type { Sentence, Tone } from '../sentence.js';
import { changeShown, pText, valueShown } from './styles.js';

/** Comparisons with a sentence each; more stand in the tables. */
const MOST_SENTENCES = 8;

export function questionOf({ given, metrics }: GivenAnalysis): string {
  const { variants, dataSets, baseline } = given;
  const [metric] = metrics;
  const on = dataSets.length > 1 ? ` on ${dataSets.length} data sets` : '';
  const name = metric!.name;
  if (given.against !== undefined) return `Do the two results folders differ (${name})?`;
  if (variants.length === 1) return `How far do the scores of ${variants[0]!} vary${on} (${name})?`;
  if (given.tuning === 'trials')
    return `Which of ${variants.length} trials is best, and how much of that is luck (${name})?`;
  if (variants.length === 2)
    return `Is ${variants.find((variant) => variant !== baseline)!} better than ${baseline}${on} (${name})?`;
  return variants.length <= 5
    ? `Which of ${listedNames(variants)} is best${on} (${name})?`
    : `Which of ${variants.length} variants is best${on} (${name})?`;
}

export function answerOf(analysis: GivenAnalysis): readonly Sentence[] {
  const [metric] = analysis.metrics;
  const { best, comparisons } = metric!;
  const sentences = comparisons
    .slice(0, MOST_SENTENCES)
    .map((comparison) => comparisonSentence(comparison, { metric: metric!, analysis }));
  const rest = comparisons.length - sentences.length;
  return [
    ...(best === undefined ? [] : bestSentences(analysis, metric!)),
    ...(comparisons.length === 0 && best === undefined ? spreadSentences(analysis, metric!) : []),
    ...sentences,
    ...(rest > 0 ? [{ head: `${rest} more comparisons`, tail: ' stand in the table.', tone: 'flat' as const }] : []),
  ];
}

const TONES: Readonly<Record<GivenVerdict['words'], Tone>> = {
  better: 'good',
  'better, but small': 'good',
  worse: 'bad',
  'worse, but small': 'bad',
  'no clear difference': 'flat',
  'too noisy': 'unsure',
  'not judged': 'unsure',
};

function comparisonSentence(
  comparison: GivenComparison,
  { metric, analysis }: { metric: GivenMetricAnalysis; analysis: GivenAnalysis },
): Sentence {
  const { variant, baseline, verdict } = comparison;
  const main =
    comparison.across?.likeThese ?? comparison.questions?.[0]?.difference ?? comparison.contrasts[0]!.difference;
  const shown = changeShown(metric, [main, ...(comparison.across === undefined ? [] : [comparison.across.these])]);
  const interval = (estimate: Estimate): string => {
    const text = showInterval(estimate, shown);
    return text === undefined ? '' : ` (${levelName(analysis.level)} ${text})`;
  };
  const size = showPoint(main, shown);
  const head = `${variant} against ${baseline}: ${verdict.words}`;
  if (comparison.across === undefined) {
    const why = verdict.reason === undefined ? '' : ` ${verdict.reason}`;
    return {
      head,
      tail: `${verdict.words === 'not judged' ? '' : ` for ${verdict.about}`}: ${size}${interval(main)}, p = ${pText(comparison.questions?.[0]?.p ?? comparison.contrasts[0]!.p)}.${why}`.replace(
        'p = <',
        'p <',
      ),
      tone: TONES[verdict.words],
    };
  }
  const { across } = comparison;
  const these = verdict.these ?? {
    words: wordsOf(across.these, { metric, threshold: metric.threshold }),
    interval: across.these,
  };
  const left =
    across.leftOut.length === 0 ? '' : ` ${across.leftOut.length} data sets without scores of both are left out.`;
  const why = verdict.reason === undefined ? '' : ` ${verdict.reason}`;
  return {
    head,
    tail:
      `${verdict.words === 'not judged' ? '' : ' on data sets like these'}: ${size} on average; on these ${across.dataSets} data sets: ${these.words}${interval(across.these)}; on others like them${interval(across.likeThese) || ': no interval'}.` +
      left +
      why,
    tone: TONES[verdict.words],
  };
}

function bestSentences({ given }: GivenAnalysis, metric: GivenMetricAnalysis): readonly Sentence[] {
  const { variant, value, of, byLuck, mean } = metric.best!;
  const style = valueShown(metric, []);
  const show = (number: number): string =>
    withUnit(fixed(number * style.factor, metric.scale === 'share' ? 2 : 4), style.unit);
  const trials = given.tuning === 'trials' ? 'trial' : given.tuning === 'grid' ? 'setting' : 'run';
  const luck =
    byLuck === null
      ? ''
      : ` If all were equally good and differed by luck alone, with the spread seen here, the best of ${of} would come out near ${show(byLuck)} (their mean is ${show(mean)}).`;
  const refused =
    metric.comparisons.length > 0
      ? ''
      : given.tuning === 'trials'
        ? ' A tuner chose each by what it had seen, and each ran once: there is nothing to compare them by. Run the best and the default again, with new seeds, and compare those.'
        : ' Each ran once: without repeats nobody can tell their differences from luck. Say which runs belong to one variant with --variant, or repeat them.';
  return [
    {
      head: `Best of ${of}: ${trials} ${variant}, ${show(value)}`,
      tail: `. It is the best of many, and flattered by having been picked.${luck}${refused}`,
      tone: 'unsure',
    },
  ];
}

function spreadSentences(analysis: GivenAnalysis, metric: GivenMetricAnalysis): readonly Sentence[] {
  return metric.variants.slice(0, 1).flatMap(({ cells }) =>
    Object.entries(cells)
      .slice(0, MOST_SENTENCES)
      .map(([dataSet, { mean, sd, n }]): Sentence => {
        const shown = valueShown(metric, [mean]);
        const text = showInterval(mean, shown);
        const spread = sd === null ? '' : `; SD ${signed(sd * shown.factor, shown.decimals).replace('+', '')}`;
        return {
          head: `${dataSet === '' ? analysis.given.name : dataSet}: ${showPoint(mean, shown)}`,
          tail: `${text === undefined ? '' : ` (${levelName(analysis.level)} ${text})`}${spread}, from ${n} ${n === 1 ? 'score' : 'scores'}.`,
          tone: 'flat',
        };
      }),
  );
}
