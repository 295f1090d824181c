import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAddress } from '../../src/queue/connect.js';
import { BENCH, openWorkshop, outcomeOf, untilSaid } from '../faults/bench-process.js';
import type { Ended, Workshop } from '../faults/bench-process.js';
import { HAS_REDIS, has, startRedis } from './redis-process.js';

let shop: Workshop;
beforeAll(async () => {
  shop = openWorkshop();
  await shop.call([...BENCH, '--out', 'calm']);
});
afterAll(() => shop.remove());

async function benchOver(url: string, env: Record<string, string> = {}): Promise<Ended> {
  const worker = shop.start(['worker', './question.ts', '--queue', url, '--idle', '60'], { env });
  const name = `over-${url.length}-${Object.keys(env).length}`;
  const end = await shop.start(['bench', './question.ts', '--out', name, '--queue', url], { env }).ended;
  worker.child.kill('SIGTERM');
  const { code, err, out } = await worker.ended;
  expect(`${err}${out}${end.err}${end.out}`).not.toContain('s3cret');
  if (end.code === 0) {
    expect(code).toBe(130);
    expect(outcomeOf(join(shop.folder, name))).toEqual(outcomeOf(join(shop.folder, 'calm')));
  }
  return end;
}

describe('the address of a queue', () => {
  it('has host, port, database, user, password and TLS', () => {
    expect(parseAddress('redis://10.0.0.5')).toEqual({ host: '10.0.0.5', port: 6379, db: 0 });
    expect(parseAddress('rediss://anna:p%40ss@queue.example:7000/3')).toEqual({
      host: 'queue.example',
      port: 7000,
      db: 3,
      username: 'anna',
      password: 'p@ss',
      tls: { servername: 'queue.example' },
    });
    expect(parseAddress('redis://[::1]:6380', 'from the environment')).toMatchObject({
      host: '::1',
      password: 'from the environment',
    });
  });

  it.each([
    '',
    'redis',
    'http://host',
    'redis://',
    'redis://host/x',
    'redis://host?a=b',
    'redis://host/1#x',
    'file:///etc/passwd',
  ])('refuses %j with one sentence', (text) => {
    expect(() => parseAddress(text)).toThrow(expect.objectContaining({ name: 'UserError' }) as Error);
  });

  it('where nobody answers is one sentence with code 2', async () => {
    const { code, err } = await shop.start(['worker', './question.ts', '--queue', 'redis://127.0.0.1:1']).ended;
    expect(code).toBe(2);
    expect(err).toMatch(
      /^reseed: Cannot work with the queue at redis:\/\/127\.0\.0\.1:1: .*ECONNREFUSED.*\n {2}\S.*\n$/,
    );
  });

  it('without the two packages is one sentence that names them', async () => {
    const { code, err } = await shop.start(['worker', './question.ts', '--queue', 'redis://127.0.0.1:1'], {
      preload: 'no-bullmq.mjs',
    }).ended;
    expect(code).toBe(2);
    expect(err).toBe('reseed: --queue needs two packages that are not installed here.\n  npm install bullmq ioredis\n');
  });
});

describe.runIf(HAS_REDIS)('a queue', () => {
  it('with a password lets in who has it, from the address or the environment, and shows it to nobody', async () => {
    const redis = await startRedis(['--requirepass', 's3cret']);
    try {
      const address = `redis://:s3cret@127.0.0.1:${redis.port}`;
      expect(await benchOver(address)).toMatchObject({ code: 0 });
      expect(await benchOver(redis.url, { RESEED_QUEUE_PASSWORD: 's3cret' })).toMatchObject({ code: 0 });
      for (const url of [redis.url, address.replace('s3cret', 'wrong')]) {
        const { code, err } = await shop.start(['bench', './question.ts', '--out', 'no', '--queue', url]).ended;
        expect(code).toBe(2);
        expect(err).toMatch(/reseed: Cannot work with the queue at redis:\/\/127\.0\.0\.1:\d+: (NOAUTH|WRONGPASS)/);
      }
    } finally {
      await redis.stop();
    }
  });

  it.runIf(has('openssl', 'version'))(
    'with TLS works for who trusts its certificate, and for nobody else',
    async () => {
      const certificate = makeCertificate(shop.folder);
      const files = [
        '--tls-cert-file',
        certificate.cert,
        '--tls-key-file',
        certificate.key,
        '--tls-ca-cert-file',
        certificate.cert,
      ];
      const redis = await startRedis(['--tls-port', 'PORT', ...files, '--tls-auth-clients', 'no']);
      try {
        expect(await benchOver(redis.url, { NODE_EXTRA_CA_CERTS: certificate.cert })).toMatchObject({ code: 0 });
        const stranger = await shop.start(['bench', './question.ts', '--out', 'no', '--queue', redis.url]).ended;
        expect(stranger.code).toBe(2);
        expect(stranger.err).toMatch(/reseed: Cannot work with the queue at rediss:.*(certificate|self.signed)/i);
      } finally {
        await redis.stop();
      }
    },
  );

  it('is refused by a worker whose experiment is another version, which says so and trains nothing', async () => {
    const redis = await startRedis();
    try {
      const other = join(shop.folder, 'other');
      mkdirSync(other);
      cpSync(join(shop.folder, 'table.csv'), join(other, 'table.csv'));
      const file = readFileSync(join(shop.folder, 'question.ts'), 'utf8');
      writeFileSync(join(other, 'question.ts'), file.replace('dropout(0.5)', 'dropout(0.4)'));
      const bench = shop.start(['bench', './question.ts', '--out', 'strict', '--queue', redis.url]);
      const stranger = shop.start(['worker', './other/question.ts', '--queue', redis.url]);
      await untilSaid(stranger, 'differs from that of the bench');
      const nobody = shop.start(['worker', '--queue', redis.url]);
      await untilSaid(nobody, 'no experiment of that name is here');
      for (const { child } of [stranger, nobody]) child.kill('SIGTERM');
      expect((await stranger.ended).out).toBe('0 runs trained\n');
      expect((await nobody.ended).out).toBe('0 runs trained\n');
      const worker = shop.start(['worker', './question.ts', '--queue', redis.url, '--idle', '1']);
      expect((await bench.ended).code).toBe(0);
      expect((await worker.ended).out).toBe('120 runs trained\n');
      expect(outcomeOf(join(shop.folder, 'strict'))).toEqual(outcomeOf(join(shop.folder, 'calm')));
    } finally {
      await redis.stop();
    }
  });
});

function makeCertificate(folder: string): { cert: string; key: string } {
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', cert, ...subject],
    {
      stdio: 'ignore',
    },
  );
  return { cert, key };
}
