/** Whether variants that name one block also met the same rows in it: by the rows themselves, or by a column that tells of them. Pure. */
import type { CellColumn, CellTable } from './cells.js';
import { cross, groupsOf, metByTwo } from './groups.js';
import type { Groups } from './groups.js';
import { wordsOf } from './names.js';
import { shown } from './shown.js';

/** Share of the rows of a block (or of the blocks) that two variants must have in common. */
const SAME = 0.9;

/** A digest of the rows, or how many they are: equal wherever two variants were scored on the same rows. */
const TELLS_OF_ROWS =
  /^(?:n|num|number|size|rows|len|hash|md5|sha|sha1|sha256|digest|checksum|fingerprint|ids|idx|indices|index|samples|examples|instances|support)$/;
const OF_TEST_ROWS = /^(?:test|testing|eval|evaluation|holdout|heldout|split|fold|data|rows|partition|resample)$/;

/** `test_hash`, `n_test`, `split fingerprint`, `test_ids`; not `n_train`, which may be the very thing that varies. */
function tellsOfRows(name: string): boolean {
  const words = wordsOf(name);
  return (
    words.length > 1 &&
    words.some((word) => TELLS_OF_ROWS.test(word)) &&
    words.every((word) => TELLS_OF_ROWS.test(word) || OF_TEST_ROWS.test(word))
  );
}

/** Why the blocks pair nothing, or how it is known that they do; undefined where nothing tells. */
export function sameRows(
  { columns, rows }: CellTable,
  {
    places: { variant, dataSet, block, row },
    name,
    free,
  }: {
    places: { readonly variant: Groups; readonly dataSet: Groups; readonly block: Groups; readonly row: Groups };
    /** What the blocks are called. */
    name: string;
    /** Columns without another role. */
    free: (column: CellColumn) => boolean;
  },
): { readonly same: boolean; readonly note: string } | undefined {
  const place = cross(dataSet, block);
  if (row.size > 1 && agreement(place, row, variant) < SAME)
    return { same: false, note: `${name}: two variants have other rows under one name, so that it pairs nothing` };
  for (const column of columns.filter((each) => free(each) && tellsOfRows(each.name))) {
    const told = groupsOf([column], rows);
    // One that is the same everywhere tells nothing of a block.
    if (told.size < 2) continue;
    if (agreement(place, told, variant) < SAME)
      return {
        same: false,
        note: `${name}: by ${shown(column.name)} two variants have other rows under one name, so that it pairs nothing`,
      };
    return { same: true, note: `${name}: by ${shown(column.name)} the variants have the same rows under one name` };
  }
  return undefined;
}

/** Of what is told in the places that two variants met, the share that two of them have in common. */
function agreement(place: Groups, told: Groups, variant: Groups): number {
  const [met, cell] = [metByTwo(place, variant), cross(place, told)];
  const common = metByTwo(cell, variant);
  const seen = new Uint8Array(cell.size);
  let [all, both] = [0, 0];
  cell.of.forEach((each, i) => {
    if (seen[each] === 1 || met[place.of[i]!] === 0) return;
    seen[each] = 1;
    all++;
    both += common[each]!;
  });
  return all === 0 ? 1 : both / all;
}
