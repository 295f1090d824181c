/** Opens an engine by name; each is imported only when asked for, so that TensorFlow costs nothing where it is not used. */
import { UserError } from '../base/errors.js';
import type { Engine, EngineName } from './engine.js';
import type { IsolatedEngine } from './tfjs.js';
import { missingTfjs } from './tfjs-packages.js';

export const FUSED_BACKEND = 'wasm-simd';

/** An engine, and what those add that can train users' own models. */
export type OpenedEngine = Engine & Partial<Pick<IsolatedEngine, 'trainOwn' | 'checkOwn'>>;

/**
 * @param options.ownModels it must train users' own models too, which only tfjs can, in a process of its own
 * @throws {UserError} if the engine or the backend asked for cannot be had, with what to do
 */
export async function openEngine(
  name: EngineName,
  { backend, ownModels = false }: { backend?: string | undefined; ownModels?: boolean } = {},
): Promise<OpenedEngine> {
  if (name === 'fused') {
    if (ownModels) throw refusedByFused();
    refuseFusedBackend(backend);
    const { createFusedEngine } = await import('./fused/index.js');
    return createFusedEngine();
  }
  const missing = missingTfjs();
  if (missing !== undefined) throw missing;
  const { createOwnModelEngine, createTfjsEngine } = await import('./tfjs.js');
  const create = ownModels ? createOwnModelEngine : createTfjsEngine;
  return create(backend === undefined ? {} : { backend });
}

/**
 * Opens at the first call and keeps what it opened; a failure is not kept, so that the next call tries again.
 *
 * @param open such as `() => openEngine('tfjs')`
 */
export function openedOnce<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined;
  return async () => {
    const mine = (opened ??= open());
    try {
      return await mine;
    } catch (error) {
      if (opened === mine) opened = undefined;
      throw error;
    }
  };
}

/** The backend that an engine will use here: the one asked for if it can be had, else the engine's choice. */
export async function backendOf(name: EngineName, { backend }: { backend?: string | undefined } = {}): Promise<string> {
  if (name === 'fused') {
    refuseFusedBackend(backend);
    return FUSED_BACKEND;
  }
  const engine = await openEngine(name, { backend });
  engine.dispose();
  return engine.backend;
}

/** Said before anything runs, where a model of the user's own is to be trained by the fused engine. */
export function refusedByFused(): UserError {
  return new UserError(
    'The fused engine trains models made with sequential([…]) only, not functions that build one with tf.',
    'Use --engine tfjs, or leave --engine out.',
  );
}

function refuseFusedBackend(backend: string | undefined): void {
  if (backend !== undefined && backend !== FUSED_BACKEND) {
    throw new UserError(
      `The fused engine has no backend ${JSON.stringify(backend)}.`,
      'Backends belong to --engine tfjs.',
    );
  }
}
