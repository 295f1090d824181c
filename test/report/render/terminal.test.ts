import { describe, expect, it } from 'vitest';
import { renderTerminal } from '../../../src/report/render/terminal.js';
import { screenPage } from '../../../src/report/screen.js';
import { madeAnalysis, TWO } from '../made-analysis.js';

const ESCAPE = '\u001b';

describe('the terminal', () => {
  it('gets a row a variant and the verdict, in at most 100 columns', () => {
    const long = { ...TWO[1]!, label: 'a label that goes on and on until it is far too long for any terminal' };
    const lines = renderTerminal(screenPage(madeAnalysis({ variants: [...TWO, { ...long, name: 'long' }] })), {
      colour: false,
    }).split('\n');
    expect(Math.max(...lines.map((line) => Array.from(line).length))).toBeLessThanOrEqual(100);
    expect(lines.filter((line) => line.endsWith('100/100'))).toHaveLength(3);
    expect(lines.some((line) => line.startsWith('Better than none in accuracy'))).toBe(true);
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
});
