/**
 * The `tfjs` engine: the reference, trained by TensorFlow.js with a loop of our own. Stands behind the seam of
 * `engine.ts`; may not know experiments, files or metrics.
 */
import { UserError } from '../errors.js';
import type { Engine } from './engine.js';
import { backendVersion, openBackend, selectBackend, TFJS_BACKENDS, type TfjsBackend } from './tfjs/backends.js';
import { trainNetwork } from './tfjs/train-network.js';

export type { TfjsBackend } from './tfjs/backends.js';

/**
 * Opens the engine on the best backend that loads: native (tfjs-node), else WebAssembly, else JavaScript.
 *
 * @param options.backend use this one and no other
 * @throws {UserError} with the remedy if the backend asked for cannot be loaded, or none can
 */
export async function createTfjsEngine(options: { backend?: string } = {}): Promise<Engine> {
  const wanted = options.backend === undefined ? TFJS_BACKENDS : [checkBackend(options.backend)];
  const reasons: string[] = [];
  for (const backend of wanted) {
    try {
      await openBackend(backend);
      return engineOn(backend);
    } catch (error) {
      reasons.push(`${backend}: ${firstLine(error)}`);
    }
  }
  const which =
    options.backend === undefined ? 'no TensorFlow.js backend loads' : 'that TensorFlow.js backend does not load';
  throw new UserError(`${which} (${reasons.join('; ')})`, remedyFor(options.backend));
}

function engineOn(backend: TfjsBackend): Engine {
  return {
    name: 'tfjs',
    backend,
    train: (task) => trainNetwork(task, { beforeEpoch: () => selectBackend(backend) }),
    dispose: () => undefined, // every run disposes what it made; the backend itself belongs to the thread
  };
}

/** What a user can do about a backend that does not load. */
export function remedyFor(backend: string | undefined): string {
  if (backend === 'tensorflow')
    return 'build it with `npm run setup:tfjs-node`, or use --backend wasm, or leave --backend away';
  return 'reinstall the packages with `npm ci`';
}

export interface BackendReport {
  readonly name: TfjsBackend;
  readonly loads: boolean;
  /** Why it does not load and what to do; empty if it loads. */
  readonly reason: string;
  /** Version of its npm package, and of TensorFlow where that is underneath; empty if not installed. */
  readonly version: string;
}

/** Tries every backend, for `doctor`. Loads them into this process. */
export async function describeTfjs(): Promise<{ readonly backends: readonly BackendReport[] }> {
  const backends: BackendReport[] = [];
  for (const name of TFJS_BACKENDS) {
    let reason = '';
    try {
      await openBackend(name);
    } catch (error) {
      reason = `${firstLine(error)}; ${remedyFor(name)}`;
    }
    backends.push({ name, loads: reason === '', reason, version: backendVersion(name) });
  }
  return { backends };
}

function checkBackend(name: string): TfjsBackend {
  const known = TFJS_BACKENDS.find((backend) => backend === name);
  if (known !== undefined) return known;
  throw new UserError(
    `the tfjs engine has no backend ${JSON.stringify(name)}`,
    `use one of: ${TFJS_BACKENDS.join(', ')}`,
  );
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0]!.trim();
}
