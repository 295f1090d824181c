/** How names from a file appear in the reading and in messages: on one line, printable, and cut where they are long. */

/** Controls, bidirectional marks, lone surrogates and non-characters: they would change what a reader sees. */
const UNPRINTABLE =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const LONGEST = 48;

/** In whole. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '\ufffd');
}

export function shown(text: string): string {
  const plain = printable(text);
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST - 1)}…` : plain;
}

/** `a, b, c and 12 more` */
export function someOf(names: readonly string[], most = 4): string {
  const some = names.slice(0, most).map(shown).join(', ');
  return names.length > most ? `${some} and ${grouped(names.length - most)} more` : some;
}

/** `1 row`, `240 rows`, `1,000,000 rows` */
export function count(number: number, noun: string): string {
  return `${grouped(number)} ${noun}${number === 1 ? '' : 's'}`;
}

function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}
