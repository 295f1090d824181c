/** The file that `reseed init --door scores` writes: a small table of scores in the shape that says most, to be filled. Pure. */

/** CSV; "reseed scores" answers it as it stands. The numbers are made up, and the file says so. */
export function scoresTemplate(file: string): string {
  return `# Scores that you have, a line a run. These are made up: put yours in their place.
# variant  what is compared: a model, a recipe, a commit
# split    runs of one split met the same training and test rows; leave the column out if there is one division only
# seed     repeats on one split
# accuracy the score, as a share or in per cent; call it as it is called: rmse, logLoss, reward
# npx reseed scores ${file} --dry-run   says how it is read;   npx reseed scores ${file}   answers
variant,split,seed,accuracy
${EXAMPLES.map((line) => line.join(',')).join('\n')}
`;
}

const BEFORE = [0.71, 0.7, 0.74, 0.73, 0.69, 0.7, 0.72, 0.72];
const AFTER = [0.72, 0.73, 0.75, 0.74, 0.7, 0.72, 0.75, 0.73];

const EXAMPLES = [
  ['before', BEFORE],
  ['after', AFTER],
].flatMap(([variant, scores]) =>
  (scores as readonly number[]).map((score, i) => [variant as string, Math.floor(i / 2), i % 2, score] as const),
);
