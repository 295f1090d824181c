/** Speed is measured on a Node whose V8 can join vectors: this one, or one from npm. */
import { spawnSync } from 'node:child_process';
import { useWideVectors } from '../src/engines/fused/wide-vectors.js';

const PACKAGE = 'node@24';

/** Path of the Node to measure on; undefined: this one. `reason`, in one line, if none that can join vectors is to be had. */
export function nodeToMeasure(): { readonly path?: string; readonly reason?: string } {
  if (useWideVectors()) return {};
  if (process.arch !== 'x64') return { reason: 'vectors are joined on x64 only' };
  const { status, stdout } = spawnSync('npx', ['--yes', '-p', PACKAGE, 'node', '-p', 'process.execPath'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) return { reason: `npm gives no ${PACKAGE} here` };
  return { path: stdout.trim() };
}
