/** The worker, started when it is first asked: one answer for each question, the latest page alone. */
import type { PageReply, Place, Reply, Request, RunReply } from '../messages.js';
import type { View } from '../../report/explore/view.js';
import { inflated } from './inflate.js';

export interface Asking {
  readonly page: (view: View) => Promise<PageReply>;
  readonly run: (place: Place) => Promise<RunReply>;
}

export function startAsking(): Asking {
  const waiting = new Map<number, { done: (reply: never) => void; failed: (error: Error) => void }>();
  let last = 0;
  let worker: Promise<Worker> | undefined;
  const ask = async <T>(make: (id: number) => Request): Promise<T> => {
    worker ??= startWorker((reply) => {
      const { done, failed } = waiting.get(reply.id) ?? {};
      waiting.delete(reply.id);
      if (reply.is === 'trouble') failed?.(new Error(reply.text));
      else done?.(reply as never);
    });
    const id = ++last;
    const answer = new Promise<T>((done, failed) => waiting.set(id, { done, failed }));
    (await worker).postMessage(make(id));
    return answer;
  };
  return {
    page: (view) => ask<PageReply>((id) => ({ is: 'page', id, view })),
    run: (place) => ask<RunReply>((id) => ({ is: 'run', id, place })),
  };
}

async function startWorker(onReply: (reply: Reply) => void): Promise<Worker> {
  const program = await inflated(textOf('worker'));
  const address = URL.createObjectURL(new Blob([program], { type: 'text/javascript' }));
  const worker = new Worker(address);
  worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => onReply(data));
  worker.postMessage({ is: 'start', evidence: textOf('evidence') } satisfies Request);
  return worker;
}

function textOf(id: string): string {
  return document.getElementById(id)?.textContent ?? '';
}
