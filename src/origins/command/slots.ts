/** Places for programs that run at the same time; each may have graphics cards of its own. Knows no programs. */

export interface Slots {
  /** Waits for a place; its number, from 0. */
  take(): Promise<number>;
  give(slot: number): void;
  /** Lets all that wait go on, so that they can see that it is over. */
  release(): void;
}

export function openSlots(count: number): Slots {
  const free = Array.from({ length: count }, (_, i) => count - 1 - i);
  const waiting: ((slot: number) => void)[] = [];
  return {
    take: () => {
      const slot = free.pop();
      return slot === undefined ? new Promise((go) => waiting.push(go)) : Promise.resolve(slot);
    },
    give: (slot) => {
      const next = waiting.shift();
      if (next === undefined) free.push(slot);
      else next(slot);
    },
    release: () => {
      for (const go of waiting.splice(0)) go(0);
    },
  };
}
