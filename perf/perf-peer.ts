/** The peers in Python: one repeat of each, in processes of its own. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Rate } from './perf-jobs.js';
import type { Peer } from './perf-rows.js';
import type { ModelName } from './workload.js';

/** The version of a peer that this Python has; undefined where it has none. */
export function peerVersion(python: string, { module }: Peer): string | undefined {
  const { stdout, status } = spawnSync(python, ['-c', `import ${module}; print(${module}.__version__)`], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : undefined;
}

/** @throws {Error} with what it printed if it fails */
export function peerRate(
  python: string,
  { peer, model, cores }: { peer: Peer; model: ModelName; cores: number },
): Rate {
  const script = fileURLToPath(new URL(`../../perf/peers/${peer.script}`, import.meta.url));
  const args = [script, '--network', model, '--workers', String(cores), '--repeats', '1'];
  const { stdout, stderr, status } = spawnSync(python, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${peer.engine} failed: ${stderr}`);
  const { wall, cpu } = JSON.parse(stdout) as { wall: number; cpu: number };
  return { wall, processor: cpu };
}
