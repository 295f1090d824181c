/** Text that a terminal shows and does not obey, whoever wrote it. */

/**
 * Controls other than tab and line end, what turns the direction of writing or hides, tags, lone surrogates and
 * non-characters: each of them could make a reader see something else than is there.
 */
const UNPRINTABLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]|\udb40[\udc00-\udc7f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The text with such characters written out, as `\u001b`: within a JSON text that says the same as before. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, escaped);
}

/** The same on one line, so that a name with line ends in it cannot pass for several lines of ours. */
export function printableLine(text: string): string {
  return printable(text).replace(/[\t\n]/g, escaped);
}

function escaped(characters: string): string {
  const units = Array.from({ length: characters.length }, (_, i) => characters.charCodeAt(i));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

/** Starts the line of progress again: the only text of ours that moves the cursor. */
export const CLEAR_LINE = '\r\u001b[2K';
