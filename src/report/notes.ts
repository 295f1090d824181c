/** Notes under a table: why an estimate has no value or no interval, each reason once, numbered as they come. */
import type { Estimate } from '../estimate.js';
import { markdownText } from './escape.js';
import type { Shown } from './format.js';
import { NOTHING, showEstimate } from './format.js';

export interface Notes {
  /** The estimate's text for a table cell, with the number of its note where it has a reason. */
  readonly cell: (estimate: Estimate | undefined, shown: Shown) => string;
  /** The notes so far, as Markdown to stand under the table; empty where there are none. */
  readonly lines: () => readonly string[];
}

export function createNotes(): Notes {
  const reasons: string[] = [];
  const mark = (reason: string | undefined): string => {
    if (reason === undefined) return '';
    if (!reasons.includes(reason)) reasons.push(reason);
    return ` <sup>${reasons.indexOf(reason) + 1}</sup>`;
  };
  return {
    cell: (estimate, shown) =>
      estimate === undefined ? NOTHING : showEstimate(estimate, shown) + mark(estimate.reason),
    lines: () => reasons.map((reason, i) => `<sup>${i + 1}</sup> ${markdownText(reason)}  `),
  };
}
