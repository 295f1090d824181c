/**
 * Numbers one after the other in few bytes, each given back exactly: small whole numbers and short decimals, as records are
 * full of, take one to three. Knows nothing of what they mean.
 */

/** Bytes, and the place where the next number is written or read. */
export interface NumberTape {
  bytes: Uint8Array;
  view: DataView;
  at: number;
}

/** The first byte is a number below `WORD`, or says what follows. */
const WORD = 240;
const LONG = 241;
const DOUBLE = 242;
const NONE = 243;
/** And one more for each power of ten that the word after it is divided by: 10, 100, … */
const DECIMAL = 244;
const POWERS = [10, 100, 1000, 10_000, 100_000, 1_000_000] as const;
const LARGEST_WORD = 0xffff;
const LARGEST_LONG = 0xffffffff;
/** Of any number. */
const MOST_BYTES = 9;

export function tapeOver(bytes: Uint8Array, at = 0): NumberTape {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at };
}

/** Writes a number, on a longer copy of the bytes where they are full; NaN stands for none at all. */
export function writeNumber(tape: NumberTape, number: number): void {
  if (tape.at + MOST_BYTES > tape.bytes.length) lengthen(tape);
  // −0 and 0 must stay apart: dividing by them gives infinities of different sign.
  if (Number.isInteger(number) && number >= 0 && number <= LARGEST_LONG && !Object.is(number, -0)) {
    if (number < WORD) tape.bytes[tape.at++] = number;
    else if (number <= LARGEST_WORD) writeWord(tape, WORD, number);
    else {
      tape.bytes[tape.at] = LONG;
      tape.view.setUint32(tape.at + 1, number);
      tape.at += 5;
    }
    return;
  }
  if (Number.isNaN(number)) {
    tape.bytes[tape.at++] = NONE;
    return;
  }
  for (let i = 0; i < POWERS.length; i++) {
    const digits = Math.round(number * POWERS[i]!);
    if (digits > 0 && digits <= LARGEST_WORD && digits / POWERS[i]! === number) {
      writeWord(tape, DECIMAL + i, digits);
      return;
    }
  }
  tape.bytes[tape.at] = DOUBLE;
  tape.view.setFloat64(tape.at + 1, number);
  tape.at += 9;
}

/** The number that stands next. */
export function readNumber(tape: NumberTape): number {
  const first = tape.bytes[tape.at++]!;
  if (first < WORD) return first;
  if (first >= DECIMAL) return readWord(tape) / POWERS[first - DECIMAL]!;
  if (first === WORD) return readWord(tape);
  if (first === NONE) return NaN;
  tape.at += first === LONG ? 4 : 8;
  return first === LONG ? tape.view.getUint32(tape.at - 4) : tape.view.getFloat64(tape.at - 8);
}

function writeWord(tape: NumberTape, first: number, word: number): void {
  tape.bytes[tape.at] = first;
  tape.view.setUint16(tape.at + 1, word);
  tape.at += 3;
}

function readWord(tape: NumberTape): number {
  tape.at += 2;
  return tape.view.getUint16(tape.at - 2);
}

function lengthen(tape: NumberTape): void {
  const longer = new Uint8Array(tape.bytes.length * 2 + MOST_BYTES);
  longer.set(tape.bytes);
  tape.bytes = longer;
  tape.view = new DataView(longer.buffer);
}
