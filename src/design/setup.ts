/**
 * What a report says of the set-up, of which nothing is about machine, time or paths: the question, the design, what the
 * origin tells of itself, and how to make it all again. Pure.
 */
import { VERSION } from '../base/environment.js';
import type { OriginFacts } from '../origins/facts.js';
import type { Question } from '../question/question.js';
import type { Until } from '../question/until.js';

/** What was asked. */
type QuestionFacts = Pick<Question, 'name' | 'question' | 'background' | 'baseline' | 'level'>;

/** How often, and what varies. */
interface DesignFacts extends Pick<Question, 'seed' | 'vary' | 'protocol'> {
  /** The rule of `--until` with its bounds; then `protocol.splits` is the maximum. */
  readonly until?: Until;
}

/** What makes it again. */
interface Reproduction {
  readonly version: string;
  /** The canonical command that makes these bytes again. */
  readonly command: string;
}

export interface Setup extends QuestionFacts, DesignFacts, Reproduction {
  readonly origin: OriginFacts;
}

export function setupOf(
  question: Question,
  { origin, until, command }: { origin: OriginFacts; until?: Until | undefined; command: string },
): Setup {
  return {
    ...factsOf(question),
    origin,
    ...(until === undefined ? {} : { until }),
    version: VERSION,
    command,
  };
}

/** The part of a set-up that repeats the question. */
export function factsOf(question: Question): QuestionFacts & Omit<DesignFacts, 'until'> {
  const { name, question: text, background, baseline, level, seed, vary, protocol } = question;
  return {
    name,
    question: text,
    ...(background === undefined ? {} : { background }),
    baseline,
    level,
    seed,
    vary,
    protocol,
  };
}
