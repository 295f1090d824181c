/**
 * Opening the backends of TensorFlow.js: native (tfjs-node), WebAssembly, JavaScript. Says why one cannot be had.
 * Knows nothing of networks or training.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers'; // the core comes without gradients in Node; this package registers them
import { BACKEND_PACKAGES, missingNativePart, packageFolder } from '../tfjs-packages.js';
import type { TfjsBackend } from '../tfjs-packages.js';
import { replaceRemovedUtil } from './removed-util.js';

/**
 * Settings that must stand in the environment of a process before the native library loads: no oneDNN (small steps are
 * faster without it), one thread (as many processes as workers share the cores), errors only in the log.
 */
export const NATIVE_SETTINGS: Readonly<Record<string, string>> = {
  TF_ENABLE_ONEDNN_OPTS: '0',
  TF_NUM_INTRAOP_THREADS: '1',
  TF_NUM_INTEROP_THREADS: '1',
  OMP_NUM_THREADS: '1',
  TF_CPP_MIN_LOG_LEVEL: '2',
};

/**
 * Loads a backend and makes it the current one. Adds no process-wide listeners and prints nothing.
 *
 * @throws {Error} with the reason if it cannot be loaded; nothing is changed then
 */
export async function openBackend(backend: TfjsBackend): Promise<void> {
  tf.enableProdMode(); // warnings and advertisements of the library go nowhere
  if (backend === 'tensorflow') prepareNative();
  const listeners = rememberListeners();
  try {
    await import(BACKEND_PACKAGES[backend]);
    if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js could not start its backend ${backend}`);
  } finally {
    listeners.removeNew();
  }
}

/** Makes an opened backend the current one again, after other code of this thread may have chosen another. */
export function selectBackend(backend: TfjsBackend): void {
  if (tf.getBackend() !== backend) void tf.setBackend(backend); // synchronous for a backend that was opened
}

/** Version of a backend's package (with that of TensorFlow, once the native one is loaded), or '' if it is not installed. */
export function backendVersion(backend: TfjsBackend): string {
  const folder = packageFolder(BACKEND_PACKAGES[backend]);
  if (folder === null) return '';
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const native = tf.findBackend('tensorflow') as { binding?: { TF_Version?: string } } | null;
  const library = backend === 'tensorflow' ? native?.binding?.TF_Version : undefined;
  return library === undefined ? version : `${version} (TensorFlow ${library})`;
}

function prepareNative(): void {
  const missing = missingNativePart();
  if (missing !== null) throw new Error(missing);
  Object.assign(process.env, NATIVE_SETTINGS); // reaches the library from a main thread only
  replaceRemovedUtil();
}

/** The WebAssembly glue installs handlers that rethrow; a library has no business there, so what is new is taken away. */
function rememberListeners(): { removeNew: () => void } {
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const before = events.map((event) => new Set<unknown>(process.listeners(event as 'uncaughtException')));
  return {
    removeNew: () => {
      events.forEach((event, i) => {
        for (const listener of process.listeners(event as 'uncaughtException')) {
          if (!before[i]!.has(listener)) process.removeListener(event, listener);
        }
      });
    },
  };
}
