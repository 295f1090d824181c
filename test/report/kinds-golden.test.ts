/**
 * Every kind of answer says what it has ever said: a few in full, to be read; of all others the hash of each file. Where a change
 * is meant: `npx vitest run test/report/kinds-golden.test.ts -u`, and read the difference of the full ones.
 */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { reportPage } from '../../src/report/report.js';
import { bibtexOf, latexOf } from '../../src/report/render/latex.js';
import { renderReport } from '../../src/report/render/report-files.js';
import { renderTerminal } from '../../src/report/render/terminal.js';
import { screenPage } from '../../src/report/screen.js';
import { kindsOfAnswers } from './made-kinds.js';

const KINDS = Object.entries(await kindsOfAnswers());
const IN_FULL = [
  'scores of three variants',
  'scores on eight data sets',
  'one variant on three data sets',
  'one run of each of five',
  'answers to questions',
  'a program with splits',
];

describe('golden kinds of answers', () => {
  it.each(KINDS.filter(([name]) => IN_FULL.includes(name)))('the report on %s is as ever', async (name, analysis) => {
    const { files } = renderReport(analysis);
    await expect(files['report.md']).toMatchFileSnapshot(`../golden/report/kinds/${name.replaceAll(' ', '-')}.md`);
  });

  it('all files of all kinds, for the terminal and for papers too, are as ever', async () => {
    const lines = KINDS.flatMap(([name, analysis]) => {
      const files = {
        ...renderReport(analysis).files,
        'in full on a terminal': renderTerminal(reportPage(analysis), { colour: true }),
        'first screen': renderTerminal(screenPage(analysis), { colour: true, columns: 60 }),
        latex: latexOf(analysis) + bibtexOf(analysis),
      };
      return Object.entries(files)
        .filter(([path]) => !path.endsWith('.svg'))
        .map(([path, text]) => `${createHash('sha256').update(text).digest('hex').slice(0, 16)} ${name}: ${path}`);
    });
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../golden/report/kinds/hashes.txt');
  });
});
