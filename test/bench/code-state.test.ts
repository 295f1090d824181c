import { describe, expect, it } from 'vitest';
import { changesSince, codeOf, commitsOf } from '../../src/bench/code-state.js';
import type { OpenOrigin } from '../../src/origins/origin.js';
import type { Question } from '../../src/question/question.js';
import type { Manifest } from '../../src/store/manifest.js';

const [ONE, TWO] = ['1', '2'].map((digit) => digit.repeat(40)) as [string, string];

describe('the state of the user’s own code', () => {
  it('is kept as commit and whether files differed from it; nothing where there is none', () => {
    expect(codeOf({})).toEqual({});
    expect(codeOf({ code: { commit: ONE, changed: false } })).toEqual({ commit: ONE });
    expect(codeOf({ code: { commit: ONE, changed: true } })).toEqual({ commit: ONE, changed: true });
  });

  it('over several starts is each state once, in short, without starts that made no run', () => {
    const starts = [
      {},
      { commit: ONE },
      { commit: ONE, changed: true, trained: 3 },
      { commit: ONE, changed: false, trained: 1 },
      { commit: TWO, trained: 0 },
    ];
    expect(commitsOf(starts)).toEqual(['1111111111', '1111111111 with changes']);
  });
});

describe('what has changed since the last start', () => {
  const facts = { kind: 'command', what: 'a program', repeats: 'not promised' } as const;
  const asking = (variants: Readonly<Record<string, { command: string }>>) =>
    ({
      ...{ name: 'x', question: '?', seed: 1, level: 0.95, vary: ['init'], baseline: 'a', variants },
      protocol: { kind: 'given', splits: 1, seeds: 2 },
      identities: Object.fromEntries(Object.entries(variants).map(([name, { command }]) => [name, command])),
    }) as unknown as Question;
  const origin = (identities: Readonly<Record<string, string>>, commit?: string): OpenOrigin =>
    ({
      facts,
      identity: (name: string) => identities[name]!,
      ...(commit === undefined ? {} : { code: { commit, changed: false } }),
    }) as unknown as OpenOrigin;
  const [a, b, c] = ['1', '2', '3'].map((digit) => digit.repeat(32)) as [string, string, string];
  const there = {
    experiment: asking({ a: { command: a }, b: { command: b } }),
    setup: { origin: facts },
    sessions: [{ commit: ONE, trained: 4 }],
  } as unknown as Manifest;

  it('is said of each variant that was there before, and of the commits', () => {
    const question = asking({ a: { command: a }, b: { command: c }, c: { command: c } });
    expect(changesSince(there, { question, origin: origin({ a, b: c, c }, TWO) })).toEqual([
      'b: the command or a file that it uses has changed since the last start here; runs are made again',
      'the runs in this folder are made at several states of the code: 1111111111, 2222222222',
    ]);
    expect(changesSince(there, { question, origin: origin({ a: c, b: c, c }, ONE) })[0]).toContain('a, b: the command');
  });

  it('is nothing where nothing has, where nothing was there, and where it was of another kind', () => {
    const question = asking({ a: { command: a }, b: { command: b } });
    const same = origin({ a, b }, ONE);
    expect(changesSince(there, { question, origin: same })).toEqual([]);
    expect(changesSince(undefined, { question, origin: same })).toEqual([]);
    const other = { ...same, facts: { ...facts, kind: 'scores' } };
    expect(changesSince(there, { question, origin: { ...other, identity: () => c } })).toEqual([]);
    const table = { ...same, facts: { ...facts, kind: 'table' } } as unknown as OpenOrigin;
    expect(changesSince(there, { question, origin: { ...table, identity: () => c } })).toEqual([]);
  });
});
