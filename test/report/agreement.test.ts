/** One verdict, said alike wherever it is read: report, first screen, page of results, summary. Kind by kind, judged for real. */
import { describe, expect, it } from 'vitest';
import { analyseRuns } from '../../src/library/analyse-runs.js';
import type { GivenRun, RunsQuestion } from '../../src/library/analyse-runs.js';
import type { Analysis, Verdict } from '../../src/analysis/analysis.js';
import { frontPage } from '../../src/report/front-page.js';
import { renderMarkdown } from '../../src/report/render/markdown.js';
import { summaryJson } from '../../src/report/render/summary.js';
import { renderTerminal } from '../../src/report/render/terminal.js';
import { reportPage } from '../../src/report/report.js';
import { screenPage } from '../../src/report/screen.js';

/** The same numbers at every start, between −1 and 1, nearly normal. */
function luck(seed: number): () => number {
  let state = seed;
  const next = (): number => (state = (state * 16807) % 2147483647) / 2147483647;
  return () => (next() + next() + next() + next() - 2) / 1.2;
}

interface Made {
  readonly splits: number;
  readonly seeds?: number;
  readonly leads?: readonly number[];
  readonly spread?: number;
  readonly noise?: number;
  /** What becomes of a score of the variant; undefined where it fails. */
  readonly bend?: (score: number, split: number) => number | undefined;
}

function made(
  { splits, seeds = 1, leads = [0], spread = 0.02, noise = 0.02, bend = (score) => score }: Made,
  asked: Partial<RunsQuestion> = {},
): Analysis {
  const next = luck(11);
  const runs = Array.from({ length: splits }, (_, split) => split).flatMap((split): GivenRun[] => {
    const level = 0.8 + spread * next();
    return ['plain', ...leads.map((_, i) => `v${i}`)].flatMap((variant, at) =>
      Array.from({ length: seeds }, (_, seed): GivenRun => {
        const score = level + (at === 0 ? 0 : leads[at - 1]!) + noise * next();
        const value = at === 0 ? score : bend(score, split);
        const outcome = value === undefined ? { failed: 'diverged' } : { metrics: { accuracy: value } };
        return { variant, split, seed, ...outcome };
      }),
    );
  });
  return analyseRuns(runs, { metrics: ['accuracy'], ...asked });
}

/** Kind → analysis, and the words that the verdict on the mean must come to. */
const KINDS: Readonly<Record<string, readonly [Analysis, RegExp]>> = {
  'two splits': [made({ splits: 2, leads: [0.3] }), /^not judged$/],
  'no spread at all': [made({ splits: 8, leads: [0.1], spread: 0, noise: 0 }), /^not judged$/],
  'a clear lead, new rows too': [made({ splits: 30, leads: [0.1] }, { testToTrain: 0.25 }), /^better$/],
  'a lead on these scores alone': [made({ splits: 40, leads: [0.008] }, { testToTrain: 1 }), /^better/],
  behind: [made({ splits: 12, leads: [-0.1] }), /^worse$/],
  nothing: [made({ splits: 12 }), /^too noisy$/],
  'nothing that counts': [made({ splits: 12 }, { thresholds: { accuracy: 20 } }), /^no clear difference$/],
  'a family': [made({ splits: 12, seeds: 3, leads: [0.1, 0, -0.1] }), /^(better|too noisy|worse)$/],
  'far outside, and the median agrees': [
    made({ splits: 30, leads: [0.05], bend: (score, split) => (split % 10 === 0 ? score + 0.15 : score) }),
    /^better/,
  ],
  'its worst runs fail': [
    made({ splits: 12, seeds: 4, spread: 0.005, noise: 0.06, bend: (score) => (score < 0.8 ? undefined : score) }),
    /^not judged$/,
  ],
};

const LEADS: Readonly<Record<string, RegExp>> = {
  better: /better|lead/i,
  worse: /worse|behind|below/i,
  'too noisy': /too noisy/i,
  'no clear difference': /no clear difference/i,
  'not judged': /not judged/i,
};

const headOf = ({ words }: Pick<Verdict, 'words'>): string => words.split(/ but |, /)[0]!;
const flat = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('*', '');

describe.each(Object.entries(KINDS))('%s', (_kind, [analysis, words]) => {
  const report = renderMarkdown(reportPage(analysis));
  const screen = renderTerminal(screenPage(analysis), { colour: false, columns: 100 });
  const front = renderMarkdown(frontPage([{ folder: 'made', analysis }]));
  const summary = JSON.parse(summaryJson(analysis)) as {
    comparisons: Record<string, { verdict: Record<'mean' | 'steadiness', Verdict> }>;
  };

  it('is judged as it must be', () => {
    for (const { verdict } of analysis.comparisons) expect(verdict.mean.words).toMatch(words);
  });

  it('reads alike in report, first screen, page of results and summary', () => {
    for (const { variant, verdict } of analysis.comparisons) {
      for (const of of ['mean', 'steadiness'] as const) {
        const { words: said, reason } = summary.comparisons[variant]!.verdict[of];
        expect(said).toBe(verdict[of].words);
        expect(reason).toBe(verdict[of].reason);
        const row = report
          .split('\n')
          .find((line) => line.includes(`**${variant}**`) && line.includes('steadiness: '))!;
        expect(row).toContain(`${of === 'mean' ? 'accuracy' : 'steadiness'}: ${said}`);
        const head = headOf(verdict[of]);
        const told = of === 'steadiness' && /better|worse/.test(head) ? /stead/i : LEADS[head]!;
        for (const text of [report, screen, front]) expect(flat(text)).toMatch(told);
      }
    }
  });

  it('says why where nothing is judged, in the report and on the first screen', () => {
    for (const { verdict } of analysis.comparisons) {
      for (const { words: said, reason, interval } of [verdict.mean, verdict.steadiness]) {
        if (said !== 'not judged') continue;
        const why = (reason ?? interval.reason)!.replace(/\.$/, '').slice(1);
        for (const text of [report, screen]) expect(flat(text)).toContain(flat(why));
      }
    }
  });

  it('calls nothing better, worse or steady where nothing is said to lead', () => {
    const leads = analysis.comparisons.flatMap(({ verdict }) => [verdict.mean, verdict.steadiness]);
    if (leads.some(({ words: said }) => /better|worse/.test(said))) return;
    const [first = '', second = ''] = front.split('\n\n').filter((part) => part.startsWith('**'));
    expect(`${first} ${second}`).not.toMatch(/\b(is|are) (better|worse|steadier|less steady)\b(?!\?)(?<!whether .*)/);
  });
});
