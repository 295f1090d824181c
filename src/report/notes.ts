/** Notes under a table: why an estimate has no value or no interval, each reason once, numbered as they come. */
import type { Estimate } from '../base/estimate.js';
import { breakable, NOTHING, seen, showEstimate, showPoint } from './format.js';
import type { Shown } from './format.js';
import { cell } from './page.js';
import type { Cell, EstimateCell, Notes } from './page.js';

export interface NoteBook {
  /** The estimate for a table, with the number of its note where it has a reason; a dash where there is no estimate. */
  readonly cell: (estimate: Estimate | undefined, shown: Shown) => Cell;
  /** The notes so far, to stand under the table; undefined where there are none. */
  readonly part: () => Notes | undefined;
}

export function openNotes(): NoteBook {
  const reasons: string[] = [];
  const numberOf = (reason: string): number => {
    if (!reasons.includes(reason)) reasons.push(reason);
    return reasons.indexOf(reason) + 1;
  };
  return {
    cell: (estimate, shown) => {
      if (estimate === undefined) return cell(NOTHING);
      const { reason } = estimate;
      return { ...estimateCell(estimate, shown), ...(reason === undefined ? {} : { note: numberOf(reason) }) };
    },
    part: () =>
      reasons.length === 0
        ? undefined
        : { is: 'notes', notes: reasons.map((reason, i) => ({ number: i + 1, line: [breakable(reason)] })) },
  };
}

/** The value with its interval, without a note. */
export function estimateCell(estimate: Estimate, shown: Shown): EstimateCell {
  return { is: 'estimate', estimate, text: showEstimate(estimate, shown) };
}

/** The value alone. */
export function pointCell(estimate: Estimate, shown: Shown): EstimateCell {
  return { is: 'estimate', estimate, text: showPoint(estimate, seen(estimate, shown)) };
}
