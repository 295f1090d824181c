import { describe, expect, it } from 'vitest';
import type { Analysis, ReferenceAnalysis } from '../../../src/analysis/analysis.js';
import type { ReferenceName } from '../../../src/design/reference.js';
import { referencesAnswer, referenceSentence } from '../../../src/report/answers/references.js';
import { screenPage } from '../../../src/report/screen.js';
import { renderTerminal } from '../../../src/report/render/terminal.js';
import type { Estimate } from '../../../src/base/estimate.js';
import { estimate, madeAnalysis } from '../made-analysis.js';

const made = madeAnalysis();
const metric = made.metrics[0]!.name;
const [first, second] = made.variants.map(({ name }) => name);

/** @param lead  by how much the first and the second variant are above it, each ± 0.02 */
function reference(name: ReferenceName, lead: readonly [number, number]): ReferenceAnalysis {
  const differences = { [first!]: estimate(lead[0], 0.02), [second!]: estimate(lead[1], 0.02) };
  return { name, metrics: { [metric]: { better: 'higher', mean: estimate(0.6, 0.01), differences } } };
}

const withReferences = (...references: readonly ReferenceAnalysis[]): Analysis => ({ ...made, references });
const said = (analysis: Analysis): string[] =>
  referencesAnswer(analysis).map(({ head, tail }) => `${head}${tail}`.replaceAll('\u00a0', ' '));

describe('references beside the nets', () => {
  it('says that the nets are no better than an answer that learns nothing', () => {
    const [only, ...more] = said(
      withReferences(reference('constant', [-0.05, -0.03]), reference('linear', [-0.1, -0.1])),
    );
    expect(more).toEqual([]);
    expect(only).toMatch(
      /^The nets are no better than always answering “.+”, the largest class: for new rows like these, mean accuracy of .+, the best of them, is 3\.0 points? lower \(95 % CI 1\.0 to 5\.0\)\.$/,
    );
  });

  it('is careful where a lead may be luck, and silent where one net is better', () => {
    expect(said(withReferences(reference('constant', [0.01, -0.01])))[0]).toMatch(/^No net is clearly better than/);
    // Behind, and the interval leaves room for a gain: that is no proof of none.
    expect(said(withReferences(reference('constant', [-0.01, -0.02])))[0]).toMatch(/^No net is clearly better than/);
    expect(said(withReferences(reference('constant', [0.05, -0.01])))).toEqual([]);
  });

  it('says that a linear model does as well, where only that does', () => {
    const answer = said(withReferences(reference('constant', [0.2, 0.2]), reference('linear', [-0.03, -0.04])));
    expect(answer[0]).toMatch(/^The nets are no better than a linear model: /);
  });

  it('gives their scores in a sentence and in rows under the variants, which are no variants', () => {
    const analysis = withReferences(reference('constant', [0.2, 0.2]), reference('linear', [0.1, 0.1]));
    expect(referenceSentence(analysis)).toMatch(
      /^For scale, on the same splits: always answering “.+”, the largest class, has accuracy 60\.0.%/,
    );
    const screen = renderTerminal(screenPage(analysis), { colour: false });
    expect(screen).toMatch(/^\(the largest class\) +60\.0 % \(59\.0 to 61\.0\)$/m);
    expect(screen).toMatch(/^\(a linear model\) +60\.0 %/m);
  });

  it('calls the constant by what it answers, in the table as in the sentence', () => {
    const analysis = withReferences(reference('constant', [0.2, 0.2]));
    const [first, ...rest] = analysis.metrics;
    const plain: Analysis = { ...analysis, metrics: [{ ...first!, role: 'loss' }, ...rest] };
    expect(referenceSentence(plain)).toMatch(
      /^For scale, on the same splits: always answering the shares of the classes has /,
    );
    expect(renderTerminal(screenPage(plain), { colour: false })).toMatch(/^\(the shares of the classes\) +60\.0 %/m);
  });

  it('takes the same lead on every split for a lead, and leaves out a variant that has hardly any score', () => {
    const alike = { point: 0.5, low: null, high: null, level: 0.95, method: 'nadeauBengio', n: 5 };
    const of = (differences: Record<string, Estimate>): Analysis =>
      withReferences({
        name: 'constant',
        metrics: { [metric]: { better: 'higher', mean: estimate(0.5, 0), differences } },
      });
    expect(said(of({ [first!]: alike, [second!]: alike }))).toEqual([]);
    const lone = { ...alike, n: 1 };
    expect(said(of({ [first!]: lone, [second!]: lone }))).toEqual([]);
    expect(said(of({ [first!]: estimate(-0.1, 0.02), [second!]: lone }))[0]).toContain(made.variants[0]!.label);
  });

  it('says nothing of what was not made', () => {
    expect(referenceSentence(made)).toBeUndefined();
    expect(said(made)).toEqual([]);
  });
});
