/** The kinds of origin, one line each: whoever adds one adds its folder and its line here. */
import { UserError } from '../base/errors.js';
import type { Question } from '../question/question.js';
import type { OriginFacts } from './facts.js';
import type { Origin, OriginKind } from './origin.js';
import { COMMAND } from './command/kind.js';
import { SCORES } from './scores/kind.js';
import { TABLE } from './table/kind.js';

/** A kind takes only questions that it has checked itself, so the list may forget which type each wants. */
const KINDS = [TABLE, COMMAND, SCORES] as unknown as OriginKind[];

/** One more kind than this release has; returns what takes it away again. For tests, and for whoever builds on this package. */
export function addKind<Q extends Question>(kind: OriginKind<Q>): () => void {
  const added = kind as unknown as OriginKind;
  KINDS.push(added);
  return () => void KINDS.splice(KINDS.indexOf(added), 1);
}

/** The kind of a question's variants; whatever looks like none of them is taken for nets, whose check then says what is wrong. */
export function kindOf(question: { readonly variants: object }): OriginKind {
  return KINDS.find((each) => each.takes(question.variants as Record<string, unknown>)) ?? KINDS[0]!;
}

/** What a file exports, as a question of its kind. @throws {UserError} that names the place of a mistake */
export function checkQuestion(value: unknown, place: { file: string; name: string }): Question {
  const variants = (value as { variants?: unknown } | null)?.variants;
  return kindOf({ variants: typeof variants === 'object' && variants !== null ? variants : {} }).check(value, place);
}

/** The origin of a folder, from its question and what its manifest keeps. @throws {UserError} for a kind that is unknown here */
export function describeOrigin(question: Question, facts: OriginFacts): Origin {
  const found = KINDS.find(({ kind }) => kind === facts.kind);
  if (found === undefined) {
    throw new UserError(`Scores from the origin ${JSON.stringify(facts.kind)} are unknown to this version of Reseed.`);
  }
  return found.describe(question, facts);
}
