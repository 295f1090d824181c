/** What a report on scores from a file says, in the words and numbers that a reader meets side by side. */
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../../src/analysis/analysis.js';
import { streamKey, uniforms } from '../../../src/base/streams.js';
import { renderReport } from '../../../src/report/render/report-files.js';
import { ofScores } from '../made-kinds.js';

interface Made {
  readonly variants: readonly string[];
  readonly sets?: number;
  readonly runs: number;
  readonly repeat?: (variant: string, run: number) => string;
  readonly without?: RegExp;
}

/** Each variant a point better than the one before, with luck of a few points. */
function table({ variants, sets = 1, runs, repeat = (_, run) => `${run}`, without = /^-/ }: Made): string {
  const noise = uniforms(streamKey('words of given scores', 1));
  const lines = variants.flatMap((name, v) =>
    Array.from({ length: sets }, (_one, d) =>
      Array.from({ length: runs }, (_two, run) => {
        const score = 0.5 + 0.4 * (d / sets) + v * 0.01 + 0.03 * noise() + (d === 0 ? v * 0.03 : 0);
        return `${name},${sets === 1 ? '' : `set ${d},`}${repeat(name, run)},${score.toFixed(4)}`;
      }),
    ).flat(),
  );
  return [
    `model,${sets === 1 ? '' : 'dataset,'}seed,accuracy`,
    ...lines.filter((line) => !without.test(line)),
    '',
  ].join('\n');
}

const files = (analysis: Analysis): Readonly<Record<string, string>> => renderReport(analysis).files;
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

/** The p-values of the first metric, by variant: of the comparison, and of the answer over data sets or runs. */
function pairsOfP({ comparisons, given }: Analysis): readonly (readonly (number | null | undefined)[])[] {
  const [metric] = given!.metrics;
  return comparisons.map(({ variant, metrics }) => {
    const own = metric!.comparisons.find((each) => each.variant === variant)!;
    const { pValue, pHolm } = metrics[metric!.name]!;
    return [pValue, pHolm, own.main?.p ?? own.contrasts[0]?.p, own.pHolm];
  });
}

describe('p-values', () => {
  it.each([
    ['over 24 data sets', { variants: ['a', 'b', 'c', 'd'], sets: 24, runs: 3 }],
    ['over 9 data sets', { variants: ['a', 'b', 'c'], sets: 9, runs: 3 }],
    [
      'of runs that nothing pairs',
      { variants: ['a', 'b', 'c'], runs: 7, repeat: (v: string, i: number) => `${v}${i}` },
    ],
  ])('%s are the same in both tables, and an adjusted one never lies below the single one', async (_, made) => {
    for (const [pValue, pHolm, own, ownHolm] of pairsOfP(await ofScores(table(made)))) {
      expect(pValue).not.toBeNull();
      expect([pValue, pHolm]).toEqual([own, ownHolm]);
      expect(pHolm!).toBeGreaterThanOrEqual(pValue!);
    }
  });

  it('of one comparison have no column of Holm’s, those of two have', async () => {
    const headings = async (variants: readonly string[], sets: number): Promise<string> => {
      const text = files(await ofScores(table({ variants, sets, runs: 5 })))['report.md']!;
      return text
        .split('\n')
        .filter((line) => line.startsWith('| variant | ') || line.startsWith('| first | '))
        .join('\n');
    };
    for (const sets of [1, 9]) {
      expect(await headings(['a', 'b'], sets)).not.toContain('Holm');
      expect(await headings(['a', 'b', 'c'], sets)).toContain('| Holm |');
    }
  });
});

describe('a report on runs that nothing pairs', () => {
  it('gives the share of pairs in per cent, as P(variant wins) beside it', async () => {
    const text = plain(
      files(await ofScores(table({ variants: ['a', 'b'], runs: 7, repeat: (v, i) => `${v}${i}` })))['report.md']!,
    );
    expect(text).toMatch(/\| a run is higher \| SD ratio \|\n.*\n\| b \| [^|]* \| [^|]* \| \d+ % \|/);
  });
});

describe('a report on several data sets', () => {
  it('says how many runs each has: one number where all have as many', async () => {
    const words = async (without?: RegExp): Promise<string> =>
      plain(
        files(await ofScores(table({ variants: ['a', 'b'], sets: 9, runs: 4, ...(without && { without }) })))[
          'report.md'
        ]!,
      );
    expect(await words()).toContain('9 data sets, 4 seeds each, read from a file');
    expect(await words(/^b,set 3,2/)).toContain('9 data sets, up to 4 seeds each, read from a file');
    const one = table({ variants: ['a', 'b'], runs: 7, repeat: (v, i) => `${v}${i}`, without: /^b,b[56]/ });
    expect(plain(files(await ofScores(one))['report.md']!)).toContain('5 to 7 seeds each, read from a file');
  });

  it('names the level in the figure of data sets', async () => {
    const { 'figures/data-sets.svg': svg } = files(await ofScores(table({ variants: ['a', 'b'], sets: 9, runs: 4 })));
    expect(plain(svg!)).toContain('>95 % CI, each on its own<');
  });

  it('says why the best has another mean where it is chosen than among the variants', async () => {
    const text = async (without?: RegExp): Promise<string> =>
      plain(
        files(await ofScores(table({ variants: ['a', 'b', 'c', 'd'], sets: 9, runs: 4, ...(without && { without }) })))[
          'report.md'
        ]!,
      );
    expect(await text()).not.toContain('in which all variants have a score');
    expect(await text(/^a,set 3,/)).toContain(
      'By the 8 data sets in which all variants have a score; the table of variants counts all 9 of d, so that its mean may differ.',
    );
  });

  it('calls a small difference on these data sets what every other sentence calls it', async () => {
    const analysis = await ofScores(table({ variants: ['a', 'b'], sets: 9, runs: 6 }));
    const [metric] = analysis.given!.metrics;
    const [own] = metric!.comparisons;
    const these = { ...own!.main!.these!, words: 'better but small' } as const;
    const given = {
      ...analysis.given!,
      metrics: [{ ...metric!, comparisons: [{ ...own!, main: { ...own!.main!, these } }] }],
    };
    const text = files({ ...analysis, given })['report.md']!;
    expect(text).toContain('**On these 9 data sets alone, b: better, but the difference is small**');
  });
});
