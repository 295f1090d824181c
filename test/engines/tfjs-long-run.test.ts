/** A thousand runs in one process: what is left behind would add up. Runs the built engine, alone in a process. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { describeBackends } from './tfjs-task.js';

const program = fileURLToPath(new URL('../fixtures/thousand-runs.mjs', import.meta.url));

/** Newer Nodes let the space for young objects grow for thousands of runs, which is their policy and no leak. */
const FIXED_NURSERY = ['--max-semi-space-size=16'];

describeBackends('a thousand runs in one worker', (backend) => {
  it('leave the number of tensors as it was, and memory flat within 10 %', () => {
    const out = execFileSync(process.execPath, ['--expose-gc', ...FIXED_NURSERY, program, backend], {
      encoding: 'utf8',
    });
    const { tensors, residentMiB } = JSON.parse(out) as { tensors: number[]; residentMiB: number[] };
    expect(tensors).toHaveLength(5);
    expect(new Set(tensors)).toEqual(new Set([0]));
    const settled = residentMiB[1]!;
    expect(Math.max(...residentMiB.slice(1))).toBeLessThan(1.1 * settled);
  });
});
