import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Tests that only compute: they share one loading of the sources a worker. Whatever starts programs or sets variables is not here. */
const PURE = ['base', 'stats', 'question', 'analysis', 'bench', 'report', 'design', 'data', 'model'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

// A test that hangs is ended, and no test that works is: on a busy machine everything takes many times as long.
const limits = { testTimeout: 600_000, hookTimeout: 600_000 };

export default defineConfig({
  test: {
    // Half of what the other tests do is to wait for programs that they started.
    maxWorkers: availableParallelism() + 1,
    projects: [
      { test: { name: 'pure', include: PURE, isolate: false, ...limits } },
      { test: { name: 'whole', include: ['test/**/*.test.ts'], exclude: PURE, ...limits } },
    ],
  },
});
