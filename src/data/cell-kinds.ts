/** What each cell of a column looks like, and how often: the evidence by which a column is typed. May not know files. */
import { looksLikeDate } from './dates.js';
import { isDressed } from './dressed-numbers.js';
import { isMarkAmongNumbers, type IsMissing } from './missing.js';
import { bare, isInfinite, readingOf, unitBehind } from './number-format.js';
import { looksLikeTime } from './times.js';

/** With more numbers than this among its cells, a column is no category. */
export const NUMBERS_IN_WORDS = 0.8;

/** One a cell; numbers have several, by what they say of the decimal mark. */
export const CELL = {
  missing: 0,
  /** Missing if the column is one of numbers or dates. */
  mark: 1,
  word: 2,
  /** A number in a form that is not read: `<0.5`, `5*`, `1.2 ± 0.1`, `10-20`. */
  dressed: 3,
  date: 4,
  /** Of a clock, or a duration: `12:30`. */
  time: 5,
  infinite: 6,
  /** A number with either mark: `12`, `1 000`. */
  either: 7,
  point: 8,
  comma: 9,
  /** `1.234`: a fraction, or thousands where commas part fractions. */
  openPoint: 10,
  openComma: 11,
} as const;

export type CellKind = (typeof CELL)[keyof typeof CELL];

export interface CellKinds {
  /** One `CELL` a row. */
  readonly of: Uint8Array;
  /** How many cells of each kind, by its number. */
  readonly counts: readonly number[];
  /** Cells by their sign of currency or per cent; `` for none. */
  readonly signs: ReadonlyMap<string, number>;
  /** A word that stands behind all its numbers, and is no unit known here: `rooms`. */
  readonly unit?: string;
}

/** A column as the file has it. */
export interface TextColumn {
  readonly name: string;
  /** One text a row, spaces around it removed. */
  readonly cells: readonly string[];
  readonly kinds: CellKinds;
  /** The line of the file of each row. */
  readonly lines: Int32Array;
}

/** @param cells  one text a row, spaces around it removed */
export function cellKinds(cells: readonly string[], isMissing: IsMissing): CellKinds {
  const plain = kindsAs(cells, { isMissing, unit: undefined });
  const unit = commonUnit(cells, plain);
  if (unit === undefined) return plain;
  return { ...kindsAs(cells, { isMissing, unit }), unit };
}

function kindsAs(
  cells: readonly string[],
  { isMissing, unit }: { readonly isMissing: IsMissing; readonly unit: string | undefined },
): CellKinds {
  const of = new Uint8Array(cells.length);
  const counts = Array.from(Object.keys(CELL), () => 0);
  const signs = new Map<string, number>();
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row]!;
    const kind = isMissing(cell) ? CELL.missing : kindOf(cell, { signs, unit });
    of[row] = kind;
    counts[kind]!++;
  }
  return { of, counts, signs };
}

function kindOf(cell: string, { signs, unit }: { signs: Map<string, number>; unit: string | undefined }): CellKind {
  const { digits, sign } = bare(cell, unit);
  const reading = readingOf(digits);
  if (reading !== undefined) {
    signs.set(sign, (signs.get(sign) ?? 0) + 1);
    if (reading === 'either') return CELL.either;
    if (reading === '.') return CELL.point;
    if (reading === ',') return CELL.comma;
    return digits.includes('.') ? CELL.openPoint : CELL.openComma;
  }
  if (isMarkAmongNumbers(cell)) return CELL.mark;
  if (isInfinite(cell)) return CELL.infinite;
  if (looksLikeDate(cell)) return CELL.date;
  if (looksLikeTime(cell)) return CELL.time;
  return isDressed(cell) ? CELL.dressed : CELL.word;
}

/** With fewer different values a column of two names would become numbers. */
const FEWEST_WITH_UNIT = 3;

/** The word behind at least four of five of the cells that say something, if it is the same behind all of them. */
function commonUnit(cells: readonly string[], kinds: CellKinds): string | undefined {
  const said = saidIn(kinds);
  const others = kinds.counts[CELL.word]! + kinds.counts[CELL.dressed]!;
  if (others === 0 || others < NUMBERS_IN_WORDS * (said - numbersIn(kinds))) return undefined;
  const tally = new Map<string, number>();
  const values = new Set<string>();
  for (let row = 0; row < cells.length; row++) {
    if (kinds.of[row] !== CELL.word && kinds.of[row] !== CELL.dressed) continue;
    const unit = unitBehind(cells[row]!);
    if (unit === undefined) continue;
    tally.set(unit, (tally.get(unit) ?? 0) + 1);
    if (values.size < FEWEST_WITH_UNIT) values.add(cells[row]!);
  }
  const [unit, times] = [...tally].reduce((most, each) => (each[1] > most[1] ? each : most), ['', 0]);
  const enough = values.size >= FEWEST_WITH_UNIT && times + numbersIn(kinds) >= NUMBERS_IN_WORDS * said;
  return enough && tally.size === 1 ? unit : undefined;
}

/** How many cells are numbers, infinities among them. */
export function numbersIn({ counts }: CellKinds): number {
  return counts.slice(CELL.infinite).reduce((sum, each) => sum + each, 0);
}

/** How many cells say something, marks that may be missing values aside. */
export function saidIn({ counts }: CellKinds): number {
  return counts.slice(CELL.word).reduce((sum, each) => sum + each, 0);
}
