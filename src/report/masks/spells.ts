/**
 * What changes from frame to frame, written small: a spell is a stretch of frames in which something shows. All marks
 * with the same spell share one path, all spells of one length share one CSS animation, and the start is a delay; so the
 * file grows with the number of changes, not with units times frames, and needs no script.
 */
import { element, round } from '../figures/svg.js';

export interface Spell {
  /** First frame, from 0; a spell may run over the end of the loop into its beginning. */
  readonly start: number;
  /** Number of frames, 1 to all. */
  readonly length: number;
}

/** How long a frame stands, in seconds, and which part of it the fade takes. */
export const FRAME_SECONDS = 0.8;
const FADE = 0.3;

/** The spells of a state over the loop: one for each unbroken stretch of `true`. */
export function spellsOf(shows: readonly boolean[]): Spell[] {
  const frames = shows.length;
  if (shows.every(Boolean)) return frames === 0 ? [] : [{ start: 0, length: frames }];
  const spells: Spell[] = [];
  for (let start = 0; start < frames; start++) {
    if (!shows[start] || shows[(start + frames - 1) % frames]) continue;
    let length = 1;
    while (shows[(start + length) % frames]) length++;
    spells.push({ start, length });
  }
  return spells;
}

/** Collects marks by spell; `paths` gives one path element a spell, in order of start, then length. */
export function createSpells(frames: number): {
  add: (shows: readonly boolean[], mark: string) => void;
  paths: (className: string) => string[];
} {
  const marks = new Map<number, string[]>();
  return {
    add(shows, mark) {
      for (const { start, length } of spellsOf(shows)) {
        const key = start * (frames + 1) + length;
        const there = marks.get(key);
        if (there === undefined) marks.set(key, [mark]);
        else there.push(mark);
      }
    },
    paths(className) {
      return [...marks.entries()]
        .sort(([a], [b]) => a - b)
        .map(([key, all]) => {
          const spell = { start: Math.floor(key / (frames + 1)), length: key % (frames + 1) };
          return element('path', { class: `${className} ${spellClasses(spell, frames)}`, d: all.join('') });
        });
    },
  };
}

/**
 * `n3` for its length, `s5` for its start, and `f` where the first frame is part of it, which is what shows when nothing
 * moves; an unchanging mark is `f` alone.
 */
export function spellClasses({ start, length }: Spell, frames: number): string {
  if (length === frames) return 'f';
  return `m n${length} s${start}${start === 0 || start + length > frames ? ' f' : ''}`;
}

/**
 * The style rules that make spells come and go over a loop of this many frames; still where the reader asks for less motion.
 * The loop starts just after the first fade, so that the first paint is the first frame.
 */
export function spellStyle(frames: number): string {
  const share = (inFrames: number): string => `${round((inFrames / frames) * 100)}%`;
  const lengths = Array.from({ length: frames - 1 }, (_, i) => i + 1);
  return [
    '.m{opacity:0}.f{opacity:1}',
    ...lengths.map((n) => `@keyframes n${n}{0%,${share(n + FADE)},to{opacity:0}${share(FADE)},${share(n)}{opacity:1}}`),
    '@media (prefers-reduced-motion:no-preference){',
    `.m{animation:${round(frames * FRAME_SECONDS)}s linear infinite}`,
    ...lengths.map((n) => `.n${n}{animation-name:n${n}}`),
    ...Array.from(
      { length: frames },
      (_, s) => `.s${s}{animation-delay:${round((s - frames - FADE) * FRAME_SECONDS)}s}`,
    ),
    '}',
  ].join('\n');
}
