/** `--until`, `--min-splits` and `--splits` → a rule with its bounds, or a refusal before anything is trained. */
import { comparisonPairs } from '../question/pairs.js';
import { UserError } from '../base/errors.js';
import type { Question } from '../question/question.js';
import { parseUntil } from '../question/until.js';
import type { Until } from '../question/until.js';
import { text, wholeNumber } from './flags.js';
import type { Flags } from './io.js';
import { whole } from '../base/how-many.js';

/** Earlier looks would rest on too few splits for the limits' approximation. */
const DEFAULT_MINIMUM = 10;
/** Fewest splits that the limits are defined for. */
const LEAST_MINIMUM = 3;
/** This many times the experiment's own splits are the most, unless `--splits` says otherwise. */
const MOST_TIMES = 10;

/** @throws {UserError} for a rule that cannot be read or that does not go with the other flags or the experiment */
export function untilFrom(flags: Flags, experiment: Question): Until | undefined {
  const rule = text(flags, 'until');
  const least = wholeNumber(flags, 'min-splits', { least: LEAST_MINIMUM });
  if (rule === undefined) {
    if (least === undefined) return undefined;
    throw new UserError('--min-splits goes with --until.', 'Without a rule --splits says how many there are.');
  }
  const parsed = parseUntil(rule);
  refuseCompany(flags, experiment);
  if (parsed.quantity !== 'mean' && comparisonPairs(experiment).length === 0) {
    throw new UserError(`--until: ${experiment.name} compares nothing.`, `Write ${parsed.metric}.mean<NUMBER.`);
  }
  const most = wholeNumber(flags, 'splits', { least: 1 });
  const minimum = least ?? DEFAULT_MINIMUM;
  const maximum = most ?? Math.max(minimum, MOST_TIMES * experiment.protocol.splits);
  if (maximum < minimum) {
    throw new UserError(
      `--splits ${maximum} is below the ${whole(minimum)} splits before the first look.`,
      'With --until, --splits is the most: raise it, or lower --min-splits.',
    );
  }
  return { ...parsed, minimum, maximum };
}

function refuseCompany(flags: Flags, { name, vary }: Question): void {
  if (flags.shard !== undefined) {
    throw new UserError(
      '--shard cannot go with --until: a part of the plan cannot tell when the whole is precise enough.',
      'Fix the number of splits with --splits.',
    );
  }
  if (flags.queue !== undefined) {
    throw new UserError(
      '--queue cannot go with --until: workers elsewhere take runs far ahead of the splits that are whole.',
      'Fix the number of splits with --splits; "reseed plan --half-width" says how many it takes.',
    );
  }
  if (!vary.includes('split')) {
    throw new UserError(
      `--until: ${name} holds its split fixed, and the rule looks after every whole split.`,
      'Fix the number of repetitions with --seeds; "reseed plan --half-width" says how many it takes.',
    );
  }
}
