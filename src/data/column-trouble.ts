/** What can stand in the way of reading a column, in a sentence with its remedy. May not decide what a column is. */
import { CELL, saidIn, type TextColumn } from './cell-kinds.js';
import { listed, flagged, quoted } from './names.js';
import { bare, isInfinite } from './number-format.js';
import type { OddCell, Trouble } from './reading.js';

const NAMED_CELLS = 5;

export function oddCells({ cells, kinds, lines }: TextColumn, isOdd: (kind: number) => boolean): OddCell[] {
  const odd: OddCell[] = [];
  for (let row = 0; row < cells.length; row++) {
    if (isOdd(kinds.of[row]!)) odd.push({ line: lines[row]!, text: cells[row]! });
  }
  return odd;
}

export function oddTrouble(
  { name, kinds, lines }: TextColumn,
  { odd, of }: { readonly odd: readonly OddCell[]; readonly of: 'numbers' | 'dates' | 'times' },
): Trouble {
  const different = [...new Set(odd.map(({ text = '' }) => text))];
  const marks = different.slice(0, 3).join(',');
  const asMissing =
    different.length <= 3 && !different.some((each) => /[,"]/.test(each))
      ? `if ${different.length === 1 ? 'it marks a missing value' : 'they mark missing values'}, say ${flagged('missing', marks)}`
      : of === 'numbers'
        ? `leave missing cells empty, or say ${flagged('numeric', name)} if they all are missing values`
        : 'leave missing cells empty';
  const one = odd.length === 1;
  return {
    text: `Column ${quoted(name)} holds ${of}, but ${odd.length} of ${saidIn(kinds)} cells ${one ? 'is not' : 'are not'}: ${shownCells(odd)}.`,
    remedy: `Correct ${one ? 'it' : 'them'}; ${asMissing}; if the column holds names, say ${flagged('category', name)}.${one ? lineWords(odd[0]!.line, lines) : ''}`,
  };
}

/** A first or last line that does not fit may be no row at all. */
function lineWords(line: number, lines: Int32Array): string {
  if (line === lines[0]) return ` If line ${line} is a second line of names or units, say --skip-lines ${line}.`;
  return line === lines.at(-1) ? ` If line ${line} is a note or a sum, say --skip-lines ${line}.` : '';
}

/** Numbers in forms that are not read would each become an input of their own. */
export function dressedTrouble({ name, kinds }: TextColumn, odd: readonly OddCell[]): Trouble {
  return {
    text: `Column ${quoted(name)} holds numbers in a form that is not read, in ${odd.length} of ${saidIn(kinds)} cells: ${shownCells(odd)}.`,
    remedy: `Write them as plain numbers (a range as its middle or as two columns); if they are names, say ${flagged('category', name)}, or leave the column out with ${flagged('drop', name)}.`,
  };
}

/** `"x" (line 3), "y" (line 9) and 4 more`. */
export function shownCells(odd: readonly OddCell[]): string {
  const shown = odd.slice(0, NAMED_CELLS).map(({ line, text = '' }) => `${quoted(text)} (line ${line})`);
  return `${shown.join(', ')}${odd.length > NAMED_CELLS ? ` and ${odd.length - NAMED_CELLS} more` : ''}`;
}

/** What can be said of it where no values may be shown. */
export function hiddenTrouble(name: string, odd: readonly OddCell[]): Trouble {
  const lines = odd.slice(0, NAMED_CELLS).map(({ line }) => line);
  const where = lines.length === 0 ? '' : ` (lines ${lines.join(', ')}${odd.length > NAMED_CELLS ? ' …' : ''})`;
  return {
    text: `Column ${quoted(name)} cannot be read: some of its cells do not fit${where}.`,
    remedy: 'Correct them, or see them without --no-values.',
  };
}

export function mixedMarks(text: TextColumn, fewer: number): Trouble {
  return {
    text: `Column ${quoted(text.name)} has decimal points and decimal commas: ${shownCells(oddCells(text, (kind) => kind === fewer))}.`,
    remedy: 'Write all its numbers in one way.',
  };
}

export function openMark(text: TextColumn): Trouble {
  const open = oddCells(text, (kind) => kind >= CELL.openPoint).slice(0, 2);
  return {
    text: `Column ${quoted(text.name)}: ${shownCells(open)} can be thousands or a fraction.`,
    remedy: `Say which mark parts the fraction: ${flagged('decimal', '.')} or ${flagged('decimal', ',')} (columns that leave no doubt keep their own).`,
  };
}

/** Numbers of several units in one column would be taken for numbers of one. */
export function signTrouble(text: TextColumn): Trouble | undefined {
  const signs = [...text.kinds.signs.keys()];
  const perCent = signs.filter((sign) => /[%‰]/.test(sign));
  const money = signs.filter((sign) => sign !== '' && !/[%‰]/.test(sign));
  // A number without a unit may have any unit. Among amounts with a sign of money it has that one.
  const bareAmongUnits = money.some((sign) => /[a-zµ°]/.test(sign)) && signs.includes('');
  const mixed = (perCent.length > 0 && signs.length > 1) || bareAmongUnits ? signs : money.length > 1 ? money : [];
  if (mixed.length === 0) return undefined;
  const [rarest] = [...mixed].sort((a, b) => text.kinds.signs.get(a)! - text.kinds.signs.get(b)!);
  const cells = oddCells(text, (kind) => kind > CELL.infinite).filter(
    (each) => bare(each.text ?? '', text.kinds.unit).sign === rarest,
  );
  return {
    text: `Column ${quoted(text.name)} holds numbers of several units (${listed(mixed.map((sign) => (sign === '' ? 'no sign' : sign)))}): ${shownCells(cells)}.`,
    remedy: 'Write all its numbers in one unit.',
  };
}

export function tooLarge({ name, cells }: TextColumn, { row, line }: { row: number; line: number }): Trouble {
  const cell = cells[row]!;
  const why = isInfinite(cell) ? 'is not a finite number' : 'is too large to compute with (limit 3.4e38)';
  return {
    text: `Line ${line}, column ${quoted(name)}: ${quoted(cell)} ${why}.`,
    remedy: `Correct it, or leave the cell empty if the value is missing (or say ${flagged('missing', cell)}); if the column holds names, say ${flagged('category', name)}.`,
  };
}
