/** The last line that a running program printed, for a live display: told now and then, without secrets. */
import { stopwatch } from '../../base/environment.js';
import { printableLine } from '../../base/printable.js';
import { printedLines } from './printed-scores.js';

const EVERY_MS = 200;
const KEPT = 4096;

export function watchLastLine(tell: (line: string) => void, hide: (text: string) => string): (chunk: Buffer) => void {
  let text = '';
  let toldAt = -Infinity;
  return (chunk) => {
    text = (text + chunk.toString('utf8', Math.max(0, chunk.length - KEPT))).slice(-KEPT);
    if (stopwatch() - toldAt < EVERY_MS) return;
    const last = printedLines(text).findLast((line) => line.trim() !== '');
    if (last === undefined) return;
    toldAt = stopwatch();
    tell(printableLine(hide(last.trim())));
  };
}
