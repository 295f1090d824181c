/** Flags that change how every variant of a question about nets is trained: weights of classes, the logarithm of a target. */
import { UserError } from '../base/errors.js';
import { isTableQuestion } from '../origins/table/kind.js';
import type { Question } from '../question/question.js';
import { choice } from './flags.js';
import type { Flags } from './io.js';

/** @throws {UserError} if the question is not about our nets, or no target is scaled in each split */
export function withRecipeFlags<Q extends Question>(question: Q, flags: Flags): Q {
  const classWeight = choice(flags, 'class-weight', ['balanced']);
  const target = choice(flags, 'log-target', ['log', 'log1p']);
  if (classWeight === undefined && target === undefined) return question;
  if (!isTableQuestion(question)) {
    const flag = classWeight === undefined ? '--log-target' : '--class-weight';
    throw new UserError(`${flag}: ${question.name} trains no nets of ours.`, 'Leave it out.');
  }
  const { variants, encoding } = question;
  const weighted = Object.entries(variants).map(([name, variant]) => [name, { ...variant, classWeight }] as const);
  return {
    ...question,
    ...(classWeight === undefined ? {} : { variants: Object.fromEntries(weighted) }),
    ...(target === undefined ? {} : { encoding: { ...encoding, target } }),
  };
}
