/** Tables as people paste and keep them: drawn with bars, in LaTeX, below a title; and runs that say what failed. */
import { describe, expect, it } from 'vitest';
import { parseBetter } from '../../../src/origins/scores/index.js';
import { readText, refusal, valuesOfVariant } from './files.js';

const HIGHER = { better: parseBetter('higher') };
const ROWS = ['| A | 81.2 | **80.9** |', '| B | 83.1 | 82.7 |'];
const markdown = ['# Results', '', '| model | seed 1 | seed 2 |', '|:--|--:|--:|', ...ROWS, '', 'made in May'].join(
  '\n',
);
const RULE = '+---+------+------+';
const ascii = [RULE, '| model | seed 1 | seed 2 |', RULE, ...ROWS, RULE].join('\n');
const latex = String.raw`\begin{tabular}{lcc}
\toprule
Model & Seed 1 & Seed 2 \\
\midrule
A & 81.2 & \textbf{80.9} \\
B & 83.1 & 82.7 \\ \bottomrule
\end{tabular}`;

describe('a table as it is drawn', () => {
  it.each([
    ['Markdown', markdown],
    ['ASCII', ascii],
    ['LaTeX', latex],
  ])('of %s is read as its cells, and said', async (kind, text) => {
    const reading = await readText(text, HIGHER);
    expect(valuesOfVariant(reading, 'A')).toEqual([81.2, 80.9]);
    expect(valuesOfVariant(reading, 'B')).toEqual([83.1, 82.7]);
    expect(reading.notes.join(' ')).toContain(`${kind === 'LaTeX' ? kind : 'Markdown'} table in it is read`);
  });

  it('two of them are refused, and means with their spreads too', async () => {
    expect(await refusal(readText(`${markdown}\n\n${markdown.slice(11)}`, HIGHER))).toContain('holds 2 tables');
    expect(await refusal(readText('| model | acc |\n|--|--|\n| A | 81.2 ± 0.3 |\n| B | 83.1 ± 0.4 |'))).toContain(
      'no single runs',
    );
  });
});

describe('a sheet kept by hand', () => {
  const rows = 'model;seed;accuracy\nA;1;91,2 %\nA;2;90,8 %\n;;\nB;1;92,4 %\nB;2;OOM\n;;\n';

  it.each([`May 2024;;\n;;\n${rows}`, `Results of May\n\n${rows}`])(
    '%# may have a title and empty rows',
    async (text) => {
      const reading = await readText(text);
      expect(valuesOfVariant(reading, 'A').map((value) => value.toFixed(6))).toEqual(['0.912000', '0.908000']);
      expect(reading.notes.join(' ')).toContain('above the heading, left out: line 1');
      expect([...reading.failures]).toEqual([['score OOM', 1]]);
    },
  );

  it('a score with a number in its words is no failure: nothing is guessed', async () => {
    expect(await refusal(readText(rows.replace('OOM', '93 (best)')))).not.toBe('');
  });
});

it('what the cells of a wide table hold is named by --metric, and its headings may be named by a flag too', async () => {
  const text = 'model,seed1,seed2\na,0.81,0.82\nb,0.84,0.85\n';
  for (const options of [{ metrics: ['accuracy'] }, { metrics: ['accuracy'], repeat: ['columns'] }]) {
    const reading = await readText(text, options);
    expect(reading.metrics).toEqual([{ name: 'accuracy', better: 'higher', scale: 'share' }]);
    expect(valuesOfVariant(reading, 'b')).toEqual([0.84, 0.85]);
  }
});
