/** What XGBoost and LightGBM print round by round: `[3]\teval-auc:0.81`, and with `+0.01` behind it where it is a mean over folds. Pure. */
import { UserError } from '../../base/errors.js';
import { quoted } from '../../data/names.js';
import { tableOf } from './cells.js';
import type { CellTable } from './cells.js';

const ROUND = /^\[(\d+)\]\s+\S/;
const SCORE = /([A-Za-z_][^\t:]*?)\s*:\s*([-+]?[\d.]+(?:e[-+]?\d+)?|nan|inf)(\s*\+\s*[\d.]+(?:e[-+]?\d+)?)?/gi;

/**
 * A row a round; undefined unless two lines or more are rounds with the same scores.
 *
 * @throws {UserError} where each score is a mean over folds
 */
export function roundsOfBoosting(text: string, name: string): CellTable | undefined {
  const rounds = text.split(/\r?\n/).filter((line) => line.length < 4000 && ROUND.test(line));
  if (rounds.length < 2) return undefined;
  const scores = rounds.map((line) => [...line.replace(/^\[\d+\]/, '').matchAll(SCORE)]);
  const names = scores[0]!.map((score) => score[1]!);
  if (names.length === 0 || scores.some((row) => row.map((score) => score[1]).join('\t') !== names.join('\t')))
    return undefined;
  if (scores.some((row) => row.some((score) => score[3] !== undefined)))
    throw new UserError(
      `${quoted(name)} holds means over folds with their SDs, a line a round, and no single runs.`,
      'Train fold by fold in a loop of your own, and write a line a fold: model,fold,auc.',
    );
  return tableOf(
    name,
    ['iteration', ...names],
    scores.map((row, i) => [ROUND.exec(rounds[i]!)![1]!, ...row.map((score) => score[2]!)]),
  );
}
