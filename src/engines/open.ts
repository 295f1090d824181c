/** Opens an engine by name; each is imported only when asked for, so that TensorFlow costs nothing where it is not used. */
import { UserError } from '../errors.js';
import type { Engine, EngineName } from './engine.js';

export const FUSED_BACKEND = 'wasm-simd';

/** @throws {UserError} if the engine or the backend asked for cannot be had, with what to do */
export async function openEngine(
  name: EngineName,
  { backend }: { backend?: string | undefined } = {},
): Promise<Engine> {
  if (name === 'fused') {
    refuseFusedBackend(backend);
    const { createFusedEngine } = await import('./fused/index.js');
    return createFusedEngine();
  }
  const { createTfjsEngine } = await import('./tfjs.js');
  return createTfjsEngine(backend === undefined ? {} : { backend });
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

function refuseFusedBackend(backend: string | undefined): void {
  if (backend !== undefined && backend !== FUSED_BACKEND) {
    throw new UserError(
      `The fused engine has no backend ${JSON.stringify(backend)}.`,
      'Backends belong to --engine tfjs.',
    );
  }
}
