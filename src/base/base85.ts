/**
 * Bytes ⇄ text that may stand inside a script element of HTML: five letters for four bytes, where base 64 needs five and a
 * third. Of a page of 400 KB that saves 17. Pure, and the same in a browser.
 */

/** 85 letters of ASCII, none of which ends an element, a comment or a quotation. */
const LETTERS = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i))
  .filter((letter) => !'"&\'<>\\`$-'.includes(letter))
  .join('');
const BASE = LETTERS.length;

export function toBase85(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 4) {
    const kept = Math.min(4, bytes.length - at);
    let value = 0;
    for (let i = 0; i < 4; i++) value = value * 256 + (bytes[at + i] ?? 0);
    const letters: string[] = [];
    for (let i = 0; i < 5; i++) {
      letters.unshift(LETTERS[value % BASE]!);
      value = Math.floor(value / BASE);
    }
    // A last group of one to three bytes has one letter more than bytes.
    parts.push(letters.slice(0, kept + 1).join(''));
  }
  return parts.join('');
}

/** @throws {RangeError} at a letter that `toBase85` does not write */
export function fromBase85(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.floor((text.length * 4) / 5));
  for (let from = 0, at = 0; from < text.length; from += 5, at += 4) {
    let value = 0;
    for (let i = 0; i < 5; i++) {
      const digit = from + i < text.length ? LETTERS.indexOf(text.charAt(from + i)) : BASE - 1;
      if (digit < 0) throw new RangeError(`"${text.charAt(from + i)}" is no letter of base 85`);
      value = value * BASE + digit;
    }
    for (let i = 3; i >= 0; i--) {
      if (at + i < bytes.length) bytes[at + i] = value % 256;
      value = Math.floor(value / 256);
    }
  }
  return bytes;
}
