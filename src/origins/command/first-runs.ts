/** Says why once every variant has failed at its first run: then nobody has to wait for the rest. Pure. */
import type { RunRecord } from '../../design/record.js';
import { UserError } from '../../base/errors.js';
import type { CommandQuestion } from './variant.js';

export function watchFirstRuns(
  { variants }: CommandQuestion,
  { kept }: { kept: boolean },
): (record: RunRecord) => UserError | undefined {
  const first = new Map<string, RunRecord>();
  return (record) => {
    if (!first.has(record.variant)) first.set(record.variant, record);
    const reasons = [...first.values()].flatMap((each) =>
      each.status === 'failed' ? [`${each.variant}: ${each.reason}`] : [],
    );
    if (reasons.length < Object.keys(variants).length) return undefined;
    first.clear();
    return everyVariantFailed(reasons, { kept });
  };
}

/** @param options.kept  the failures are records of the folder, and would be taken for done */
export function everyVariantFailed(reasons: readonly string[], { kept }: { kept: boolean }): UserError {
  return new UserError(
    `Every variant failed at its first run.\n  ${reasons.join('\n  ')}`,
    String.raw`Correct the commands, then start over${kept ? ' with --fresh' : ''}. A score is a line on stdout such as "accuracy: 0.91"; --match 'accuracy=accuracy +(\S+)' finds it elsewhere.`,
  );
}
