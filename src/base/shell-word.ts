/** One word of a command line, quoted for a POSIX shell where it must be. Pure. */
export function shellWord(word: string): string {
  return /^[\w.,@%+=:/-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
