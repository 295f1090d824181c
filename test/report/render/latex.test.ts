import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../../src/analysis/analysis.js';
import { bibEntry, REFERENCES } from '../../../src/report/references.js';
import { bibtexOf, latexOf } from '../../../src/report/render/latex.js';
import { methodTitle } from '../../../src/stats/interval-methods.js';
import { estimate, madeAnalysis, TWO } from '../made-analysis.js';

const HOSTILE = { ...TWO[1]!, label: '50 % & more_#1 {\\input x} ~ ^ $' };

/** Keys that are cited, and keys that have an entry. */
function keys(analysis: Analysis): { cited: Set<string>; entries: Set<string> } {
  const cited = [...latexOf(analysis).matchAll(/\\cite\{([^}]*)\}/g)].flatMap(([, found]) => found!.split(','));
  const entries = [...bibtexOf(analysis).matchAll(/^@\w+\{([^,]+),/gm)].map(([, key]) => key!);
  return { cited: new Set(cited), entries: new Set(entries) };
}

describe('a table for a paper', () => {
  it('has a row a variant, its caption the unit, the level and n', () => {
    const text = latexOf(madeAnalysis({ splits: 20, seeds: 5 }));
    expect(text).toContain('\\toprule');
    expect(text.match(/& 100\/100 \\\\$/gm)).toHaveLength(2);
    expect(text).toMatch(/\\caption\{Accuracy.*mean over \$n = 20\$ splits, 5 seeds each, in brackets 95~\\%~CIs/);
    expect(text).toMatch(/S\[table-format=\d\.\d\]/);
  });

  it('shows no interval whose ends read alike, and writes numbers as siunitx reads them', () => {
    const means = [estimate(12_345.6, 2000), estimate(12_000, 0.001), estimate(-3e-12, 0), estimate(2e9, 1e9)];
    const made = madeAnalysis();
    const [variant] = made.variants;
    const metric = { ...made.metrics[0]!, scale: 'plain', unit: '' } as const;
    const variants = means.map((mean, i) => {
      const metrics = { [metric.name]: { ...variant!.metrics[metric.name]!, mean } };
      return { ...variant!, name: `v${i}`, label: `v${i}`, metrics };
    });
    const text = latexOf({ ...made, metrics: [metric], comparisons: [], variants });
    const ranges = [...text.matchAll(/\[\\num\{([^}]*)\}, \\num\{([^}]*)\}\]/g)];
    expect(ranges.length).toBeGreaterThan(3);
    expect(ranges.filter(([, low, high]) => low === high)).toEqual([]);
    expect(text).toContain('[\\num{11999.9990}, \\num{12000.0010}]');
    expect(text).toContain('& 2.0000000e9 &');
    expect(text.replace('2,000 rows', '')).not.toMatch(/\d,\d|×/);
  });

  it('cites every method by which its numbers were made, and BibTeX has exactly those', () => {
    const { cited, entries } = keys(madeAnalysis());
    expect(cited.size).toBeGreaterThan(1);
    expect(entries).toEqual(cited);
  });

  it('takes names for text, whatever is in them', () => {
    const text = latexOf(madeAnalysis({ variants: [TWO[0]!, HOSTILE] }));
    expect(text).toContain(
      '50 \\% \\& more\\_\\#1 \\{\\textbackslash{}input x\\} \\textasciitilde{} \\textasciicircum{} \\$',
    );
  });

  it('takes no name for the distance after a row', () => {
    const text = latexOf(madeAnalysis({ variants: [TWO[0]!, { ...HOSTILE, label: '[x] a' }] }));
    expect(text).toContain('\n    {[}x] a &');
    expect(latexOf(madeAnalysis({ variants: [TWO[0]!, { ...HOSTILE, label: '*b*' }] }))).toContain('\n    {*}b* &');
    expect(text).not.toMatch(/^\s*[[*]/m);
  });

  it('has a source for every method that a report may name', () => {
    for (const name of Object.keys(REFERENCES)) expect(methodTitle(name), name).toBeDefined();
    for (const references of Object.values(REFERENCES)) {
      for (const reference of references) {
        expect(bibEntry(reference)).toMatch(/author = [^]*title = [^]*year = \{\d{4}\}/);
      }
    }
  });

  it('has the facts of every source as they ever were; where one is corrected: vitest run test/report/render/latex.test.ts -u', async () => {
    const entries = new Map(Object.values(REFERENCES).flatMap((all) => all.map((each) => [each.key, bibEntry(each)])));
    await expect([...entries.values()].join('\n')).toMatchFileSnapshot('../../golden/report/sources.bib');
  });

  const tex = spawnSync('pdflatex', ['--version']).status === 0;
  it.runIf(tex)('is typeset by LaTeX', () => {
    const folder = mkdtempSync(join(tmpdir(), 'reseed-latex-'));
    const page = latexOf(madeAnalysis({ variants: [TWO[0]!, { ...HOSTILE, label: '%&_#{~^$\\' }] }));
    const around = '\\documentclass{article}\\usepackage{booktabs,siunitx}\\begin{document}\n';
    writeFileSync(join(folder, 'page.tex'), `${around}${page}\\end{document}\n`);
    const { status } = spawnSync('pdflatex', ['-interaction=nonstopmode', '-halt-on-error', 'page.tex'], {
      cwd: folder,
    });
    const log = readFileSync(join(folder, 'page.log'), 'utf8');
    rmSync(folder, { recursive: true });
    expect(status, log.slice(-1500)).toBe(0);
    expect(log).not.toContain('Missing character');
    // Five columns of estimates must not reach into the margin.
    expect(log).not.toContain('Overfull');
  });
});
