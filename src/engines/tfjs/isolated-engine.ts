/** The engine over a child process: the same interface, with the child replaced when it has died, and own models too. */
import { IncidentError } from '../../base/errors.js';
import type { Engine, TrainResult } from '../engine.js';
import type { TfjsBackend } from '../tfjs-packages.js';
import { startTrainingProcess, type TrainingProcess } from './child-process.js';
import type { ModelEnds } from './inputs.js';
import type { ChildQuestion, OwnModelReference } from './messages.js';
import type { OwnModelTask } from './train-own-model.js';

export interface IsolatedEngine extends Engine {
  /** Process number of the child in use. */
  readonly processId: () => number;
  /** Version of the backend, as the child reports it. */
  readonly version: string;
  /** Trains a user's model; errors as `train`, and a UserError for a model that is refused. */
  readonly trainOwn: (task: OwnModelTask, model: OwnModelReference) => Promise<TrainResult>;
  /** Builds a user's model once and says how many trained scalars it has; throws a UserError if it is refused. */
  readonly checkOwn: (model: OwnModelReference, ends: ModelEnds) => Promise<{ readonly parameters: number }>;
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
  const start = (): Promise<TrainingProcess> => startTrainingProcess(backend, { childFile });
  let current = await start().catch((error: unknown) => {
    if (error instanceof IncidentError) return start(); // killed while it started: once may be bad luck
    throw error;
  });
  let replacement: Promise<TrainingProcess> | undefined;
  const { version } = current;

  const living = async (): Promise<TrainingProcess> => {
    if (current.alive()) return current;
    replacement ??= start().finally(() => (replacement = undefined));
    return (current = await replacement);
  };
  const ask = async (question: ChildQuestion, signal?: AbortSignal): Promise<unknown> =>
    (await living()).ask(question, signal);

  return {
    name: 'tfjs',
    backend,
    version,
    processId: () => current.id,
    train: async ({ signal, ...task }) => (await ask({ type: 'train', task }, signal)) as TrainResult,
    trainOwn: async ({ signal, ...task }, model) =>
      (await ask({ type: 'trainOwn', task, model }, signal)) as TrainResult,
    checkOwn: async (model, ends) => (await ask({ type: 'checkOwn', model, ends })) as { parameters: number },
    dispose: () => {
      current.end();
    },
  };
}
