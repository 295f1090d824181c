/**
 * The `tfjs` engine: the reference, trained by TensorFlow.js with a loop of our own. Stands behind the seam of
 * `engine.ts`; may not know experiments, files or metrics.
 */
import { UserError } from '../base/errors.js';
import type { Engine } from './engine.js';
import {
  BACKEND_PACKAGES,
  buildAdvice,
  installAdvice,
  missingNativePart,
  packageFolder,
  TFJS_BACKENDS,
} from './tfjs-packages.js';
import type { TfjsBackend } from './tfjs-packages.js';
import { backendVersion, openBackend, selectBackend } from './tfjs/backends.js';
import { createIsolatedTfjsEngine, type IsolatedEngine } from './tfjs/isolated-engine.js';
import { trainNetwork } from './tfjs/train-network.js';

export type { TfjsBackend } from './tfjs-packages.js';
export type { IsolatedEngine } from './tfjs/isolated-engine.js';
export type { OwnModelReference } from './tfjs/messages.js';

export interface TfjsOptions {
  /** Use this backend and no other. */
  readonly backend?: string;
  /** Compiled entry of the child process, where it does not lie beside this file; for tests. */
  readonly childFile?: string;
}

/**
 * Opens the engine on the best backend that loads: native (tfjs-node), else WebAssembly, else JavaScript. The native one
 * runs in a supervised child process, since a crash in its code would take every thread of this process along.
 *
 * @throws {UserError} with the remedy if the backend asked for cannot be loaded, or none can
 */
export async function createTfjsEngine({ backend, childFile }: TfjsOptions = {}): Promise<Engine> {
  return openBest<Engine>(backend, (name) => (name === 'tensorflow' ? openNative(childFile) : openHere(name)));
}

/** The engine for users' own models: as `createTfjsEngine`, but always in a child process, whatever the backend. */
export async function createOwnModelEngine({ backend, childFile }: TfjsOptions = {}): Promise<IsolatedEngine> {
  return openBest(backend, (name) =>
    name === 'tensorflow' ? openNative(childFile) : createIsolatedTfjsEngine({ backend: name, childFile }),
  );
}

async function openBest<T>(wanted: string | undefined, open: (backend: TfjsBackend) => Promise<T>): Promise<T> {
  const one = wanted === undefined ? undefined : checkBackend(wanted);
  const candidates = one === undefined ? TFJS_BACKENDS : [one];
  const reasons: string[] = [];
  for (const backend of candidates) {
    try {
      return await open(backend);
    } catch (error) {
      reasons.push(`${backend}: ${firstLine(error)}`);
    }
  }
  const which = wanted === undefined ? 'No TensorFlow.js backend loads' : 'That TensorFlow.js backend does not load';
  throw new UserError(`${which} (${reasons.join('; ')}).`, remedyFor(one));
}

async function openNative(childFile: string | undefined): Promise<IsolatedEngine> {
  const missing = missingNativePart();
  if (missing !== null) throw new Error(missing);
  return createIsolatedTfjsEngine({ backend: 'tensorflow', childFile });
}

async function openHere(backend: TfjsBackend): Promise<Engine> {
  await openBackend(backend);
  return {
    name: 'tfjs',
    backend,
    train: (task) => trainNetwork(task, { beforeEpoch: () => selectBackend(backend) }),
    dispose: () => undefined, // every run disposes what it made; the backend itself belongs to the thread
  };
}

/** What a user can do about a backend that does not load. */
function remedyFor(backend: TfjsBackend | undefined): string {
  if (backend === 'tensorflow') return `${buildAdvice()}, or use --backend wasm, or leave --backend out.`;
  const names = backend === undefined ? [BACKEND_PACKAGES.wasm] : [BACKEND_PACKAGES[backend]];
  return installAdvice(names.filter((name) => packageFolder(name) === null));
}

export interface BackendReport {
  readonly name: TfjsBackend;
  readonly loads: boolean;
  /** Why it does not load and what to do; empty if it loads. */
  readonly reason: string;
  /** Version of its npm package, and of TensorFlow where that is underneath; empty if not installed. */
  readonly version: string;
}

/** Tries every backend, for `doctor`; the native one in a process of its own. */
export async function describeTfjs({ childFile }: Pick<TfjsOptions, 'childFile'> = {}): Promise<{
  readonly backends: readonly BackendReport[];
}> {
  const backends: BackendReport[] = [];
  for (const name of TFJS_BACKENDS) {
    try {
      if (name === 'tensorflow') {
        const engine = await openNative(childFile);
        engine.dispose();
        backends.push({ name, loads: true, reason: '', version: engine.version });
      } else {
        await openBackend(name);
        backends.push({ name, loads: true, reason: '', version: backendVersion(name) });
      }
    } catch (error) {
      const reason = `${firstLine(error)}. ${remedyFor(name)}`;
      backends.push({ name, loads: false, reason, version: backendVersion(name) });
    }
  }
  return { backends };
}

function checkBackend(name: string): TfjsBackend {
  const known = TFJS_BACKENDS.find((backend) => backend === name);
  if (known !== undefined) return known;
  throw new UserError(
    `The tfjs engine has no backend ${JSON.stringify(name)}.`,
    `Use one of: ${TFJS_BACKENDS.join(', ')}.`,
  );
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0]!.trim();
}
