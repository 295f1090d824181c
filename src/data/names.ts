/** How names from users and their files are shown and matched. May not know tables. */

const SHOWN_LENGTH = 60;
const SHOWN_NAMES = 12;

/** The text in quotes, with control characters escaped, cut to 60 characters: safe to print whatever the file holds. */
export function quoted(text: string): string {
  const short = text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
  return JSON.stringify(short).replace(
    /[\u007f-\u009f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Quoted names, at most twelve: `"a", "b" and 30 more`. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN_NAMES).map(quoted).join(', ');
  return names.length > SHOWN_NAMES ? `${shown} and ${names.length - SHOWN_NAMES} more` : shown;
}

/**
 * The columns that a list means: each entry is a name, or several with commas between them where no column has that name.
 * So a name that holds a comma can be given, and a list too.
 */
export function askedFor(entries: readonly string[], names: readonly string[]): readonly string[] {
  const known = new Set(names);
  return entries.flatMap((entry) => {
    if (known.has(entry)) return [entry];
    const parts = entry.split(',').map((part) => part.trim());
    return parts.filter((part) => part !== '');
  });
}

/** A remedy for a name that is not there: the closest one if it is close enough, else what there is. */
export function didYouMean(name: string, names: readonly string[]): string {
  const closest = closestName(name, names);
  return closest === undefined ? `There are: ${listed(names)}.` : `Did you mean ${quoted(closest)}?`;
}

/**
 * The name at the smallest edit distance, capitals aside; the first of equals. Undefined if none is within a third of
 * the length (or two letters, for short names).
 */
export function closestName(name: string, names: readonly string[]): string | undefined {
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of names) {
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const distance = editDistance(wanted, candidate.toLowerCase());
    // Two letters may be the whole of a short name: then it is not a near miss but another word.
    if (distance < bestDistance && distance < Math.max(candidate.length, 1)) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Levenshtein distance: the fewest letters inserted, removed or replaced. */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const current = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = previous[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[j]! + 1, current[j - 1]! + 1));
    }
    previous = current;
  }
  return previous[to.length]!;
}
