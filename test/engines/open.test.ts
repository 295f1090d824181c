import { describe, expect, it } from 'vitest';
import { openedOnce, openEngine } from '../../src/engines/open.js';
import { UserError } from '../../src/base/errors.js';

describe('openedOnce', () => {
  it('opens at the first call, and once for all that call meanwhile and later', async () => {
    let opened = 0;
    const open = openedOnce(() => Promise.resolve(++opened));
    expect(opened).toBe(0);
    expect(await Promise.all([open(), open()])).toEqual([1, 1]);
    expect(await open()).toBe(1);
  });

  it('keeps no failure: the next call opens again', async () => {
    let tries = 0;
    const open = openedOnce(() => (++tries === 1 ? Promise.reject(new Error('killed')) : Promise.resolve('engine')));
    const [one, two] = await Promise.allSettled([open(), open()]);
    expect([one.status, two.status, tries]).toEqual(['rejected', 'rejected', 1]);
    expect(await open()).toBe('engine');
    expect(await open()).toBe('engine');
    expect(tries).toBe(2);
  });
});

describe('openEngine', () => {
  it('refuses users’ own models on the fused engine, with the remedy', async () => {
    const failure = await openEngine('fused', { ownModels: true }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UserError);
    expect((failure as UserError).hint).toContain('--engine tfjs');
  });
});
