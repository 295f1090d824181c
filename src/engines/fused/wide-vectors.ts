/**
 * Registers of 256 bits for 128-bit WebAssembly: V8 can compile two operations on neighbouring vectors as one (its
 * "revectorization"). Every lane computes what it computed before, so the bytes stay the same; only the speed changes.
 */
import { setFlagsFromString } from 'node:v8';

/** Major versions of V8 on which the golden hashes were seen to hold with it: Node 24 to 26. */
const TRIED = new Set(['13', '14']);

/**
 * Turns joining on for all modules compiled from now on, where V8 and processor can, and says whether it did.
 * `RESEED_WIDE_VECTORS=0` in the environment leaves it off.
 */
export function useWideVectors(): boolean {
  const v8 = process.versions.v8.split('.')[0]!;
  if (process.arch !== 'x64' || !TRIED.has(v8) || process.env['RESEED_WIDE_VECTORS'] === '0') return false;
  setFlagsFromString('--experimental-wasm-revectorize');
  return true;
}

/** What to say to somebody whose Node leaves the vectors as they are; nothing if they are joined, or cannot be. */
export function newerNodeAdvice(): string | undefined {
  const major = Number(process.versions.node.split('.')[0]);
  if (process.arch !== 'x64' || major >= 24) return undefined;
  return 'Node 24 or newer trains wide networks faster, 1.1 to 1.4 times by processor, to the same bytes.';
}
