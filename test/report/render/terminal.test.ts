import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { renderTerminal } from '../../../src/report/render/terminal.js';
import { screenPage } from '../../../src/report/screen.js';
import { reportPage } from '../../../src/report/report.js';
import { madeAnalysis, TWO } from '../made-analysis.js';
import { heldRows, withChoice, withOutput } from '../made-side-answers.js';

const ESCAPE = '\u001b';

describe('the terminal', () => {
  it('gets a row a variant and the verdict, in at most 100 columns', () => {
    const long = { ...TWO[1]!, label: 'a label that goes on and on until it is far too long for any terminal' };
    const lines = renderTerminal(screenPage(madeAnalysis({ variants: [...TWO, { ...long, name: 'long' }] })), {
      colour: false,
    }).split('\n');
    expect(Math.max(...lines.map((line) => Array.from(line).length))).toBeLessThanOrEqual(100);
    expect(lines.filter((line) => line.endsWith('100/100'))).toHaveLength(3);
    expect(lines.some((line) => line.startsWith('Better than none in mean accuracy'))).toBe(true);
  });

  it.each([40, 60, 80, 100, 200])('fits a terminal of %i columns, row by row where a table is wider', (columns) => {
    const long = { ...TWO[1]!, name: 'long', label: `${'layers=2, '.repeat(8)}rate=0.5` };
    const page = screenPage(madeAnalysis({ variants: [...TWO, long] }));
    const lines = renderTerminal(page, { colour: false, columns }).split('\n');
    expect(lines.filter((line) => stringWidth(line) > Math.min(100, columns))).toEqual([]);
    expect(lines.filter((line) => line.trimStart().startsWith('%'))).toEqual([]);
    expect(lines.filter((line) => line.endsWith('100/100'))).toHaveLength(3);
  });

  it('gets letters that are two columns wide in line with the others', () => {
    const variants = ['正則化', 'ドロップアウト', '🙂 net'].map((label, i) => ({ ...TWO[1]!, name: `v${i}`, label }));
    const lines = renderTerminal(screenPage(madeAnalysis({ variants: [TWO[0]!, ...variants] })), { colour: false });
    const rows = lines.split('\n').filter((line) => line.endsWith('100/100'));
    expect(rows).toHaveLength(4);
    expect(new Set(rows.map((row) => stringWidth(row))).size).toBe(1);
  });

  it('gets colours only when asked', () => {
    expect(renderTerminal(screenPage(madeAnalysis()), { colour: false })).not.toContain(ESCAPE);
    expect(renderTerminal(screenPage(madeAnalysis()), { colour: true })).toContain(`${ESCAPE}[`);
  });

  it('gets no control characters from names', () => {
    const evil = { ...TWO[1]!, label: `${ESCAPE}[2Jgone\r` };
    expect(renderTerminal(screenPage(madeAnalysis({ variants: [TWO[0]!, evil] })), { colour: false })).not.toMatch(
      /[\u001b\r]/,
    );
  });

  it('shows the rerun SD only where there are reruns', () => {
    expect(renderTerminal(screenPage(madeAnalysis()), { colour: false })).toContain('SD rerun');
    expect(renderTerminal(screenPage(madeAnalysis({ seeds: 1 })), { colour: false })).not.toContain('SD rerun');
  });

  it('says the question and the answer in the same words as the report', () => {
    for (const analysis of [madeAnalysis(), withChoice(0.44), heldRows()]) {
      const [screen, report] = [screenPage(analysis), reportPage(analysis)];
      const answers = report.parts.filter(({ is }) => is === 'answer');
      expect(screen.title).toEqual(report.title);
      expect(answers.length).toBeGreaterThan(1);
      expect(screen.parts.filter(({ is }) => is === 'answer')).toEqual(answers);
    }
  });

  it.each([
    ['two', madeAnalysis()],
    ['choice', { ...withChoice(0.44), warnings: [{ text: 'Only 4 splits.', remedy: 'Raise --splits.' }] }],
  ])('shows the same first screen as ever: %s', async (name, analysis) => {
    const screen = renderTerminal(screenPage(analysis), { colour: true }).replaceAll(ESCAPE, '^');
    await expect(screen).toMatchFileSnapshot(`../../golden/report/terminal-${name}.txt`);
  });

  it('can show a whole report, without a mark of any other format', () => {
    const text = renderTerminal(reportPage(withOutput([0.11, 0.09], 0.008)), { colour: false });
    expect(text).toContain('\n\nWhat the intervals rest on\n- Unit: the split. The 20 splits are what');
    expect(text).toContain('\n    reseed bench dropout-vs-none\n');
    expect(text).not.toMatch(/\*\*|\]\(|<sup>|\\|`/);
  });
});
