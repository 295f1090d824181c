/** A real redis-server of its own for a test: on a loopback port, in a temporary folder, with an append-only file. */
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { pause } from '../faults/bench-process.js';

/** Whether `redis-server` is installed; says so on the console where it is not. */
export const HAS_REDIS = has('redis-server', '--version');
if (!HAS_REDIS) console.log('the queue is not tested: redis-server is not installed (apt-get install redis-server)');

export function has(program: string, argument: string): boolean {
  try {
    execFileSync(program, [argument], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export interface RedisProcess {
  readonly port: number;
  readonly url: string;
  /** Ends the server with the signal and starts it again on the same port and files. */
  restart(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** For SIGSTOP and SIGCONT: a server that is there and does not answer. */
  signal(signal: NodeJS.Signals): void;
  connect(): Redis;
  stop(): Promise<void>;
}

export async function startRedis(options: readonly string[] = []): Promise<RedisProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'reseed-redis-'));
  const port = await freePort();
  const tls = options.includes('--tls-port');
  const args = [
    ...(tls ? ['--port', '0'] : ['--port', String(port)]),
    ...options.map((each) => (each === 'PORT' ? String(port) : each)),
  ];
  let server = await start();
  const clients: Redis[] = [];
  return {
    port,
    url: `${tls ? 'rediss' : 'redis'}://127.0.0.1:${port}`,
    async restart(signal) {
      await end(server, signal);
      server = await start();
    },
    signal(signal) {
      server.kill(signal);
    },
    connect() {
      const client = new Redis({ port, host: '127.0.0.1', maxRetriesPerRequest: null });
      client.on('error', () => undefined);
      clients.push(client);
      return client;
    },
    async stop() {
      for (const client of clients) client.disconnect();
      await end(server, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };

  async function start(): Promise<ChildProcess> {
    const common = ['--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes', '--save', ''];
    const child = spawn('redis-server', [...common, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    while (!said.includes('Ready to accept connections')) {
      if (child.exitCode !== null) throw new Error(`redis-server ended: ${said}`);
      await pause(10);
    }
    return child;
  }
}

async function end(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(server, 'exit');
  server.kill(signal);
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
