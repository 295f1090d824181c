/** Columns with spaces between them, as programs print them (`model seed acc`), perhaps with the heading behind `#`. Pure. */

const LOOKED_AT = 200;

/** Undefined unless all first lines have the same number of words, and no other delimiter is there. */
export function spacedCells(start: string): ((text: string) => string) | undefined {
  const lines = start.split('\n', LOOKED_AT).filter((line) => line.trim() !== '');
  const rows = lines.filter((line) => !line.trimStart().startsWith('#'));
  if (rows.length < 3 || lines.some((line) => /[,;\t|"&]/.test(line))) return undefined;
  const width = wordsOf(rows[0]!).length;
  const isTable = rows.every((line) => wordsOf(line).length === width) && rows.slice(1).every(hasNumber);
  if (width < 2 || !isTable) return undefined;
  const comments = lines.slice(0, lines.indexOf(rows[0]!));
  const heading = comments.findLast((line) => wordsOf(line.replace(/^\s*#+/, '')).length === width);
  const isHeading = (line: string): boolean => line === heading && hasNumber(rows[0]!);
  return (text) =>
    text
      .split('\n')
      .map((line) =>
        wordsOf(isHeading(line) ? line.replace(/^\s*#+/, '') : line).join(
          line.trimStart().startsWith('#') && !isHeading(line) ? ' ' : '\t',
        ),
      )
      .join('\n');
}

function wordsOf(line: string): readonly string[] {
  return line.trim().split(/\s+/);
}

function hasNumber(line: string): boolean {
  return wordsOf(line).some((word) => word !== '' && Number.isFinite(Number(word)));
}
