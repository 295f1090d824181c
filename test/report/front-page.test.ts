import { describe, expect, it } from 'vitest';
import { frontPage } from '../../src/report/front-page.js';
import { renderMarkdown } from '../../src/report/render/markdown.js';
import { madeAnalysis } from './made-analysis.js';
import { withSources } from './made-side-answers.js';

const entries = [
  { folder: 'sources', analysis: withSources({ split: 0.5, init: 0.25, order: 0.1, mask: 0.05 }) },
  { folder: 'a b/two', analysis: madeAnalysis({ question: 'Is <it> *so*?' }) },
];

describe('the front page', () => {
  const page = renderMarkdown(frontPage(entries)).replaceAll('\u00a0', ' ');

  it('has each question as a heading that leads to its report, in the order given', () => {
    expect(page.split('\n').filter((line) => line.startsWith('## '))).toEqual([
      '## [Does dropout steady the accuracy, and by how much?](sources/report.md)',
      '## [Is \\<it\\> \\*so\\*?](a%20b/two/report.md)',
    ]);
  });

  it('gives each answer with its interval', () => {
    expect(page).toMatch(
      /\*\*With none, the split alone gives 50 % \(95 % CI 42 to 58\) of the variance of accuracy\*\*/,
    );
    expect(page).toMatch(/\*\*dropout \.5 is better, perhaps by little\*\*.*95 % CI/);
  });

  it('shows the main figure of each report, as a thumbnail with its text, linked', () => {
    const images = [...page.matchAll(/<a href="([^"]+)"><img src="([^"]+)" width="(\d+)" alt="([^"]+)"><\/a>/g)];
    expect(images.map(([, link, source]) => [link, source])).toEqual([
      ['sources/report.md', 'sources/figures/sources.svg'],
      ['a%20b/two/report.md', 'a%20b/two/figures/runs.svg'],
    ]);
  });

  it('says once that the data are made, and marks what is incomplete', () => {
    expect(page.match(/a generator made/g)).toHaveLength(1);
    expect(page).not.toContain('Incomplete');
    const analysis = madeAnalysis({ made: false });
    const measured = renderMarkdown(
      frontPage([{ folder: 'x', analysis: { ...analysis, runs: { ...analysis.runs, missing: 2 } } }]),
    );
    expect(measured).not.toContain('a generator made');
    expect(measured).toContain('**Incomplete:** 2 of 200 runs are missing.');
  });

  it('counts those on made data where others are there, and names reports that cannot be made anew', () => {
    const mixed = [...entries, { folder: 'x', analysis: madeAnalysis({ made: false }) }];
    const others = [
      { folder: 'a b', title: 'An older one', files: ['report.md', 'one two.csv'] },
      { folder: 'bare', title: 'Without files', files: [] },
    ];
    const text = renderMarkdown(frontPage(mixed, { report: 'report.html', others })).replaceAll('\u00a0', ' ');
    expect(text).toContain(' 2 of them use the built-in table, which **a generator made**.');
    expect(text).toContain('## Other reports');
    expect(text).toContain('- [An older one](a%20b/report.md) (a b), [one two.csv](a%20b/one%20two.csv)');
    expect(text).toContain('- Without files (bare)');
    expect(text).toContain('](sources/report.html)');
    expect(page).not.toContain('Other reports');
    expect(page).toContain(
      ' All of them use the built-in table, which **a generator made**: what they say is true of it',
    );
  });
});
