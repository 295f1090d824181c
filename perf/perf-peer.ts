/** The peer in JAX: one repeat of it, in processes of its own. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Rate } from './perf-jobs.js';
import type { ModelName } from './workload.js';

/** @throws {Error} with what it printed if it fails */
export function peerRate(python: string, { model, cores }: { model: ModelName; cores: number }): Rate {
  const script = fileURLToPath(new URL('../../perf/peers/jax_peer.py', import.meta.url));
  const args = [script, '--network', model, '--workers', String(cores), '--repeats', '1'];
  const { stdout, stderr, status } = spawnSync(python, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the peer failed: ${stderr}`);
  const { wall, cpu } = JSON.parse(stdout) as { wall: number; cpu: number };
  return { wall, processor: cpu };
}
