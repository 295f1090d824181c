/** How the rows are divided, as `--group`, `--time` and `--folds` ask. Knows no table. */
import { UserError } from '../base/errors.js';
import type { Protocol, Question } from '../question/question.js';
import { text, wholeNumber } from './flags.js';
import type { Flags } from './io.js';

/** @throws {UserError} if the protocol cannot keep groups together, or keep to the order of time */
export function dividedAsAsked(question: Question, flags: Flags): Protocol {
  const { name } = question;
  const protocol = foldedAsAsked(question, flags);
  const group = text(flags, 'group');
  const time = text(flags, 'time');
  if (group === undefined && time === undefined) return protocol;
  if (group !== undefined && time !== undefined) {
    throw new UserError('--group and --time cannot both divide the rows.', 'Give one of them.');
  }
  const fits = protocol.kind === 'holdout' || (protocol.kind === 'kFold' && group !== undefined);
  if (!fits) {
    throw new UserError(
      `--${group === undefined ? 'time' : 'group'}: ${name} divides its rows in a way that has neither groups nor time.`,
      group === undefined ? 'It needs an experiment with holdout(…).' : 'It needs holdout(…) or kFold(…).',
    );
  }
  const { quantiles, ...plain } = protocol;
  if (plain.kind === 'kFold') return { ...plain, stratified: false, group: group! };
  const { group: ownGroup, time: ownTime, ...rest } = plain;
  return { ...rest, stratified: false, ...(group === undefined ? { time: time! } : { group }) };
}

/** K-fold with as many trainings as the hold-out would have. @throws {UserError} if the rows are divided in another way */
function foldedAsAsked({ name, protocol, variants }: Question, flags: Flags): Protocol {
  const folds = wholeNumber(flags, 'folds', { least: 2 });
  if (folds === undefined) return protocol;
  if (protocol.kind === 'kFold') return { ...protocol, folds };
  const hasOwn = Object.values(variants).some((variant) => 'protocol' in variant || 'trainRows' in variant);
  if (protocol.kind !== 'holdout' || protocol.time !== undefined || protocol.trainRows !== undefined || hasOwn) {
    throw new UserError(`--folds: ${name} does not divide its rows into folds.`, 'It needs holdout(…) or kFold(…).');
  }
  const { test: _test, time: _time, trainRows: _rows, splits, ...rest } = protocol;
  return { ...rest, kind: 'kFold', folds, splits: Math.ceil(splits / folds) };
}
