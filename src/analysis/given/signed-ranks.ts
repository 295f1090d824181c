/** Wilcoxon's signed ranks as scipy prints it: exact for few differences, or where none tie and none is zero; else normal. Pure. */
import { wilcoxonTest } from '../../stats/index.js';

const EXACT_UP_TO = 50;
/** With ties, where all sign patterns can be counted. */
const EXACT_WITH_TIES = 13;

export function signedRankP(d: readonly number[]): number {
  const plain = new Set(d.map(Math.abs)).size === d.length && !d.includes(0);
  return wilcoxonTest(d, { exact: d.length <= (plain ? EXACT_UP_TO : EXACT_WITH_TIES) }).p;
}
