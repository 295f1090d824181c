import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/analysis/analysis.js';
import { renderReport } from '../../src/report/render/report-files.js';
import { estimate, madeAnalysis, TWO } from './made-analysis.js';
import type { MadeOptions, MadeVariant } from './made-analysis.js';
import { alongWidths, heldRows, withChoice, withEnsembles, withOutput, withSources } from './made-side-answers.js';
import { tagsOf } from './svg-tags.js';

const RATES: readonly MadeVariant[] = [0, 0.2, 0.5, 0.8].map((at) => ({
  name: `rate ${at}`,
  at,
  axis: 'dropout rate',
  mean: 0.67 + at / 50,
  rerunSd: 0.013 - at / 100,
}));
const HOSTILE = `<script>](http://x)|\n# "&' \u001b[1m`;
const DESIGNS: readonly (readonly [string, MadeOptions])[] = [
  ['two variants', {}],
  ['one seed a split', { seeds: 1, made: false }],
  ['a held split', { splits: 1, seeds: 12, unit: 'seed' }],
  ['a number target', { task: 'regression', made: false }],
  ['a trace', { variants: RATES }],
  ['failed runs', { variants: [TWO[0]!, { ...TWO[1]!, failed: 7 }] }],
  [
    'the course’s bootstrap',
    { seeds: 1, protocol: { kind: 'courseBootstrap', splits: 20, seeds: 1, test: 0.1, stratified: true } },
  ],
  [
    'k-fold',
    { unit: 'repeat', protocol: { kind: 'kFold', folds: 5, splits: 20, seeds: 5, validation: 0, stratified: true } },
  ],
  ['hostile names', { variants: [TWO[0]!, { ...TWO[1]!, name: HOSTILE, label: HOSTILE }], question: HOSTILE }],
  [
    'names of prototypes',
    {
      variants: [
        { ...TWO[0]!, name: '__proto__' },
        { ...TWO[1]!, name: 'constructor' },
      ],
    },
  ],
  [
    'nine variants',
    { variants: Array.from({ length: 9 }, (_, i) => ({ name: `v${i}`, mean: 0.66 + i / 500, rerunSd: 0.012 })) },
  ],
];

const EXTRAS: readonly (readonly [string, Analysis])[] = [
  ['sources', withSources({ split: 0.5, init: 0.25, order: 0.1, mask: 0.05 })],
  ['ensembles', withEnsembles([3.2, 2.1, 'more'])],
  ['a choice with bands', withChoice(0.44)],
  ['widths, each with its baseline', alongWidths([0, 0.03, 0.05])],
  ['predictions', withOutput([0.11, 0.09], 0.008)],
  ['held rows', heldRows()],
];

const page = (analysis: Analysis): string =>
  (renderReport(analysis).files['report.md'] ?? '').replaceAll('\u00a0', ' ');

describe.each([...DESIGNS.map(([name, options]) => [name, madeAnalysis(options)] as const), ...EXTRAS])(
  'a report on %s',
  (_, analysis) => {
    const { files } = renderReport(analysis);

    it('holds no NaN, undefined, null or object anywhere a reader looks', () => {
      const { 'summary.json': _json, ...texts } = files;
      for (const text of Object.values(texts)) expect(text).not.toMatch(/NaN|undefined|\bnull\b|\[object|Infinity/);
    });

    it('shows every figure that it makes, and no other', () => {
      const shown = [...(files['report.md'] ?? '').matchAll(/\]\((figures\/[^)]+)\)/g)].map(([, path]) => path).sort();
      expect(shown).toEqual(
        Object.keys(files)
          .filter((path) => path.endsWith('.svg'))
          .sort(),
      );
      expect(shown.length).toBeGreaterThan(1);
    });

    it('draws well-formed SVG with title, description and role', () => {
      for (const [path, svg] of Object.entries(files).filter(([name]) => name.endsWith('.svg'))) {
        const tags = tagsOf(svg);
        expect(tags.unbalanced, path).toEqual([]);
        expect(tags.names).toEqual(expect.arrayContaining(['svg', 'title', 'desc', 'style']));
        expect(tags.names).not.toContain('script');
        expect(svg).toContain('role="img"');
        expect(svg).not.toMatch(/="[^"]*\d\.\d{3,}/);
      }
    });

    it('has tables whose rows all have as many cells as their heading', () => {
      const lines = (files['report.md'] ?? '').split('\n').filter((line) => line.startsWith('|'));
      const cells = lines.map((line) => line.split(/(?<!\\)\|/).length);
      lines.forEach((line, i) => {
        if (i > 0 && !/^\|:?-/.test(lines[i + 1] ?? '') && !/^\|:?-/.test(line))
          expect(cells[i], line).toBe(cells[i - 1]);
      });
    });

    it('links its headings to words that its glossary holds', () => {
      const text = files['report.md'] ?? '';
      for (const [, anchor] of text.matchAll(/\]\(#([a-z-]+)\)/g))
        expect(text).toContain(`<a name="${anchor ?? ''}"></a>`);
    });

    it('gives the same bytes from an equal analysis', () => {
      expect(renderReport(structuredClone(analysis)).files).toEqual(files);
    });
  },
);

describe('report.md', () => {
  it('opens with the question, that the data are made, and the verdict', () => {
    expect(
      page(madeAnalysis())
        .split('\n\n')
        .slice(0, 4)
        .map((block) => block.slice(0, 24)),
    ).toEqual([
      '# Does dropout steady th',
      '> [!NOTE]\n> **The data a',
      '**dropout .5 is better, ',
      '**It is steadier on this',
    ]);
  });

  it('says nothing of made data on a table that was measured', () => {
    expect(page(madeAnalysis({ made: false }))).not.toContain('are made');
  });

  it('marks the course’s bootstrap as flattering on its first screen', () => {
    const protocol = { kind: 'courseBootstrap', splits: 20, seeds: 1, test: 0.1, stratified: true } as const;
    expect(page(madeAnalysis({ seeds: 1, protocol })).slice(0, 900)).toContain('This protocol flatters');
  });

  it('marks a report with missing runs as incomplete', () => {
    const analysis = madeAnalysis();
    expect(page({ ...analysis, runs: { ...analysis.runs, missing: 3 } })).toContain(
      '**Incomplete.** 3 of 200 runs are missing',
    );
  });

  it('shows failed runs as k/n', () => {
    expect(page(madeAnalysis({ variants: [TWO[0]!, { ...TWO[1]!, failed: 7 }] }))).toContain('| 93/100 |');
  });

  it('shows an undefined estimate as a dash with its reason in a note', () => {
    const text = page(withoutRatio(madeAnalysis()));
    expect(text).toContain('– <sup>1</sup>');
    expect(text).toContain('<sup>1</sup> All runs of the variant are equal.');
  });

  it('lists each warning with its remedy', () => {
    const warnings = [{ text: 'Only 4 splits.', remedy: 'Raise --splits.' }];
    expect(page({ ...madeAnalysis(), warnings })).toContain('- **Only 4 splits.** Raise --splits.');
  });

  it('says for what the intervals hold', () => {
    expect(page(madeAnalysis())).toContain('**Conditional on this table** (2,000 rows)');
    expect(page(madeAnalysis({ splits: 1, seeds: 12, unit: 'seed' }))).toContain('these rows and folds');
  });

  it('lets no name out of its place', () => {
    const text = page(
      madeAnalysis({ variants: [TWO[0]!, { ...TWO[1]!, name: HOSTILE, label: HOSTILE }], question: HOSTILE }),
    );
    expect(text).not.toMatch(/(?<!\\)<script/);
    expect(text).not.toMatch(/(?<!\\)\]\(http/);
    expect(text.split('\n').filter((line) => /^# /.test(line))).toHaveLength(1);
  });
});

describe('what only some reports have', () => {
  it.each([
    [0, '## Where the spread comes from', 'sources.svg', 'none by construction'],
    [1, '## Ensembles', 'ensembles.svg', '100 masks averaged'],
    [2, '## Choosing one', 'choice.svg', 'winner’s curse'],
    [3, '## Compared with its baseline', 'gain.svg', 'pays from 100 on'],
    [4, '## Predictions', 'loss-parts.svg', '9.0 %'],
    [5, '## What two runs can say', 'runs.svg', 'from 0.45 to 32 times'],
  ])('section %i is there with its heading, figure and figures in words', (i, heading, figure, words) => {
    const text = page(EXTRAS[i]![1]);
    expect(text.split('\n')).toContain(heading);
    expect(text).toContain(`](figures/${figure})`);
    expect(text).toContain(words);
    expect(page(madeAnalysis({ seeds: 1 })).split('\n')).not.toContain(heading);
  });

  it('shows the group of each variant where there is a ranking', () => {
    const text = page(withChoice(0.44));
    expect(text).toContain('| variant | [group](#group) |');
    expect(text).toMatch(/\| \*\*0\.8\*\* \| c \|/);
  });

  it('draws a band that holds for all places at once, of one series', () => {
    expect(renderReport(withChoice(0.44)).files['figures/trace.svg']).toContain('class="area"');
    expect(renderReport(alongWidths([0, 0, 0])).files['figures/trace.svg']).not.toContain('class="area"');
  });

  it('puts the pictures of the masks on the page, and leaves the heading out without them', () => {
    const masks = [{ is: 'figure', kind: 'masks', path: 'figures/masks.svg', svg: '<svg/>', alt: 'masks' }] as const;
    const { files } = renderReport(madeAnalysis(), { masks });
    expect(files['report.md']).toContain('## The masks\n\n![masks](figures/masks.svg)\n\n##');
    expect(files['figures/masks.svg']).toBe('<svg/>');
    expect(page(madeAnalysis())).not.toContain('## The masks');
  });
});

describe('golden files', () => {
  it.each(Object.keys(renderReport(madeAnalysis()).files))('%s of two variants', async (path) => {
    await expect(renderReport(madeAnalysis()).files[path]).toMatchFileSnapshot(`../golden/report/two/${path}`);
  });

  it.each([
    [0, 'sources'],
    [1, 'ensembles'],
    [2, 'choice'],
    [2, 'trace'],
    [3, 'gain'],
    [4, 'loss-parts'],
  ])('analysis %i, %s.svg', async (i, name) => {
    const svg = renderReport(EXTRAS[i]![1]).files[`figures/${name}.svg`];
    await expect(svg).toMatchFileSnapshot(`../golden/report/side-answers/${name}.svg`);
  });

  it.each(['report.md', 'figures/trace.svg', 'figures/forest.svg'])('%s of a trace', async (path) => {
    await expect(renderReport(madeAnalysis({ variants: RATES })).files[path]).toMatchFileSnapshot(
      `../golden/report/trace/${path}`,
    );
  });
});

/** The analysis with a rerun ratio that is not defined. */
function withoutRatio(analysis: Analysis): Analysis {
  const none = { ...estimate(null, 0), reason: 'All runs of the variant are equal.' };
  const comparisons = analysis.comparisons.map((comparison) => {
    const accuracy = { ...comparison.metrics.accuracy!, sdRatioRerun: none };
    return { ...comparison, metrics: { ...comparison.metrics, accuracy } };
  });
  return { ...analysis, comparisons };
}

/** What a reader meets before anything is unfolded: words of the text, without marks, addresses and pictures. */
function wordsBeforeFolds(markdown: string): number {
  const shown = markdown
    .replaceAll('\u00a0', ' ')
    .replace(/<details>.*?<\/details>/gs, '')
    .replace(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replace(/\]\([^)]*\)/g, ']');
  return shown.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word)).length;
}

describe('a report of many variants', () => {
  const variants = Array.from({ length: 15 }, (_, i) => ({
    name: `v${i}`,
    label: `layers ${i + 1}`,
    mean: 0.66 + (i % 7) / 300,
    rerunSd: 0.009 + (i % 4) / 1000,
  }));

  it('is read in 1,500 words before the folds with 15 variants', () => {
    const text = renderReport(madeAnalysis({ variants })).files['report.md'] ?? '';
    expect(text.match(/layers 9/g)!.length).toBeGreaterThan(5);
    expect(wordsBeforeFolds(text)).toBeLessThanOrEqual(1500);
  });

  it('folds what is looked up: methods, set-up, glossary, how to make it again', () => {
    const text = page(madeAnalysis({ variants }));
    for (const heading of ['What the intervals rest on', 'Set-up', 'Make it again', 'Words'])
      expect(text).toContain(`<details>\n<summary><strong>${heading}</strong></summary>`);
  });

  it('gives other metrics a row each: the variants side by side where there are two, one below the other where there are more', () => {
    const rows = (analysis: Analysis): readonly string[] =>
      page(analysis)
        .split('\n')
        .filter((line) => /^\| (balanced accuracy|log loss)/.test(line));
    expect(rows(madeAnalysis())).toHaveLength(2);
    expect(rows(madeAnalysis({ variants }))).toHaveLength(30);
    expect(Math.max(...rows(madeAnalysis({ variants })).map((row) => row.split('|').length - 2))).toBe(5);
  });
});

describe('the forest plot', () => {
  it('puts a steadier variant left of no change, where its label has a minus', () => {
    const { files } = renderReport(madeAnalysis());
    const svg = (files['figures/forest.svg'] ?? '').replaceAll('\u00a0', ' ');
    const zero = [...svg.matchAll(/<line x1="([\d.]+)"[^>]*class="zero"/g)].map(([, x]) => Number(x)).at(-1)!;
    const steadier = [...svg.matchAll(/<circle cx="([\d.]+)"/g)].map(([, x]) => Number(x)).at(-2)!;
    expect(svg).toMatch(/>\u2212\d+ % \(/);
    expect(steadier).toBeLessThan(zero);
    expect(svg).toContain('(← steadier)');
  });
});
