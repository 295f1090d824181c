/**
 * Cells that are numbers to people and not to us: bounds, footnotes, plus-minus, ranges, ratios, odd exponents. Read as words
 * they would be an input each. May not know columns.
 */

const NUMBER = String.raw`(?:\d[\d.,' ]*(?:[eE][+-]?\d+)?|[.,]\d+)`;

const FORMS: readonly RegExp[] = [
  // Bounds and guesses: <0.5, >= 3, ~5, ca. 12.
  String.raw`^(?:[<>≤≥≈~±=^]{1,2}|(?:c|ca|approx|about|circa)\.?\s)\s*[+-]?${NUMBER}$`,
  // Footnotes and marks behind: 5*, 5 [1], 12 (a), 7?, 12-, 5+.
  String.raw`^[+-]?${NUMBER}\s*(?:[*†‡§#?^!°'"+-]{1,3}|\[\w{1,3}\]|\([^()]{1,12}\))$`,
  // 1.2 ± 0.1, 10-20, 10 to 20, 120/80, 16:9, 1 1/2, 5'11".
  String.raw`^[+-]?${NUMBER}\s*(?:±|\+\/?-|-|–|—|\bto\b|\.\.|\/|:|\s\d+\/|')\s*[+-]?${NUMBER}["%]?$`,
  // 1.5x10^3, 1_000; 5'10".
  String.raw`^[+-]?${NUMBER}\s*[x×*·]\s*10\s*(?:\^|\*\*)?\s*[+-]?[\d⁰¹²³⁴-⁹⁻-]+$`,
  String.raw`^[+-]?\d+(?:_\d{3})+$`,
  // 1.5k, $2 M, 3bn.
  String.raw`^[+-]?(?:[$€£]\s?)?${NUMBER}\s?(?:[kKMBT]|[bm]n|mio\.?|Mio\.?|mrd\.?|Mrd\.?)$`,
  // Coordinates: 52.5N, 13.4 °E; 12 min 30 sec, 5 ft 11 in; PT12M30S.
  String.raw`^[+-]?\d+\.\d+\s?°?\s?[NSEWO]$`,
  String.raw`^${NUMBER}\s?[A-Za-z]{1,7}\.?[ ,]+${NUMBER}\s?[A-Za-z]{1,7}\.?$`,
  String.raw`^P(?:\d+[YMWD])*(?:T(?:\d+(?:\.\d+)?[HMS])+)?$`,
].map((form) => new RegExp(form));

/** Codes that such forms would fit: parts that begin with a zero, as in telephone numbers. */
const CODE = /(?:^|[-/ ])0\d/;
/** Groups of digits separated three times and more: addresses, versions, numbers of accounts. */
const MANY_PARTS = /\d+([-./: ])\d+\1\d+/;

/** Whether a cell that is no number, date or time looks like a number all the same. */
export function isDressed(cell: string): boolean {
  if (cell.length > 40 || !/\d/.test(cell) || CODE.test(cell) || MANY_PARTS.test(cell)) return false;
  return FORMS.some((form) => form.test(cell));
}
