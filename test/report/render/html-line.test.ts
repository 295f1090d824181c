import { expect, it } from 'vitest';
import { runningText } from '../../../src/report/render/html-line.js';

it('a number stays on one line with its per cent sign and with the “less than” before it', () => {
  expect(runningText('dropout 4 % lower (p < 0.001)')).toBe('dropout 4\u00a0% lower (p &lt;\u00a00.001)');
  expect(runningText('a < b, <script>')).toBe('a &lt; b, &lt;script&gt;');
});
