import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refuseForeignFrontPage, writeFrontPage } from '../../src/bench/publish-front-page.js';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'reseed-front-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const page = (): string => readFileSync(join(folder, 'README.md'), 'utf8');
const EARLIER = '# Results\n\n11 questions, 12,937 trainings. Each heading leads to its report. All of them\n';

describe('the front page of results/', () => {
  it('replaces its own, and the one of 0.1.0, which has no seal', () => {
    writeFileSync(join(folder, 'README.md'), EARLIER);
    writeFrontPage(folder, '# Results\n');
    writeFrontPage(folder, '# Results\n\nanew\n');
    expect(page()).toMatch(
      /^# Results\n\nanew\n\n<!-- Reseed made this file; SHA-256 of all before this line: [0-9a-f]{64} -->\n$/,
    );
  });

  it.each([
    ['somebody’s own', () => '# Our results\n'],
    [
      'one of ours that somebody wrote into',
      () => page().replace('# Results', '# Results\n\nRead the second one first.'),
    ],
  ])('leaves %s as it is, and says so before anything is trained', (_what, text) => {
    writeFrontPage(folder, '# Results\n\n2 questions, 20 trainings. Each heading leads to its report.\n');
    const theirs = text();
    writeFileSync(join(folder, 'README.md'), theirs);
    expect(() => refuseForeignFrontPage(folder)).toThrow('is left as it is');
    expect(() => writeFrontPage(folder, '# Results\n')).toThrow('is left as it is');
    expect(page()).toBe(theirs);
  });
});
