/** The state of the user's own code over the starts of a bench: which commits, and what has changed since the last. */
import { isTable } from '../origins/facts.js';
import { describeOrigin } from '../origins/open.js';
import type { OpenOrigin } from '../origins/origin.js';
import type { Question } from '../question/question.js';
import type { Manifest, Session } from '../store/manifest.js';

type Code = Pick<Session, 'commit' | 'changed'>;

/** As a session of the manifest keeps it. */
export function codeOf({ code }: Pick<OpenOrigin, 'code'>): Code {
  return code === undefined ? {} : { commit: code.commit, ...(code.changed ? { changed: true } : {}) };
}

const SHOWN = 10;

/** Different ones, in the order in which runs were made: `1a2b3c4d5e`, or `1a2b3c4d5e with changes`. */
export function commitsOf(sessions: readonly (Code & Partial<Pick<Session, 'trained'>>)[]): readonly string[] {
  const words = sessions.flatMap(({ commit, changed, trained }) =>
    commit === undefined || trained === 0
      ? []
      : [`${commit.slice(0, SHOWN)}${changed === true ? ' with changes' : ''}`],
  );
  return [...new Set(words)];
}

/** What makes runs of this start others than those of the last one in this folder, a sentence each. */
export function changesSince(
  there: Manifest | undefined,
  { question, origin }: { question: Question; origin: OpenOrigin },
): readonly string[] {
  if (there === undefined || isTable(origin.facts) || there.setup.origin.kind !== origin.facts.kind) return [];
  const before = describeOrigin(there.experiment, there.setup.origin);
  const known = Object.keys(question.variants).filter((name) => Object.hasOwn(there.experiment.variants, name));
  const changed = known.filter((name) => before.identity(name) !== origin.identity(name));
  const commits = commitsOf([...there.sessions, codeOf(origin)]);
  return [
    ...(changed.length === 0
      ? []
      : [
          `${changed.join(', ')}: the command or a file that it uses has changed since the last start here; runs are made again`,
        ]),
    ...(commits.length > 1
      ? [`the runs in this folder are made at several states of the code: ${commits.join(', ')}`]
      : []),
  ];
}
