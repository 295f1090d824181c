import { describe, expect, it } from 'vitest';
import { missingNeed } from '../../../src/origins/command/needs.js';

const node = (script: string): readonly string[] => [process.execPath, '-e', script];

describe('what a question about programs needs on this machine', () => {
  it('is there where its program ends well', () => {
    expect(missingNeed({ needs: { Node: node('') } })).toBeUndefined();
    expect(missingNeed({})).toBeUndefined();
  });

  it('is named with what the program that looked for it said last', () => {
    const said = missingNeed({
      needs: {
        Node: node(''),
        keras: node('console.error("a trace\\nno module\\u001b[2J keras\\n"); process.exit(1)'),
      },
    });
    expect(said).toMatch(/^keras, which is not here \(".*" said: no module\\u001b\[2J keras\)$/);
  });

  it('is named where that program is missing, or fails without a word', () => {
    expect(missingNeed({ needs: { R: ['no-such-program-r', '--version'] } })).toBe(
      'R, which is not here (there is no program "no-such-program-r")',
    );
    expect(missingNeed({ needs: { R: node('process.exit(3)') } })).toMatch(/^R, which is not here \(".*" failed\)$/);
  });
});
