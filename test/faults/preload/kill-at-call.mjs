// Preloaded into a command: it dies, as by kill -9, just before its n-th call that changes something on the disk; with n = 0 it
// lives, and says at its end how many there were.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isMainThread } from 'node:worker_threads';

const nth = Number(process.env.RESEED_TEST_KILL_AT ?? 'NaN');
if (isMainThread && Number.isFinite(nth)) {
  let count = 0;
  for (const name of ['writeSync', 'renameSync', 'linkSync', 'rmSync', 'mkdirSync', 'ftruncateSync', 'fsyncSync']) {
    const original = fs[name];
    fs[name] = (...args) => {
      if (typeof args[0] === 'number' && args[0] <= 2) return original(...args);
      if (++count === nth) {
        process.kill(process.pid, 'SIGKILL');
        for (;;);
      }
      return original(...args);
    };
  }
  syncBuiltinESMExports();
  process.on('exit', () => fs.writeSync(2, `calls: ${count}\n`));
}
