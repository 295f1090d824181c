import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { prepareBench } from '../../src/commands/prepare.js';
import { csv, defineExperiment, dense, holdout, sequential, variant } from '../../src/index.js';
import { commandIo } from './command-io.js';

const { io, cwd } = commandIo();
afterAll(() => rmSync(cwd, { recursive: true }));

const rows = Array.from({ length: 60 }, (_, i) => `${i},${(i * 7) % 13},${i % 3 === 0 ? 'yes' : 'no'},${i * 1.25}`);
writeFileSync(join(cwd, 'cars.csv'), `weight,power,diesel,mpg\n${rows.join('\n')}\n`);

const questionOf = async (flags: Record<string, unknown>): Promise<string> =>
  (await prepareBench(flags, io)).question.question;

describe('the question of a bench', () => {
  it('speaks of the score, not of accuracy, where the default experiment predicts a number', async () => {
    expect(await questionOf({ data: 'cars.csv', target: 'mpg' })).toBe(
      'Does dropout steady the score of a small network, and does it cost any?',
    );
  });

  it('speaks of accuracy where it predicts classes', async () => {
    const question = 'Does dropout steady the accuracy of a small network, and does it cost any?';
    expect(await questionOf({ data: 'cars.csv', target: 'diesel' })).toBe(question);
    expect(await questionOf({})).toBe(question);
  });

  it('is never changed in anybody’s own experiment', async () => {
    const question = 'Does this change the accuracy of a number?';
    const own = defineExperiment({
      name: 'own',
      question,
      data: csv('cars.csv', { target: 'mpg' }),
      protocol: holdout({ splits: 2 }),
      variants: { a: variant(sequential([dense(2)])), b: variant(sequential([dense(3)])) },
    });
    writeFileSync(join(cwd, 'own.js'), `export default ${JSON.stringify(own)};\n`);
    expect(await questionOf({ experiment: './own.js' })).toBe(question);
  });
});
