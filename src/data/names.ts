/** How names from users and their files are shown and matched. May not know tables. */

const SHOWN_LENGTH = 60;
const SHOWN_NAMES = 12;

/** The text in quotes, with control characters escaped, cut to 60 characters: safe to print whatever the file holds. */
export function quoted(text: string): string {
  return inQuotes(shortened(text));
}

function shortened(text: string): string {
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
}

function inQuotes(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * A flag with such a text as its value, to be typed as it stands: `--drop "b, cm"`. What a shell would put something else in
 * the place of stands between single quotes.
 */
export function flagged(flag: string, text: string): string {
  return flaggedShort(flag, shortened(text));
}

/** The same for a flag that speaks of one column: `--missing "b, cm=0"`. */
export function flaggedIn(flag: string, { name, value }: { readonly name: string; readonly value: string }): string {
  return flaggedShort(flag, `${shortened(name)}=${shortened(value)}`);
}

function flaggedShort(flag: string, text: string): string {
  const typed = inQuotes(text);
  const value = /[$`!]/.test(text) ? `'${unquoted(typed).replaceAll("'", String.raw`'\''`)}'` : typed;
  return `--${flag}${text.startsWith('-') ? '=' : ' '}${value}`;
}

/** What a shell hands on of the text in quotes: itself, except for control characters and what was cut off. */
function typedForm(text: string): string {
  return unquoted(quoted(text));
}

function unquoted(text: string): string {
  return text.slice(1, -1).replace(/\\(["\\])/g, '$1');
}

/** The name, or the one that is shown so: a name with a line end or of a hundred letters can be typed, too. */
export function nameMeant(asked: string, names: readonly string[]): string | undefined {
  if (names.includes(asked)) return asked;
  const shown = names.filter((name) => typedForm(name) === asked);
  return shown.length === 1 ? shown[0] : undefined;
}

/** Quoted names, at most twelve: `"a", "b" and 30 more`. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN_NAMES).map(quoted).join(', ');
  return names.length > SHOWN_NAMES ? `${shown} and ${names.length - SHOWN_NAMES} more` : shown;
}

/**
 * The columns that a list means: each entry is a name, or several with commas between them where no column has that name;
 * and a name that holds a comma may have been cut there. A name is also known by what is shown of it.
 */
export function askedFor(entries: readonly string[], names: readonly string[]): readonly string[] {
  const known = new Set(names);
  const cut = entries.flatMap((entry) => {
    const name = nameMeant(entry, names);
    return name === undefined ? entry.split(',').map((part) => part.trim()) : [name];
  });
  const found: string[] = [];
  for (let at = 0; at < cut.length;) {
    const whole = joinedName(cut, { at, known });
    if (cut[at] !== '') found.push(whole?.name ?? cut[at]!);
    at += whole?.parts ?? 1;
  }
  return found;
}

/** The name that begins with this part, if the part by itself is no name. */
function joinedName(
  cut: readonly string[],
  { at, known }: { readonly at: number; readonly known: ReadonlySet<string> },
): { readonly name: string; readonly parts: number } | undefined {
  if (known.has(cut[at]!)) return undefined;
  for (let parts = 2; at + parts <= cut.length; parts++) {
    const some = cut.slice(at, at + parts);
    const name = [some.join(', '), some.join(',')].find((each) => known.has(each));
    if (name !== undefined) return { name, parts };
  }
  return undefined;
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
export function editDistance(from: string, to: string): number {
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
