import { describe, expect, it } from 'vitest';
import { figuresOf, section } from '../../src/report/page.js';
import type { Line, Part, Span } from '../../src/report/page.js';
import { reportPage } from '../../src/report/report.js';
import { choiceSection } from '../../src/report/sections/choice.js';
import { comparisonsSection } from '../../src/report/sections/comparisons.js';
import { conditionsSection } from '../../src/report/sections/conditions.js';
import { ensemblesSection } from '../../src/report/sections/ensembles.js';
import { glossarySection } from '../../src/report/sections/glossary.js';
import { predictionsSection } from '../../src/report/sections/predictions.js';
import { reproduceSection } from '../../src/report/sections/reproduce.js';
import { rerunsSection } from '../../src/report/sections/reruns.js';
import { setupSection } from '../../src/report/sections/set-up.js';
import { sourcesSection } from '../../src/report/sections/sources.js';
import { variantsSection } from '../../src/report/sections/variants.js';
import { screenPage } from '../../src/report/screen.js';
import { COMMITTED, committedAnalysis } from './committed.js';
import { madeAnalysis, TWO } from './made-analysis.js';
import { heldRows, withChoice, withEnsembles, withOutput, withSources } from './made-side-answers.js';
import { lineText, outline, partOutline } from './outline.js';

const warned = { ...madeAnalysis(), warnings: [{ text: 'Only 4 splits.', remedy: 'Raise --splits.' }] };
const PAGES = [
  reportPage(warned),
  reportPage(madeAnalysis({ task: 'regression', made: false })),
  reportPage(withSources({ split: 0.5, init: 0.25, order: 0.1, mask: 0.05 })),
  reportPage(withEnsembles([3.2, 2.1, 'more'])),
  reportPage(withChoice(0.44)),
  reportPage(withOutput([0.11, 0.09], 0.008)),
  reportPage(heldRows()),
  reportPage(madeAnalysis({ seeds: 1 })),
  ...COMMITTED.map((folder) => {
    const { analysis, equivalence } = committedAnalysis(folder);
    return reportPage(analysis, { equivalence });
  }),
  screenPage(warned),
];

/** Every part, those of sections after their section. */
function allParts(parts: readonly Part[]): readonly Part[] {
  return parts.flatMap((part) => (part.is === 'section' ? [part, ...allParts(part.parts)] : [part]));
}

function linesOf(part: Part): readonly Line[] {
  switch (part.is) {
    case 'paragraph':
    case 'alert':
      return [part.line];
    case 'list':
      return part.items;
    case 'section':
      return [part.heading];
    case 'table':
      return [
        ...part.columns.map(({ heading }) => heading),
        ...part.rows.flat().flatMap((cell) => (cell.is === 'text' ? [cell.line] : [])),
      ];
    case 'notes':
      return part.notes.map(({ line }) => line);
    case 'glossary':
      return part.entries.map(({ line }) => line);
    case 'answer':
    case 'figure':
    case 'code block':
      return [];
  }
}

function spansOf(line: Line): readonly Span[] {
  return line.flatMap((span) => (typeof span !== 'string' && 'line' in span ? [span, ...spansOf(span.line)] : [span]));
}

describe('a page', () => {
  it('is plain text throughout: no mark of Markdown or HTML stands in a part', () => {
    for (const text of PAGES.flatMap(outline)) {
      expect(text).not.toMatch(/\*\*|\]\(|`|\\|<\w|<\/|&\w+;|^#|^\|/);
      expect(text).not.toMatch(/NaN|undefined|\[object/);
    }
  });

  it('has every kind of part in one report or another, so that renderers meet them all', () => {
    const kinds = new Set(PAGES.flatMap(({ parts }) => allParts(parts)).map(({ is }) => is));
    expect([...kinds].sort()).toEqual([
      'alert',
      'answer',
      'code block',
      'figure',
      'glossary',
      'list',
      'notes',
      'paragraph',
      'section',
      'table',
    ]);
  });

  it('has tables with a cell for every column, each estimate with its numbers, and notes for all their marks', () => {
    for (const { parts } of PAGES.slice(0, -1)) {
      for (const { parts: inside } of allParts(parts).filter((part) => part.is === 'section')) {
        const tables = inside.filter((part) => part.is === 'table');
        for (const { columns, rows } of tables) for (const row of rows) expect(row).toHaveLength(columns.length);
        const cells = tables.flatMap(({ rows }) => rows.flat());
        for (const cell of cells) if (cell.is === 'estimate') expect(cell.estimate).toHaveProperty('point');
        const marks = new Set(cells.flatMap((cell) => (cell.is === 'estimate' ? (cell.note ?? []) : [])));
        const noted = inside.flatMap((part) => (part.is === 'notes' ? part.notes.map(({ number }) => number) : []));
        expect([...marks].sort()).toEqual(noted);
      }
    }
  });

  it('links words only that its glossary has', () => {
    for (const { parts } of PAGES) {
      const all = allParts(parts);
      const known = all.flatMap((part) => (part.is === 'glossary' ? part.entries.map(({ anchor }) => anchor) : []));
      const linked = all
        .flatMap(linesOf)
        .flatMap(spansOf)
        .flatMap((span) => (typeof span !== 'string' && span.is === 'term' ? [span.anchor] : []));
      expect(known).toEqual(expect.arrayContaining(linked));
    }
  });

  it('folds away what is looked up and not read', () => {
    const folded = allParts(PAGES[0]!.parts).flatMap((part) =>
      part.is === 'section' && part.folded === true ? [lineText(part.heading)] : [],
    );
    expect(folded).toEqual([
      'More about each comparison',
      'What the intervals rest on',
      'Set-up',
      'Make it again',
      'Words',
    ]);
  });

  it('is walked as a whole by a toy renderer', () => {
    const [title, note, ...rest] = outline(reportPage(warned)).map((text) => text.replaceAll('\u00a0', ' '));
    expect(title).toBe('Does dropout steady the accuracy, and by how much?');
    expect(note).toMatch(/^note! The data are made\./);
    expect(rest).toContain(
      'good: It is steadier on this table: trained again on the same rows, the run-to-run SD of its accuracy is 37 % lower (95 % CI 23 % to 48 %).',
    );
    expect(rest).toContain('  Only 4 splits. Raise --splits.');
    expect(rest).toContain('  reseed bench dropout-vs-none');
    expect(rest.find((text) => text.startsWith('  dropout .5; 68'))).toMatch(/; 100\/100$/);
    expect(rest.at(-1)).toMatch(/^ {2}Verdict = /);
  });

  it('finds its figures in sections too, in the order of the page', () => {
    const page = reportPage(withOutput([0.11, 0.09], 0.008));
    expect(figuresOf(page.parts).map(({ kind }) => kind)).toEqual(['runs', 'forest', 'loss-parts', 'curves']);
    expect(figuresOf([section(['a'], [section(['b'], figuresOf(page.parts))])])).toHaveLength(4);
  });
});

describe('a section', () => {
  it.each([
    ['variants', variantsSection(madeAnalysis())],
    ['comparisons', comparisonsSection(madeAnalysis(), [])],
    ['conditions', conditionsSection(madeAnalysis())],
    ['set-up', setupSection(madeAnalysis())],
    ['how to make it again', reproduceSection(madeAnalysis())],
    ['words', glossarySection(madeAnalysis())],
    ['sources', sourcesSection(withSources({ split: 0.5, init: 0.25, order: 0.1, mask: 0.05 }), [])],
    ['ensembles', ensemblesSection(withEnsembles([3.2, 2.1, 'more']), [])],
    ['choice', choiceSection(withChoice(0.44), [])],
    ['predictions', predictionsSection(withOutput([0.11, 0.09], 0.008), [])],
    ['reruns', rerunsSection(heldRows())],
  ])('on %s returns parts under a heading', (_, made) => {
    expect(made).toMatchObject({ is: 'section' });
    expect(partOutline(made!).length).toBeGreaterThan(1);
  });

  it('without its facts is not there', () => {
    const plain = madeAnalysis({ variants: TWO.slice(0, 1) });
    expect([
      comparisonsSection(plain, []),
      sourcesSection(plain, []),
      ensemblesSection(plain, []),
      choiceSection(plain, []),
      predictionsSection(plain, []),
      rerunsSection(plain),
    ]).toEqual(new Array(6).fill(undefined));
  });

  it('says nothing of epochs where scores came without a training', () => {
    const trained = withChoice(0.44);
    const scored = { ...trained, variants: trained.variants.map(({ training: _, ...rest }) => rest) };
    expect(outline(reportPage(trained)).join('\n')).toMatch(/epochs/i);
    for (const page of [reportPage(scored), screenPage(scored)]) expect(outline(page).join('\n')).not.toMatch(/epoch/i);
  });
});
