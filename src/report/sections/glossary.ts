/** The words of the tables in plain English; only those that this report uses. */
import type { Analysis } from '../../analysis/analysis.js';
import { tableOf } from '../../origins/facts.js';
import { groundWords } from '../../stats/index.js';
import { breakable } from '../format.js';
import { foldedSection } from '../page.js';
import type { Section } from '../page.js';
import {
  groundOfAnalysis,
  hasEpochs,
  hasNewRows,
  hasOverRows,
  hasReruns,
  isByQuestion,
  isOverQuestions,
  noticeableGap,
  primaryMetric,
  groundOfRanks,
  withinWords,
} from '../reading.js';
import { isFromFile, isOfPrograms, unitWord } from '../../question/words.js';

interface Entry {
  readonly anchor: string;
  readonly name: string;
  readonly text: string;
}

export function glossarySection(analysis: Analysis): Section {
  const entries = entriesOf(analysis).map(({ anchor, name, text }) => ({ anchor, name, line: [text] }));
  return foldedSection(['Words'], [{ is: 'glossary', entries }]);
}

function entriesOf(analysis: Analysis): Entry[] {
  const { comparisons, setup } = analysis;
  const unit = unitWord(analysis);
  const [held, file] = [analysis.unit === 'seed', isFromFile(analysis)];
  // Which rows a program scores, and whether they are the same with another seed, nobody knows here.
  const unknownRows = file || (isOfPrograms(analysis) && held);
  const paired = analysis.paired !== false;
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
      text: held
        ? `the standard deviation over ${unit}s: how far a typical run lies from the mean${unknownRows ? '' : ', on these rows'}.`
        : `the standard deviation over everything that varies: how far a typical run lies from the mean. It includes the luck of the ${unit}${file ? '' : ', that is, of which rows are scored'}.`,
    },
    hasReruns(analysis)
      ? {
          anchor: 'sd-rerun',
          name: withinWords(analysis).sd,
          text: file
            ? `the same among runs that share their ${unit}.`
            : `the same among runs that share their ${unit}: same rows, other random numbers. This is what “train it again and you get something else” is about.`,
        }
      : undefined,
    {
      anchor: 'rerun-risk',
      name: file ? 'Two runs differ' : 'Rerun risk',
      text: `how often two ${file ? `runs of one variant${hasReruns(analysis) ? ` in one ${unit}` : ''}` : `reruns of one variant${held && unknownRows ? '' : ' on the same rows'}`} differ by ${breakable(noticeableGap(metric))} or more.`,
    },
    hasEpochs(analysis)
      ? {
          anchor: 'epochs',
          name: 'Epochs',
          text: 'how many times training went through its rows, on average, before it stopped: the cost of the variant.',
        }
      : undefined,
    {
      anchor: 'difference',
      name: 'Difference',
      text: `the variant’s mean minus the baseline’s, ${isByQuestion(analysis) ? 'compared question by question' : paired ? `compared ${unit} by ${unit}` : `each over ${unit}s of its own`}.${pointWords(analysis)}`,
    },
    hasNewRows(analysis)
      ? {
          anchor: 'new-rows',
          name: 'For new rows',
          text: 'where the difference would lie for tables of as many rows from the same source; splits of one table share its rows, so this interval is wider and more splits do not narrow it.',
        }
      : undefined,
    hasOverRows(analysis)
      ? {
          anchor: 'over-rows',
          name: 'New rows, these trained models',
          text: 'the difference for other rows of the same source, scored by the very models that were trained here. Trained on other rows they might differ, which the interval leaves out; no verdict reads it.',
        }
      : undefined,
    {
      anchor: 'variance-reduction',
      name: 'Variance reduction',
      text: `the share of the baseline’s ${hasReruns(analysis) ? (file ? '' : 'rerun ') : ''}variance (SD squared)${hasReruns(analysis) && file ? ` within one ${unit}` : ''} that the variant takes away; below zero, it adds variance.`,
    },
    {
      anchor: 'probability',
      name: 'P(variant wins)',
      text: `the chance that one run of the variant beats one run of the baseline ${held && unknownRows ? (paired ? 'on the same terms' : 'of any of them') : `on ${paired ? 'the same' : 'another'} ${held ? 'rows' : unit}`}; 50 % is a coin’s toss. Its interval, and that of ${file ? 'how often two runs differ' : 'the rerun risk'}, hold the true value at least ${percent} times in 100; those of the wrong winner, read where a winner is known, at least ${percent - 3} times.`,
    },
    {
      anchor: 'p-value',
      name: several ? 'p, Holm' : 'p',
      text: `how often a difference in the mean at least this large would come up if there were none${several ? '; raised by Holm’s rule for the number of comparisons' : ''}.`,
    },
    {
      anchor: 'verdict',
      name: 'Verdict',
      text: `“better” and “worse” where the interval excludes no difference, “perhaps by little” where it also reaches below what counts as small, “but small” where it lies wholly below; “no clear difference” where it lies inside what counts as small and includes zero; “too noisy” where it allows both none and a difference that counts; “not judged” with the reason. ${groundOfWords(analysis)}`,
    },
  ];
  return [...all, ...extraEntries(analysis)].filter((entry) => entry !== undefined);
}

/** Who counts right and wrong rows is known of our own counts; another's share may be a mean over classes or of anything else. */
function pointWords(analysis: Analysis): string {
  const { scale, role } = primaryMetric(analysis);
  if (tableOf(analysis.setup) !== undefined) return ' A point is one per cent of the rows scored.';
  if (scale !== 'share') return '';
  const counted = role === 'shareRight' && analysis.variants.every(({ output }) => output !== undefined);
  return counted ? ' A point is one per cent of the rows scored.' : ' A point is 0.01: from 60 % to 61 % is one.';
}

function groundOfWords(analysis: Analysis): string {
  if (hasNewRows(analysis) || tableOf(analysis.setup) !== undefined)
    return 'Without more it is said of new rows like these, where that interval says the same; else “on this table”.';
  const spread = groundOfAnalysis(analysis);
  const asked = isOverQuestions(analysis) ? analysis.comparisons[0]?.verdict.mean.about : undefined;
  const mean = asked ?? groundOfRanks(analysis);
  if (mean !== spread) return `Of the mean it is said “${groundWords(mean)}”, of steadiness “${groundWords(spread)}”.`;
  return `It is said “${groundWords(spread)}”: of runs like these, and of no other data.`;
}

/** The words of the sections that only some reports have. */
function extraEntries(analysis: Analysis): (Entry | undefined)[] {
  const { variants, sources, ensembles, ranking, choice } = analysis;
  const one = tableOf(analysis.setup) === undefined ? 'run' : 'net';
  const outputs = variants.some(({ output }) => output !== undefined);
  const classes = variants.every(({ output }) => output === undefined || output.zeroOneLoss !== undefined);
  const votes = variants.every(({ output }) => output === undefined || output.votes === true);
  const when = (shown: boolean, entry: Entry): Entry | undefined => (shown ? entry : undefined);
  return [
    when(ranking !== undefined, {
      anchor: 'group',
      name: 'Group',
      text: `variants that share a letter cannot be told apart by their means ${groundWords(groundOfRanks(analysis))}. A pair with the baseline has its letters from the comparison with it; all other pairs together are judged more strictly, at a fifth of its error. So at a level of 95 % some letters are wrong in at most 6 % of cases (5 % and 1 %).`,
    }),
    when(choice !== undefined, {
      anchor: 'winners-curse',
      name: 'Winner’s curse',
      text: `the best of several looks better than it is, because it was picked for looking good on these very ${unitWord(analysis)}s.`,
    }),
    when(outputs && classes, {
      anchor: 'churn',
      name: 'Churn',
      text: 'the share of the scored rows to which two reruns of one variant, trained on the same rows, give different answers.',
    }),
    when(outputs && !votes, {
      anchor: 'bias-variance',
      name: 'Bias² and variance',
      text: `the ${classes ? 'Brier score (squared distance of the predicted probabilities from the truth)' : 'squared error'} of a single ${one} is the error that the mean of all reruns makes (bias²) plus how far single ${one}s scatter around that mean (variance).`,
    }),
    when(outputs && classes, {
      anchor: 'zero-one',
      name: '0-1 loss, its parts',
      text: 'the share of wrong answers, after Domingos: the rows that most reruns get wrong (bias), plus the wrong answers of single reruns elsewhere (variance that harms), less their right answers among those rows (variance that helps). With more than two classes the parts do not add up exactly.',
    }),
    when(sources !== undefined, {
      anchor: 'alone',
      name: 'Alone',
      text: 'the share of the variance that goes with one source of randomness whatever the others are: the variance of the mean over all others (a first-order Sobol index).',
    }),
    when(sources !== undefined, {
      anchor: 'with-others',
      name: 'Alone and with others',
      text: 'the share of the variance that would go if this source were held and all others still varied as they do: what it does alone and in combinations (a total Sobol index).',
    }),
    when(sources !== undefined, {
      anchor: 'interaction',
      name: 'Interaction',
      text: 'the share that only combinations of sources make (a bad start that one split forgives and another does not): 100 % less all shares alone.',
    }),
    when(ensembles !== undefined && ensembles.worth.length > 0, {
      anchor: 'worth',
      name: 'Worth',
      text: `the number of plain ${one}s that one would have to average to score the same, or to be as steady; read off between the sizes that were tried.`,
    }),
  ];
}
