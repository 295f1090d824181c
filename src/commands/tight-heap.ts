/**
 * A heap that grows in smaller steps. Left to itself V8 lets the garbage of a million scores grow to several times of what
 * lives before it collects; numbers and bytes do not depend on when it does.
 */
import { setFlagsFromString } from 'node:v8';

/** From now on the heap may grow by two fifths of what lives before the next collection. */
export function keepHeapTight(): void {
  setFlagsFromString('--heap-growing-percent=40');
}
