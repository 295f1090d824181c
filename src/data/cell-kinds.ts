/** What each cell of a column looks like, and how often: the evidence by which a column is typed. May not know files. */
import { looksLikeDate } from './dates.js';
import { isMarkAmongNumbers, type IsMissing } from './missing.js';
import { bare, isInfinite, readingOf } from './number-format.js';

/** One a cell; numbers have several, by what they say of the decimal mark. */
export const CELL = {
  missing: 0,
  /** Missing if the column is one of numbers or dates. */
  mark: 1,
  word: 2,
  date: 3,
  infinite: 4,
  /** A number with either mark: `12`, `1 000`. */
  either: 5,
  point: 6,
  comma: 7,
  /** `1.234`: a fraction, or thousands where commas part fractions. */
  openPoint: 8,
  openComma: 9,
} as const;

export type CellKind = (typeof CELL)[keyof typeof CELL];

export interface CellKinds {
  /** One `CELL` a row. */
  readonly of: Uint8Array;
  /** How many cells of each kind, by its number. */
  readonly counts: readonly number[];
  /** Cells by their sign of currency or per cent; `` for none. */
  readonly signs: ReadonlyMap<string, number>;
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
  const of = new Uint8Array(cells.length);
  const counts = Array.from(Object.keys(CELL), () => 0);
  const signs = new Map<string, number>();
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row]!;
    const kind = isMissing(cell) ? CELL.missing : kindOf(cell, signs);
    of[row] = kind;
    counts[kind]!++;
  }
  return { of, counts, signs };
}

function kindOf(cell: string, signs: Map<string, number>): CellKind {
  const { digits, sign } = bare(cell);
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
  return looksLikeDate(cell) ? CELL.date : CELL.word;
}

/** How many cells are numbers, infinities among them. */
export function numbersIn({ counts }: CellKinds): number {
  return counts.slice(CELL.infinite).reduce((sum, each) => sum + each, 0);
}

/** How many cells say something, marks that may be missing values aside. */
export function saidIn({ counts }: CellKinds): number {
  return counts.slice(CELL.word).reduce((sum, each) => sum + each, 0);
}
