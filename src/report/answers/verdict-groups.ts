/**
 * The verdict where several variants meet one baseline: who is better, worse, alike or undecided, each by its
 * simultaneous interval. It never ranks variants against each other: no comparison here was made for that.
 */
import type { Analysis, Comparison, Verdict } from '../../analysis/analysis.js';
import { leadOf } from '../../stats/index.js';
import { describeDifference, describeSdRatio, trimStop } from '../changes.js';
import { atOnce, listedNames } from '../format.js';
import { baselineLabel, hasReruns, labelOf, primaryMetric } from '../reading.js';
import { capital, uncapital } from '../sentence.js';
import type { Sentence, Tone } from '../sentence.js';
import { overBlocks, groundOf } from './ground.js';
import { unitWord } from '../../question/words.js';

interface Ruling {
  readonly label: string;
  readonly verdict: Verdict;
}

interface Vocabulary {
  readonly of: 'mean' | 'steadiness';
  readonly better: string;
  readonly worse: string;
  readonly alike: string;
  readonly unsure: string;
  readonly notJudged: string;
  readonly describe: (verdict: Verdict) => string;
  /** Larger is better for the variant. */
  readonly gain: (verdict: Verdict) => number;
}

/** The means of all variants in one sentence, steadiness in another. */
export function describeGroups(analysis: Analysis): readonly Sentence[] {
  const metric = primaryMetric(analysis);
  const against = baselineLabel(analysis);
  const sign = metric.better === 'higher' ? 1 : -1;
  const spread =
    hasReruns(analysis) || analysis.unit === 'seed'
      ? 'run-to-run SD'
      : `SD from ${unitWord(analysis)} to ${unitWord(analysis)}`;
  const means = sentence(
    analysis,
    rulings(analysis, ({ verdict }) => verdict.mean),
    {
      of: 'mean',
      better: `better than ${against} in mean ${metric.label}`,
      worse: `worse than ${against} in mean ${metric.label}`,
      alike: `no clear difference in mean ${metric.label} from ${against}`,
      unsure: `too noisy to tell in mean ${metric.label}`,
      notJudged: `not judged in mean ${metric.label}`,
      describe: ({ interval }) => `mean ${metric.label} ${describeDifference(interval, { metric })}`,
      gain: ({ interval }) => sign * (interval.point ?? 0),
    },
  );
  // A single run each shows no spread between runs.
  if (analysis.splits * analysis.seeds < 2) return [means];
  return [
    means,
    sentence(
      analysis,
      rulings(analysis, ({ verdict }) => verdict.steadiness),
      {
        of: 'steadiness',
        better: `steadier than ${against}`,
        worse: `less steady than ${against}`,
        alike: `no clear difference in steadiness from ${against}`,
        unsure: 'too noisy to tell in steadiness',
        notJudged: 'not judged in steadiness',
        describe: ({ interval }) => `${spread} of ${metric.label} ${describeSdRatio(interval)}`,
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

interface Group {
  readonly title: string;
  readonly tone: Tone;
  readonly members: readonly Ruling[];
}

function sentence(analysis: Analysis, all: readonly Ruling[], words: Vocabulary): Sentence {
  const [first, ...rest] = groupsOf(all, words) as [Group, ...Group[]];
  const others = rest.map((group) => `; ${group.title}: ${names(group.members, all)}${reason(group)}`).join('');
  return {
    head: capital(first.title),
    tail: `: ${names(first.members, all, largest(first, words))}${reason(first)}${others}. ${capital(overBlocks(analysis, analysis.comparisons, { of: words.of }))}, ${atOnce(all.length)}.`,
    tone: first.tone,
  };
}

/** By what is said and of whom: what holds for new rows stands before what holds on this table alone. */
function groupsOf(all: readonly Ruling[], words: Vocabulary): readonly Group[] {
  const kinds: readonly (readonly [string, Tone, (verdict: Verdict) => boolean])[] = [
    [words.better, 'good', (verdict) => leadOf(verdict) > 0],
    [words.worse, 'bad', (verdict) => leadOf(verdict) < 0],
    [words.alike, 'flat', (verdict) => verdict.words === 'no clear difference'],
    [words.unsure, 'unsure', (verdict) => verdict.words === 'too noisy'],
    [words.notJudged, 'unsure', (verdict) => verdict.words === 'not judged'],
  ];
  return kinds.flatMap(([title, tone, belongs]) => {
    const members = all.filter(({ verdict }) => belongs(verdict));
    const kindOf = ({ verdict }: Ruling): string => `${groundWords(verdict)} ${whyNot(verdict)}`;
    const different = [...new Set(members.map(kindOf))].sort((a, b) => a.length - b.length);
    return different.map((kind) => {
      const alike = members.filter((member) => kindOf(member) === kind);
      return { title: `${title}${groundWords(alike[0]!.verdict)}`, tone, members: alike };
    });
  });
}

/** Why a verdict is not given; nothing where it is. */
function whyNot({ words, reason: own, interval }: Verdict): string {
  return words === 'not judged' ? (own ?? interval.reason ?? '') : '';
}

/** The same, behind the names of those who have it in common. */
function reason({ members: [first] }: Group): string {
  const why = whyNot(first!.verdict);
  return why === '' ? '' : ` (${uncapital(trimStop(why))})`;
}

function groundWords(verdict: Verdict): string {
  const ground = groundOf(verdict);
  return ground !== '' && verdict.newRows === 'cannot be told'
    ? `${ground} (for new rows like these it cannot be told)`
    : ground;
}

/** Names in the experiment's order; in brackets, whose difference is or may be small, and what else is said of them. */
function names(members: readonly Ruling[], all: readonly Ruling[], more: readonly string[] = []): string {
  const everyone = members.length === all.length && members.length > 3;
  const said = everyone ? `all ${members.length} variants` : listedNames(members.map(({ label }) => label));
  const sizes = (['but small', 'by little'] as const).flatMap((end) => {
    const few = members.filter(({ verdict }) => verdict.words.endsWith(end)).map(({ label }) => label);
    if (few.length === 0) return [];
    const size = end === 'but small' ? 'but the difference is small' : 'perhaps by little';
    return [few.length === members.length ? size : `${size}: ${listedNames(few)}`];
  });
  const notes = [...sizes, ...more];
  return notes.length === 0 ? said : `${said} (${notes.join('; ')})`;
}

/** The largest change of those that are better or worse; nothing of others. */
function largest({ tone, members }: Group, words: Vocabulary): readonly string[] {
  if (tone !== 'good' && tone !== 'bad') return [];
  const sign = tone === 'good' ? 1 : -1;
  const top = members.reduce((best, next) =>
    sign * words.gain(next.verdict) > sign * words.gain(best.verdict) ? next : best,
  );
  const change = nested(words.describe(top.verdict));
  return [members.length === 1 ? change : `most with ${top.label}: ${change}`];
}

/** A text with brackets, put inside brackets. */
function nested(text: string): string {
  return text.replace(/ \((.*)\)$/, ', $1');
}
