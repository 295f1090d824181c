import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { missingNativePart } from '../../src/engines/tfjs-packages.js';
import { openBackend } from '../../src/engines/tfjs/backends.js';
import { replaceRemovedUtil } from '../../src/engines/tfjs/removed-util.js';
import { createTfjsEngine, describeTfjs } from '../../src/engines/tfjs.js';
import { UserError } from '../../src/base/errors.js';
import { CHILD_FILE } from './tfjs-task.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const missing = missingNativePart();
const nativeIsMissing = missing !== null;
if (nativeIsMissing)
  console.info(`tests on the native backend are skipped: ${missing}; npm run setup:tfjs-node builds it`);

describe('opening a backend', () => {
  it.each(['wasm', 'cpu'] as const)('adds no process-wide handler and prints nothing (%s)', async (backend) => {
    const spies = (['log', 'warn', 'info', 'error'] as const).map((name) => vi.spyOn(console, name));
    const count = (): number =>
      process.listenerCount('uncaughtException') + process.listenerCount('unhandledRejection');
    const before = count();
    await openBackend(backend);
    expect(count()).toBe(before);
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  it('finds the WebAssembly files on disk, in a worker thread and without the network', () => {
    // Plain JavaScript on the installed packages, since a worker thread cannot load TypeScript: no fetch, no sockets.
    const script = `
      const { Worker } = require('node:worker_threads');
      const body = \`
        globalThis.fetch = () => { throw new Error('the network was asked'); };
        require('node:net').Socket.prototype.connect = () => { throw new Error('the network was asked'); };
        const tf = require('@tensorflow/tfjs-core');
        require('@tensorflow/tfjs-backend-wasm');
        tf.setBackend('wasm').then(() => {
          const sum = tf.sum(tf.matMul(tf.ones([3, 4]), tf.ones([4, 2]))).dataSync()[0];
          require('node:worker_threads').parentPort.postMessage(tf.getBackend() + ' ' + sum);
        });\`;
      new Worker(body, { eval: true }).once('message', (text) => console.log(text));`;
    const out = execFileSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' });
    expect(out.trim()).toBe('wasm 24');
  });

  it.runIf(nativeIsMissing)(
    'of the native library says what is missing and what to do, if it is not there',
    async () => {
      const failure = await createTfjsEngine({ backend: 'tensorflow' }).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(UserError);
      expect((failure as UserError).message).toContain('tfjs-node');
      expect((failure as UserError).hint).toContain('npm run setup:tfjs-node');
    },
  );

  it('without a choice takes the native library where it loads, else WebAssembly', async () => {
    const engine = await createTfjsEngine({ childFile: CHILD_FILE });
    expect(engine.backend).toBe(nativeIsMissing ? 'wasm' : 'tensorflow');
    engine.dispose();
  });
});

describe('describeTfjs', () => {
  it('lists every backend with its version, and a reason with a remedy where one does not load', async () => {
    const { backends } = await describeTfjs({ childFile: CHILD_FILE });
    expect(backends.map(({ name }) => name)).toEqual(['tensorflow', 'wasm', 'cpu']);
    for (const { loads, reason, version, name } of backends) {
      expect(loads).toBe(reason === '');
      if (loads) expect(version).toMatch(/^4\.\d+\.\d+/);
      if (name !== 'tensorflow') expect(loads).toBe(true);
      else if (!loads) expect(reason).toContain('setup:tfjs-node');
    }
  });
});

describe('replaceRemovedUtil', () => {
  it('gives util what Node 23 removed and tfjs-node calls', () => {
    const util: Record<string, (value: unknown) => boolean> = {};
    replaceRemovedUtil(util);
    expect([null, undefined, 0, ''].map((value) => util['isNullOrUndefined']!(value))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect([[], {}].map((value) => util['isArray']!(value))).toEqual([true, false]);
  });
});
