/** What an experiment file about programs may say: a misspelt part is told, and not left out in silence. */
import { describe, expect, it } from 'vitest';
import { checkCommands } from '../../../src/origins/command/check.js';

const VARIANTS = { a: { command: 'echo {seed}' }, b: { command: 'echo {seed}', timeout: '5s', uses: ['b.py'] } };
const place = { file: 'q.mjs', name: 'q' };

describe('a question about programs', () => {
  it('is taken with all that it may say, and once more as it comes out', () => {
    const all = { seeds: 3, keepLogs: 'failed', cleanOut: true, disk: '1G', incidentCodes: [75] };
    const question = checkCommands({ question: 'x?', variants: VARIANTS, ...all }, place);
    expect(checkCommands(question, place)).toEqual(question);
  });

  it.each([
    [{ uses: ['a'] }, 'q.mjs: "uses" is not known here'],
    [{ seed_s: 3 }, 'q.mjs: "seed_s" is not known here'],
    [{ metrics: ['acc'] }, 'q.mjs: metric "acc" does not say what is better.'],
    [{ variants: { ...VARIANTS, c: { command: 'echo', time: '5s' } } }, 'q.mjs: variants.c: "time" is not known here'],
  ])('%o is refused', (odd, message) => {
    expect(() => checkCommands({ question: 'x?', variants: VARIANTS, ...odd }, place)).toThrow(message);
  });
});
