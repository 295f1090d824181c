/**
 * Names that are too long for their place. They are cut in the middle, for sweeps begin alike and a tail often tells them
 * apart; names that would then read the same keep what tells them apart instead. Knows no font: the caller measures.
 */
const GAP = '…';

export interface NameRoom {
  /** In the units of `width`. */
  readonly room: number;
  readonly width: (text: string) => number;
}

/** As many letters of both ends as fit. */
export function cutInTheMiddle(name: string, { room, width }: NameRoom): string {
  if (width(name) <= room) return name;
  const letters = Array.from(name);
  let kept = letters.length - 1;
  const cut = (): string => {
    const head = Math.ceil(kept / 2);
    const tail = kept - head;
    return (
      letters.slice(0, head).join('').trimEnd() +
      GAP +
      letters
        .slice(letters.length - tail)
        .join('')
        .trimStart()
    );
  };
  while (kept > 1 && width(cut()) > room) kept -= 1;
  return cut();
}

/** Each as long as fits, in the order of `names`; different names stay different wherever a few letters can tell them apart. */
export function shortNames(names: readonly string[], place: NameRoom): readonly string[] {
  const short = names.map((name) => cutInTheMiddle(name, place));
  const alike = new Map<string, Set<string>>();
  for (const [i, text] of short.entries()) alike.set(text, (alike.get(text) ?? new Set()).add(names[i]!));
  // Once for each group: in a sweep thousands of names may begin and end alike.
  const tell = new Map(
    [...alike].flatMap(([text, group]) => (group.size < 2 ? [] : [[text, whatDiffers([...group], place)] as const])),
  );
  return short.map((text, i) => tell.get(text)?.(names[i]!) ?? text);
}

/** The function from one of the names to a few letters of the start, then the rest from where it differs from the others. */
function whatDiffers(alike: readonly string[], place: NameRoom): (name: string) => string {
  const all = alike.map((each) => Array.from(each));
  const start = shared(all);
  const sharedEnd = shared(all.map((each) => each.toReversed()));
  const parts = (letters: readonly string[]): { readonly own: string; readonly end: number } => {
    const end = Math.min(sharedEnd, letters.length - start);
    return { own: letters.slice(start, letters.length - end).join(''), end };
  };
  const widest = all.reduce((most, letters) => Math.max(most, place.width(parts(letters).own)), 0);
  return (name) => {
    const letters = Array.from(name);
    const { own, end } = parts(letters);
    const lead = letters.slice(0, Math.min(start, 4)).join('');
    const tail = end > 0 ? GAP : '';
    const left = place.room - place.width(`${lead}${GAP}${tail}`);
    const core = widest > left ? cutInTheMiddle(own, { ...place, room: left }) : own;
    return `${lead}${start > 4 ? GAP : ''}${core}${tail}`;
  };
}

/** How many letters all of them begin with. */
function shared(all: readonly (readonly string[])[]): number {
  const first = all[0]!;
  const at = first.findIndex((letter, i) => all.some((each) => each[i] !== letter));
  return at < 0 ? first.length : at;
}
