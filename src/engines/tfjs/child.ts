/**
 * The inside of the child process: opens one backend, trains what it is sent, ends when its parent is gone.
 * A crash of native code ends here and takes nobody along.
 */
import type { TrainTask } from '../engine.js';
import { backendVersion, openBackend, selectBackend } from './backends.js';
import type { ChildArgument, ChildReply, ChildRequest } from './messages.js';
import { trainNetwork } from './train-network.js';

const backend = process.argv[2] as ChildArgument;
const running = new Map<number, AbortController>();

function reply(message: ChildReply): void {
  if (process.connected) process.send!(message);
}

async function train(id: number, task: Omit<TrainTask, 'signal'>): Promise<void> {
  const controller = new AbortController();
  running.set(id, controller);
  try {
    const beforeEpoch = (): void => {
      selectBackend(backend);
    };
    reply({ type: 'trained', id, result: await trainNetwork({ ...task, signal: controller.signal }, { beforeEpoch }) });
  } catch (error) {
    reply({ type: 'failed', id, error: error instanceof Error ? error : new Error(String(error)) });
  } finally {
    running.delete(id);
  }
}

process.once('disconnect', () => process.exit());
process.on('SIGINT', () => undefined); // Ctrl-C goes to the whole group; the parent decides what ends
process.on('message', (request: ChildRequest) => {
  if (request.type === 'train') void train(request.id, request.task);
  else running.get(request.id)?.abort(new Error('aborted'));
});

try {
  await openBackend(backend);
  reply({ type: 'ready', version: backendVersion(backend) });
} catch (error) {
  reply({ type: 'unavailable', reason: error instanceof Error ? error.message : String(error) });
}
