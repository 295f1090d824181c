/** The engine over a child process: the same interface, with the child replaced when it has died. */
import type { Engine } from '../engine.js';
import type { TfjsBackend } from './backends.js';
import { startTrainingProcess, type TrainingProcess } from './child-process.js';

export interface IsolatedEngine extends Engine {
  /** Process number of the child in use. */
  readonly processId: () => number;
  /** Version of the backend, as the child reports it. */
  readonly version: string;
}

/**
 * Trains in a supervised child process. A crash there rejects the runs in flight with an IncidentError that names the
 * signal; the next run starts a new child.
 *
 * @param options.childFile compiled entry of the child; for tests
 * @throws {Error} with the reason if the backend cannot be opened in the child
 */
export async function createIsolatedTfjsEngine({
  backend,
  childFile,
}: {
  backend: TfjsBackend;
  childFile?: string | undefined;
}): Promise<IsolatedEngine> {
  let current = await startTrainingProcess(backend, { childFile });
  let replacement: Promise<TrainingProcess> | undefined;
  const { version } = current;

  const living = async (): Promise<TrainingProcess> => {
    if (current.alive()) return current;
    replacement ??= startTrainingProcess(backend, { childFile }).finally(() => (replacement = undefined));
    return (current = await replacement);
  };

  return {
    name: 'tfjs',
    backend,
    version,
    processId: () => current.id,
    train: async (task) => (await living()).train(task),
    dispose: () => {
      current.end();
    },
  };
}
