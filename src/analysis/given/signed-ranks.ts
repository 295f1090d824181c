/** Wilcoxon's signed ranks as scipy prints it: exact for few differences, or where none tie and none is zero; else normal. Pure. */
import { wilcoxonTest } from '../../stats/index.js';

const EXACT_UP_TO = 50;
/** With ties, where all sign patterns can be counted. */
const EXACT_WITH_TIES = 13;

export function signedRankP(d: readonly number[]): number {
  const exact = d.length <= EXACT_WITH_TIES || (d.length <= EXACT_UP_TO && isPlain(d));
  return wilcoxonTest(d, { exact }).p;
}

function isPlain(d: readonly number[]): boolean {
  return new Set(d.map(Math.abs)).size === d.length && !d.includes(0);
}
