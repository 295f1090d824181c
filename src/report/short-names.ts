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
  return short.map((text, i) => {
    const alike = names.filter((_, j) => short[j] === text);
    return new Set(alike).size < 2 ? text : whatDiffers(names[i]!, { alike, place });
  });
}

/** A few letters of the start, then the rest from where it differs from names that start alike. */
function whatDiffers(name: string, { alike, place }: { alike: readonly string[]; place: NameRoom }): string {
  const all = alike.map((each) => Array.from(each));
  const letters = Array.from(name);
  const start = shared(all);
  const end = Math.min(shared(all.map((each) => each.toReversed())), letters.length - start);
  const own = letters.slice(start, letters.length - end).join('');
  const lead = letters.slice(0, Math.min(start, 4)).join('');
  const tail = end > 0 ? GAP : '';
  const left = place.room - place.width(`${lead}${GAP}${tail}`);
  const inner = { ...place, room: left };
  const others = alike.map((each) => {
    const one = Array.from(each);
    return one.slice(start, one.length - end).join('');
  });
  const core = others.some((each) => place.width(each) > left) ? cutInTheMiddle(own, inner) : own;
  return `${lead}${start > 4 ? GAP : ''}${core}${tail}`;
}

/** How many letters all of them begin with. */
function shared(all: readonly (readonly string[])[]): number {
  const first = all[0]!;
  const at = first.findIndex((letter, i) => all.some((each) => each[i] !== letter));
  return at < 0 ? first.length : at;
}
