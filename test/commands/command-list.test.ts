import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/commands/command-list.js';

describe('the list of commands', () => {
  it('names every command once, in the order of the help', () => {
    expect(COMMANDS.map(({ words }) => words.split(' ')[0])).toEqual([
      'bench',
      'plan',
      'inspect',
      'report',
      'worker',
      'merge',
      'compare',
      'scores',
      'masks',
      'init',
      'list',
      'doctor',
    ]);
  });

  it.each(COMMANDS.map((line) => [line.words, line] as const))('%s has its function where it says', async (_, line) => {
    expect(await line.load({})).toBeTypeOf('function');
  });

  it('bench --all is another function than bench', async () => {
    const { load } = COMMANDS[0]!;
    expect(await load({ all: true })).not.toBe(await load({}));
  });
});
