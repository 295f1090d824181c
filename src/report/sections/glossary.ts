/** The words of the tables in plain English; only those that this report uses. */
import type { Analysis, MetricInfo } from '../../analysis.js';
import { markdownText } from '../escape.js';
import { fixed, NBSP, withUnit } from '../format.js';
import { hasReruns, primaryMetric } from '../reading.js';
import { blocks } from '../markdown.js';

interface Entry {
  readonly anchor: string;
  readonly name: string;
  readonly text: string;
}

export function glossarySection(analysis: Analysis): string {
  const entries = entriesOf(analysis).map(({ anchor, name, text }) => `- <a name="${anchor}"></a>**${name}**: ${text}`);
  return blocks(['## Words', entries.join('\n')]);
}

function entriesOf(analysis: Analysis): Entry[] {
  const { unit, comparisons, setup } = analysis;
  const metric = primaryMetric(analysis);
  const { label } = metric;
  const percent = Math.round(setup.level * 100);
  const several = comparisons.length > 1;
  const all: (Entry | undefined)[] = [
    {
      anchor: 'mean',
      name: 'Mean',
      text: `the average ${label} over all ${unit}s. The range in brackets is its confidence interval (CI): intervals made this way hold the true value ${percent} times in 100.`,
    },
    {
      anchor: 'sd-total',
      name: 'SD, total',
      text:
        unit === 'seed'
          ? 'the standard deviation over seeds: how far a typical run lies from the mean, on these rows.'
          : `the standard deviation over everything that varies: how far a typical run lies from the mean. It includes the luck of the ${unit}, that is, of which rows are scored.`,
    },
    hasReruns(analysis)
      ? {
          anchor: 'sd-rerun',
          name: 'SD, rerun',
          text: `the same among runs that share their ${unit}: same rows, other random numbers. This is what “train it again and you get something else” is about.`,
        }
      : undefined,
    {
      anchor: 'rerun-risk',
      name: 'Rerun risk',
      text: `how often two reruns of one variant on the same rows differ by ${rerunGap(metric)} or more.`,
    },
    {
      anchor: 'epochs',
      name: 'Epochs',
      text: 'how many times training went through its rows, on average, before it stopped: the cost of the variant.',
    },
    {
      anchor: 'difference',
      name: 'Difference',
      text: `the variant’s mean minus the baseline’s, compared ${unit} by ${unit}. A point is one per cent of the rows scored.`,
    },
    {
      anchor: 'variance-reduction',
      name: 'Variance reduction',
      text: `the share of the baseline’s ${hasReruns(analysis) ? 'rerun ' : ''}variance (SD squared) that the variant takes away; below zero, it adds variance.`,
    },
    {
      anchor: 'probability',
      name: 'P(variant wins)',
      text: `the chance that one run of the variant beats one run of the baseline on the same ${unit === 'seed' ? 'rows' : unit}; 50 % is a coin’s toss.`,
    },
    {
      anchor: 'p-value',
      name: several ? 'p, Holm' : 'p',
      text: `how often a difference in the mean at least this large would come up if there were none${several ? '; raised by Holm’s rule for the number of comparisons' : ''}.`,
    },
    {
      anchor: 'verdict',
      name: 'Verdict',
      text: '“better” and “worse” where the interval excludes no difference; “but small” where it also lies wholly inside what counts as none; “no clear difference” where it lies inside and includes zero; “too noisy” where it allows both none and a difference that counts.',
    },
  ];
  return all.filter((entry) => entry !== undefined);
}

/** What counts as another result in the rerun risk: a point of a share, else two per cent of the baseline's mean. */
function rerunGap(metric: MetricInfo): string {
  if (metric.scale === 'share') return `a point of ${metric.label}`;
  const gap = 2 * metric.threshold;
  return `${withUnit(fixed(gap, gap < 0.1 ? 3 : 2), markdownText(metric.unit))} (2${NBSP}% of the baseline’s mean)`;
}
