/** What is to be said of scores from a file beside the verdict: the best of many, and these data sets alone. */
import type { Analysis, Comparison } from '../../analysis/analysis.js';
import type { GivenMetricAnalysis } from '../../analysis/given/given-analysis.js';
import { leadOf, type Judgement } from '../../stats/index.js';
import { sizeOf } from '../answers/verdict.js';
import { describeDifference } from '../changes.js';
import {
  count,
  decimalsFor,
  fixed,
  levelName,
  PERCENT,
  PLAIN,
  showInterval,
  showPoint,
  signed,
  withUnit,
} from '../format.js';
import type { Style } from '../format.js';
import { comparisonLabel, labelOf, primaryMetric } from '../reading.js';
import { uncapital } from '../sentence.js';
import type { Sentence } from '../sentence.js';

/** Comparisons, or data sets, with a sentence each; more stand in the tables. */
const MOST_SENTENCES = 8;

/** Before the verdict: of scores that are a choice among many, or that nobody may compare. */
export function givenLead(analysis: Analysis): readonly Sentence[] {
  const [metric] = analysis.given?.metrics ?? [];
  if (metric === undefined) return [];
  if (metric.best !== undefined) return bestSentence(analysis, metric);
  const several = Object.keys(metric.variants[0]?.cells ?? {}).length > 1;
  return analysis.comparisons.length === 0 && several ? spreadSentences(analysis, metric) : [];
}

/** Beside the verdict on data sets like these: what can be said of these alone. */
export function theseSentences(analysis: Analysis): readonly Sentence[] {
  const [metric] = analysis.given?.metrics ?? [];
  const known = (metric?.comparisons ?? []).flatMap((own) => {
    const comparison = analysis.comparisons.find(({ variant }) => variant === own.variant);
    return own.main?.these === undefined || own.across === undefined || comparison === undefined
      ? []
      : [{ comparison, these: own.main.these, across: own.across }];
  });
  const sentences = known.slice(0, MOST_SENTENCES).map(({ comparison, these, across }): Sentence => {
    const lead = leadOf(these);
    const size = describeDifference(these.interval, {
      metric: primaryMetric(analysis),
      than: than(analysis, comparison),
    });
    const left =
      across.leftOut.length === 0
        ? ''
        : `; ${count(across.leftOut.length, 'data set')} without scores of both ${across.leftOut.length === 1 ? 'is' : 'are'} left out`;
    // Why there is no interval stands in the brackets already.
    const why =
      these.words === 'not judged' && these.reason !== undefined && these.interval.low !== null
        ? `; ${uncapital(these.reason.replace(/\.$/, ''))}`
        : '';
    return {
      head: `On these ${across.dataSets} data sets alone, ${comparisonLabel(analysis, comparison)}: ${headWord(these)}${sizeOf(these)}`,
      tail: `, mean ${primaryMetric(analysis).label} ${size}${why}${left}.`,
      tone: lead > 0 ? 'good' : lead < 0 ? 'bad' : these.words === 'no clear difference' ? 'flat' : 'unsure',
    };
  });
  return [...sentences, ...restSentence(known.length - sentences.length, 'comparison')];
}

/** `better`, `worse`; what is no lead is called by its own words. */
function headWord(these: Judgement): string {
  const lead = leadOf(these);
  return lead > 0 ? 'better' : lead < 0 ? 'worse' : these.words;
}

/** So that nobody takes the first few for all. */
function restSentence(more: number, noun: 'comparison' | 'data set'): readonly Sentence[] {
  if (more === 0) return [];
  return [
    {
      head: count(more, `more ${noun}`),
      tail: ` ${more === 1 ? 'stands' : 'stand'} in the tables.`,
      tone: 'flat',
    },
  ];
}

function than(analysis: Analysis, { baseline }: Comparison): string {
  return labelOf(analysis, baseline);
}

function bestSentence({ given, comparisons }: Analysis, metric: GivenMetricAnalysis): readonly Sentence[] {
  const { variant, value, of, byLuck, mean } = metric.best!;
  const style = styleOf(metric);
  const show = (number: number): string =>
    withUnit(fixed(number * style.factor, metric.scale === 'share' ? 2 : 4), style.unit);
  const tuning = given?.given.tuning;
  const trials = tuning === 'trials' ? 'trial' : tuning === 'grid' ? 'setting' : 'run';
  const luck =
    byLuck === null
      ? ''
      : ` If all were equally good and differed by luck alone, with the spread seen here, the best of ${of} would come out near ${show(byLuck)} (their mean is ${show(mean)}).`;
  const refused =
    comparisons.length > 0
      ? ''
      : tuning === 'trials'
        ? ' A tuner chose each by what it had seen, and each ran once: there is nothing to compare them by. Run the best and the default again, with new seeds, and compare those.'
        : ' Each ran once: without repeats nobody can tell their differences from luck. Say which runs belong to one variant with --variant, or repeat them.';
  return [
    {
      head: `Best of ${of} by these scores: ${trials} ${variant}, ${metric.name} ${show(value)}`,
      tail: `. It is the best of many, and flattered by having been picked.${luck}${refused}`,
      tone: 'unsure',
    },
  ];
}

/** One variant on several data sets. */
function spreadSentences({ setup }: Analysis, metric: GivenMetricAnalysis): readonly Sentence[] {
  const metricLabel = metric.name;
  return metric.variants.slice(0, 1).flatMap(({ cells }) => {
    const sentences = Object.entries(cells)
      .slice(0, MOST_SENTENCES)
      .map(([dataSet, { mean, sd, n }]): Sentence => {
        const style = styleOf(metric);
        const shown = { ...style, decimals: decimalsFor([mean], style.factor) };
        const text = showInterval(mean, shown);
        const spread =
          sd === null
            ? ''
            : `; SD ${withUnit(signed(sd * shown.factor, shown.decimals).replace('+', ''), metric.scale === 'share' ? 'points' : '')}`;
        return {
          head: `${dataSet}: mean ${metricLabel} ${showPoint(mean, shown)}`,
          tail: `${text === undefined ? '' : ` (${levelName(setup.level)} ${text})`}${spread}, from ${n} ${n === 1 ? 'score' : 'scores'}.`,
          tone: 'flat',
        };
      });
    return [...sentences, ...restSentence(Object.keys(cells).length - sentences.length, 'data set')];
  });
}

function styleOf({ scale }: GivenMetricAnalysis): Style {
  return scale === 'share' ? PERCENT : PLAIN;
}
