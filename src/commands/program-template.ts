/** The file that `reseed init --door program` writes: an experiment that starts programs, with a comment at every place to change. Pure. */
import { literal } from './literal.js';

/** `[name, command line]`, two or more. */
export type Program = readonly [name: string, command: string];

const EXAMPLES: readonly Program[] = [
  ['plain', 'python train.py --seed {seed}'],
  ['mixup', 'python train.py --seed {seed} --mixup .2'],
];

/** TypeScript source that imports from 'reseed'; type-checks and loads as it stands. */
export function programTemplate(name: string, programs: readonly Program[] = EXAMPLES): string {
  const variants = programs.map(([variant, line]) => `    ${literal(variant)}: command(${literal(line)}),`);
  return `/**
 * One question about programs: each is started with many seeds, and the report says which scores better, and how surely.
 * Look first, then run: npx reseed plan ./${name}.ts, npx reseed bench ./${name}.ts
 */
import { command, defineExperiment } from 'reseed';

export default defineExperiment({
  name: ${literal(name)},
  // The heading of the report: one sentence, ending in a question mark.
  question: ${literal(`Which scores better: ${programs.map(([variant]) => variant).join(' or ')}?`)},

  // This many runs of each program. More later: finished ones are kept.
  seeds: 10,

  // The score: a program may print lines "name: 0.93", a JSON object as its last line, or write one to the file that
  // $RESEED_METRICS names. The first run shows which there are. Several? Name the verdict's first:
  // metrics: [{ name: 'reward', better: 'higher' }],
  // Printed in another way? score: { reward: { match: /^test reward (\\S+)/ } },

  // Everything is compared with this variant.
  baseline: ${literal(programs[0]![0])},
  variants: {
    // {seed} is replaced by a number, the same for every variant. Started without a shell, in this file's folder.
${variants.join('\n')}
  },
});
`;
}
