/**
 * Out-of-fold accuracies of "keras-dropout" and of "rerun", a line a rerun, for reseed scores: do the two engines agree?
 * node experiments/keras/agree.mjs KERAS/runs.csv OURS/runs.csv > scores.csv. The five folds have 400 rows each.
 */
import { readFileSync } from 'node:fs';

const lines = process.argv.slice(2).flatMap((path, which) => {
  const [header, ...rows] = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  const at = (name) => header.indexOf(name);
  const found = new Map();
  for (const row of rows) {
    const key = `${row[at('variant')]} in ${which === 0 ? 'Keras' : 'Reseed'},${row[at('seed')]}`;
    found.set(key, [...(found.get(key) ?? []), Number(row[at('accuracy')])]);
  }
  return [...found].map(([key, folds]) => `${key},${folds.reduce((sum, one) => sum + one, 0) / folds.length}`);
});
process.stdout.write(['variant,run,accuracy', ...lines].join('\n') + '\n');
