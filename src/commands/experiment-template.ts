/** The file that `reseed init` writes: a whole small experiment, with a comment at every place that one would change. Pure. */
import type { ReadingOptions } from '../data/reading.js';
import type { CsvFile, TableChoice } from '../experiment/experiment.js';
import { literal } from './literal.js';

/** TypeScript source that imports from 'reseed'; type-checks and runs as it stands. */
export function experimentTemplate(name: string, data?: TableChoice): string {
  const csv = data?.kind === 'csv' ? data : undefined;
  const imports = ['adam', ...(csv ? ['csv'] : []), 'defineExperiment', 'dense', 'dropout', 'earlyStopping', 'holdout'];
  const names = [...imports, 'sequential', ...(csv ? [] : ['simple']), 'variant'];
  return `/**
 * One question, a baseline, and what is compared with it. Reseed trains every variant on the same splits with the same
 * seeds and says how sure one may be of the difference. Run it: npx reseed bench ${name} --splits 5
 */
import { ${names.join(', ')} } from 'reseed';

/** What all variants share. Change it here, and they stay comparable. */
const training = {
  optimizer: adam(1e-3),
  batchSize: 32,
  // Ends when the loss on the validation rows has not improved for this many epochs; the best weights are kept.
  stopping: earlyStopping({ patience: 25, maxEpochs: 500 }),
};

export default defineExperiment({
  name: ${literal(name)},
  // The heading of the report: one sentence, ending in a question mark.
  question: 'Does dropout steady the score of this network, and does it cost any?',

  ${csv ? '// The path is seen from the folder in which you call reseed.' : "// The built-in table: made data, 2,000 rows. Your own: csv('my.csv', { target: 'price' })"}
  data: ${csv ? csvCall(csv) : "simple({ target: 'product' })"},

  // More splits make the interval narrower; more seeds tell the luck of training from the luck of the split.
  protocol: holdout({ splits: 20, seeds: 5, test: 0.2, validation: 0.2 }),

  // Everything is compared with this variant.
  baseline: 'none',
  variants: {
    none: variant(sequential([dense(50, { activation: 'relu' }), dense(25, { activation: 'relu' })]), training),

    dropout: variant(
      sequential([
        dense(50, { activation: 'relu' }),
        // In training each of the 50 units is left out of a step with this probability.
        dropout(0.5),
        dense(25, { activation: 'relu' }),
      ]),
      training,
    ),
    // A third: copy one, give it another name, change one thing.
  },
});
`;
}

function csvCall({ path, target, drop, task, dropMissingTarget, keep = [], copies, ...reading }: CsvFile): string {
  const options = [
    `target: ${literal(target)}`,
    ...(drop.length === 0 ? [] : [`drop: [${drop.map(literal).join(', ')}]`]),
    ...(task === undefined ? [] : [`task: ${literal(task)}`]),
    ...(dropMissingTarget ? ['dropMissingTarget: true'] : []),
    ...(keep.length === 0 ? [] : [`keep: [${keep.map(literal).join(', ')}]`]),
    ...(copies === undefined ? [] : [`copies: ${literal(copies)}`]),
    ...readingWords(reading),
  ];
  return `csv(${literal(path.replaceAll('\\', '/'))}, { ${options.join(', ')} })`;
}

function readingWords({
  delimiter,
  decimal,
  encoding,
  missing,
  skipLines,
  numeric,
  category,
  sameWords,
  ignoreIndex,
}: ReadingOptions): readonly string[] {
  const one = (name: string, value: string | undefined): readonly string[] =>
    value === undefined ? [] : [`${name}: ${literal(value)}`];
  const many = (name: string, values: readonly string[] | undefined): readonly string[] =>
    values === undefined ? [] : [`${name}: [${values.map(literal).join(', ')}]`];
  return [
    ...one('delimiter', delimiter),
    ...one('decimal', decimal),
    ...one('encoding', encoding),
    ...many('missing', missing),
    ...(skipLines === undefined ? [] : [`skipLines: [${skipLines.join(', ')}]`]),
    ...many('numeric', numeric),
    ...many('category', category),
    ...many('sameWords', sameWords),
    ...(ignoreIndex === true ? ['ignoreIndex: true'] : []),
  ];
}
