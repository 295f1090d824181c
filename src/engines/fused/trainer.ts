/**
 * The compiled trainer: finds `trainer.wasm` beside the built file (or in dist/, when run from the sources), compiles it
 * once a thread, and gives instances with their own memory. Knows no networks.
 */
import { existsSync, readFileSync } from 'node:fs';
import { useWideVectors } from './wide-vectors.js';

/** What src/engines/fused/assembly/trainer.ts exports and the host calls; addresses and counts are 32-bit integers. */
export interface TrainerExports {
  heapBase(): number;
  setShadow(address: number): void;
  setWide(joined: boolean): void;
  begin(plan: number): void;
  orderRows(epoch: number): void;
  trainEpoch(epoch: number): number;
  batchGradients(first: number, count: number, step: number): number;
  applyGradients(): void;
  validationLoss(): number;
  keepBest(): void;
  restoreBest(): void;
  makeMasks(rows: number, firstRow: number, step: number, purpose: number): void;
  inferBlock(rows: number, first: number, count: number, masked: number, out: number, ldout: number): number;
  /** Mask entries, for the tests: `groups` × 32 to `out`. */
  fillMask(...args: [out: number, groups: number, firstGroup: number, ...keyAndCounter: number[]]): void;
  mapUnary(which: number, from: number, to: number, bytes: number): void;
  /** turns × 48 multiply-adds, for the benchmark's yardstick. */
  multiplyAdds(turns: number, factor: number, term: number): number;
}

export interface Trainer {
  readonly exports: TrainerExports;
  readonly memory: WebAssembly.Memory;
  /** The build that checks every access against the arrays that exist. */
  readonly checked: boolean;
}

const compiled = new Map<string, WebAssembly.Module>();

/**
 * A fresh instance with memory of its own; `checked` asks for the debug build, `wide` for the kernels that suit wide
 * vectors (both give the same bytes).
 *
 * @throws {Error} if the file has not been built
 */
export function instantiateTrainer({ checked = false, wide = useWideVectors() } = {}): Trainer {
  const name = checked ? 'trainer.debug.wasm' : 'trainer.wasm';
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536 });
  const abort = (): never => {
    throw new WebAssembly.RuntimeError('an assertion failed in the checked trainer');
  };
  const instance = new WebAssembly.Instance(moduleOf(name), { env: { memory, abort } });
  const exports = instance.exports as TrainerExports;
  exports.setWide(wide);
  return { exports, memory, checked };
}

function moduleOf(name: string): WebAssembly.Module {
  let module = compiled.get(name);
  if (module === undefined) {
    module = new WebAssembly.Module(readFileSync(fileOf(name)));
    compiled.set(name, module);
  }
  return module;
}

function fileOf(name: string): URL {
  const places = [new URL(name, import.meta.url), new URL(`../../../dist/src/engines/fused/${name}`, import.meta.url)];
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error(`${name} has not been built: run npm run build`);
  return found;
}

/** Grows the memory to at least this many bytes. @throws {RangeError} if the machine refuses */
export function ensureMemory(memory: WebAssembly.Memory, bytes: number): void {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / 65536);
  if (missing <= 0) return;
  try {
    memory.grow(missing);
  } catch {
    throw new RangeError(`the fused engine needs ${bytes} bytes of WebAssembly memory and could not get them`);
  }
}
