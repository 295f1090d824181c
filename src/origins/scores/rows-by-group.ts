/** Which rows are one run's, made one run at a time. Pure. */
import { membersOf, rowsOfGroup } from './groups.js';
import type { Groups } from './groups.js';
import type { MetricColumn } from './metric-column.js';

/** Tools log what they have: rows without any of the scores, beside rows of the same run that have one, are no results. */
function scoredRows(members: readonly number[], metrics: readonly MetricColumn[]): readonly number[] {
  if (members.length < 2 || metrics.length === 0) return members;
  const there = members.filter((row) => metrics.some(({ column }) => column.codes[row] !== -2));
  return there.length === 0 ? members : there;
}

/** Which rows are a run's; made one run at a time, for a million runs of one row each are a million lists. */
export interface RowsByGroup {
  readonly size: number;
  readonly at: (group: number) => readonly number[];
  /** The number of rows of the run that has most. */
  readonly longest: number;
}

/** Rows without any of these metrics are left out. */
export function rowsByGroup(groups: Groups, metrics: readonly MetricColumn[]): RowsByGroup {
  const members = membersOf(groups);
  const at = (group: number): readonly number[] => scoredRows(rowsOfGroup(members, group), metrics);
  let longest = 0;
  if (members.size === groups.of.length) longest = Math.min(1, members.size);
  else for (let group = 0; group < members.size; group++) longest = Math.max(longest, at(group).length);
  return { size: members.size, at, longest };
}
