/**
 * The inside of the child process: opens one backend, trains what it is sent, ends when its parent is gone.
 * A crash of native code ends here and takes nobody along.
 */
import type { TfjsBackend } from '../tfjs-packages.js';
import { backendVersion, openBackend, selectBackend } from './backends.js';
import {
  sentError,
  type ChildQuestion,
  type ChildReply,
  type ChildRequest,
  type OwnModelReference,
} from './messages.js';
import { buildModel, type ModelBuilder } from './own-model.js';
import { trainedSize, trainOwnModel } from './train-own-model.js';
import { trainNetwork } from './train-network.js';

const backend = process.argv[2] as TfjsBackend;
const running = new Map<number, AbortController>();
const builders = new Map<string, Promise<ModelBuilder>>();
/** One own model after the other, since each has `Math.random` to itself. */
let ownModels: Promise<unknown> = Promise.resolve();

function reply(message: ChildReply): void {
  if (process.connected) process.send!(message);
}

function beforeEpoch(): void {
  selectBackend(backend);
}

async function answer(question: ChildQuestion, signal: AbortSignal): Promise<unknown> {
  if (question.type === 'train') return trainNetwork({ ...question.task, signal }, { beforeEpoch });
  const build = await builderOf(question.model);
  const turn = ownModels.then(async () => {
    if (question.type === 'trainOwn') return trainOwnModel({ ...question.task, signal }, { build, beforeEpoch });
    beforeEpoch();
    const model = await buildModel(build, { ends: question.ends, init: [0, 0] });
    const parameters = trainedSize(model);
    model.dispose();
    return { parameters };
  });
  ownModels = turn.catch(() => undefined);
  return turn;
}

/** Loads a builder once; the loader is a module of the caller, so nothing here knows what the reference means. */
function builderOf({ loader, reference }: OwnModelReference): Promise<ModelBuilder> {
  const key = JSON.stringify([loader, reference]);
  let builder = builders.get(key);
  if (builder === undefined) {
    builder = import(loader).then(
      ({ default: load }: { default: (reference: unknown) => ModelBuilder | Promise<ModelBuilder> }) => load(reference),
    );
    builders.set(key, builder);
  }
  return builder;
}

async function serve(id: number, question: ChildQuestion): Promise<void> {
  const controller = new AbortController();
  running.set(id, controller);
  try {
    reply({ type: 'answer', id, answer: await answer(question, controller.signal) });
  } catch (error) {
    reply({ type: 'failure', id, error: sentError(error) });
  } finally {
    running.delete(id);
  }
}

process.once('disconnect', () => process.exit());
process.on('SIGINT', () => undefined); // Ctrl-C goes to the whole group; the parent decides what ends
process.on('message', (request: ChildRequest) => {
  if (request.type === 'ask') void serve(request.id, request.question);
  else running.get(request.id)?.abort(new Error('aborted'));
});

try {
  await openBackend(backend);
  reply({ type: 'ready', version: backendVersion(backend) });
} catch (error) {
  reply({ type: 'unavailable', reason: sentError(error).message });
}
