import { describe, expect, it } from 'vitest';
import { gatherCrew } from '../../perf/perf-crew.js';

describe('a crew of the speed benchmark', () => {
  it('answers with the reason when a process dies of its job, and when it is asked again', async () => {
    const crew = gatherCrew(1, { file: new URL('./dying-worker.mjs', import.meta.url) });
    for (let asked = 0; asked < 2; asked++) {
      const [answer] = await crew.run({ kind: 'peak' }, 1);
      expect(answer).toEqual({ reason: 'its process was ended by exit code 3', resident: 0 });
    }
    await crew.dismiss();
  });
});
