/**
 * The verdict where several variants meet one baseline: who is better, worse, alike or undecided, each by its
 * simultaneous interval. It never ranks variants against each other: no comparison here was made for that.
 */
import type { Analysis, Comparison, Verdict, Words } from '../../analysis/analysis.js';
import { describeDifference, describeSdRatio } from '../changes.js';
import { listedNames } from '../format.js';
import { baselineLabel, hasReruns, labelOf, primaryMetric } from '../reading.js';
import { capital } from '../sentence.js';
import type { Sentence, Tone } from '../sentence.js';

interface Ruling {
  readonly label: string;
  readonly verdict: Verdict;
}

interface Vocabulary {
  readonly better: string;
  readonly worse: string;
  readonly alike: string;
  readonly unsure: string;
  readonly undecided: string;
  readonly describe: (verdict: Verdict) => string;
  /** Larger is better for the variant. */
  readonly gain: (verdict: Verdict) => number;
}

/** Accuracy of all variants in one sentence, steadiness in another. */
export function describeGroups(analysis: Analysis): readonly Sentence[] {
  const metric = primaryMetric(analysis);
  const against = baselineLabel(analysis);
  const sign = metric.better === 'higher' ? 1 : -1;
  const spread = hasReruns(analysis) || analysis.unit === 'seed' ? 'run-to-run SD' : 'SD from split to split';
  return [
    sentence(
      rulings(analysis, ({ verdict }) => verdict.mean),
      {
        better: `better than ${against} in ${metric.label}`,
        worse: `worse than ${against} in ${metric.label}`,
        alike: `no clear difference in ${metric.label} from ${against}`,
        unsure: `too noisy to tell in ${metric.label}`,
        undecided: `no interval for ${metric.label}`,
        describe: ({ interval }) => `${metric.label} ${describeDifference(interval, { metric })}`,
        gain: ({ interval }) => sign * (interval.point ?? 0),
      },
    ),
    sentence(
      rulings(analysis, ({ verdict }) => verdict.steadiness),
      {
        better: `steadier than ${against}`,
        worse: `less steady than ${against}`,
        alike: `no clear difference in steadiness from ${against}`,
        unsure: 'too noisy to tell in steadiness',
        undecided: 'no interval for steadiness',
        describe: ({ interval }) => `${spread} ${describeSdRatio(interval)}`,
        gain: ({ interval }) => interval.point ?? 0,
      },
    ),
  ];
}

function rulings(analysis: Analysis, pick: (comparison: Comparison) => Verdict): readonly Ruling[] {
  return analysis.comparisons.map((comparison) => ({
    label: labelOf(analysis, comparison.variant),
    verdict: pick(comparison),
  }));
}

function sentence(all: readonly Ruling[], words: Vocabulary): Sentence {
  const among = (...wanted: readonly Words[]): readonly Ruling[] =>
    all.filter(({ verdict }) => wanted.includes(verdict.words));
  const groups: readonly { readonly title: string; readonly tone: Tone; readonly members: readonly Ruling[] }[] = [
    { title: words.better, tone: 'good', members: among('better', 'better but small') },
    { title: words.worse, tone: 'bad', members: among('worse', 'worse but small') },
    { title: words.alike, tone: 'flat', members: among('no clear difference') },
    { title: words.unsure, tone: 'unsure', members: among('too noisy') },
    { title: words.undecided, tone: 'unsure', members: among('undecided') },
  ];
  const [first, ...rest] = groups.filter(({ members }) => members.length > 0);
  if (first === undefined) return { head: 'Nothing to compare', tail: '.', tone: 'unsure' };
  const others = rest.map(({ title, members }) => `; ${title}: ${names(members, all)}`).join('');
  return {
    head: capital(first.title),
    tail: `: ${names(first.members, all)}${largest(first, words)}${others}.`,
    tone: first.tone,
  };
}

/** Names in the experiment's order; those whose difference is real but small are named once more. */
function names(members: readonly Ruling[], all: readonly Ruling[]): string {
  const everyone = members.length === all.length && members.length > 3;
  const small = members.filter(({ verdict }) => verdict.words.endsWith('small')).map(({ label }) => label);
  const said = everyone ? `all ${members.length} variants` : listedNames(members.map(({ label }) => label));
  if (small.length === 0) return said;
  return `${said} (only slightly${small.length === members.length ? '' : `: ${listedNames(small)}`})`;
}

function largest(
  { tone, members }: { readonly tone: Tone; readonly members: readonly Ruling[] },
  words: Vocabulary,
): string {
  if (tone !== 'good' && tone !== 'bad') return '';
  const sign = tone === 'good' ? 1 : -1;
  const [first, ...rest] = members;
  if (first === undefined) return '';
  const top = rest.reduce(
    (best, next) => (sign * words.gain(next.verdict) > sign * words.gain(best.verdict) ? next : best),
    first,
  );
  return members.length === 1
    ? ` (${nested(words.describe(top.verdict))})`
    : ` (most with ${top.label}: ${nested(words.describe(top.verdict))})`;
}

/** A text with brackets, put inside brackets. */
function nested(text: string): string {
  return text.replace(/ \((.*)\)$/, ', $1');
}
