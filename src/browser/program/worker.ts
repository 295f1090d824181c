/** Runs beside the page: holds the evidence, and answers each view with the page for it. The same code as `reseed report`. */
import { reseedPage } from '../answer.js';
import type { Request } from '../messages.js';
import { inflated } from './inflate.js';

let asked = Promise.resolve<ReturnType<typeof reseedPage> | undefined>(undefined);

self.addEventListener('message', ({ data }: MessageEvent<Request>) => {
  asked = asked.then(async (page) => {
    if (data.is === 'start') return reseedPage(await inflated(data.evidence));
    try {
      if (page === undefined) throw new Error('there is nothing to look at yet');
      self.postMessage(page(data));
    } catch (error) {
      self.postMessage({ is: 'trouble', id: data.id, text: error instanceof Error ? error.message : String(error) });
    }
    return page;
  });
});
