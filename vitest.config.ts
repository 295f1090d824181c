import { defineConfig } from 'vitest/config';

// A test that hangs is ended, and no test that works is: on a busy machine everything takes many times as long.
export default defineConfig({
  test: { include: ['test/**/*.test.ts'], testTimeout: 600_000, hookTimeout: 600_000 },
});
