import { describe, expect, it } from 'vitest';
import yargs from 'yargs';
import { FLAG_NAMES } from '../../src/commands/flag-names.js';
import { COMMANDS } from '../../src/commands/command-list.js';

describe('the list of commands', () => {
  it('names every command once, in the order of the help', () => {
    expect(COMMANDS.map(({ words }) => words.split(' ')[0])).toEqual([
      'bench',
      'run',
      'plan',
      'inspect',
      'report',
      'verify',
      'rescore',
      'forget',
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

  it('take the flags that stand in the one list of them, and every flag of the list is taken by a command', () => {
    const taken = COMMANDS.flatMap(({ words, flags }) => {
      const { key } = (
        flags(yargs([])) as unknown as { getOptions(): { key: Readonly<Record<string, unknown>> } }
      ).getOptions();
      const positionals = [...words.matchAll(/[<[](\w+)/g)].map(([, name]) => name!);
      return [...Object.keys(key), ...positionals];
    }).filter((name) => name !== 'help' && name !== 'version');
    expect([...new Set(taken)].sort()).toEqual([...FLAG_NAMES].sort());
  });

  it('says in its help what it has ever said; where a change is meant: vitest run test/commands/command-list.test.ts -u', async () => {
    const helps = COMMANDS.map(async ({ words, about, flags }) => {
      const help = await flags(yargs([]).locale('en').scriptName('reseed').wrap(100)).getHelp();
      return `# reseed ${words}\n${about}\n\n${help}\n`;
    });
    await expect((await Promise.all(helps)).join('\n')).toMatchFileSnapshot('../golden/help.txt');
  });

  it('bench --all is another function than bench', async () => {
    const { load } = COMMANDS[0]!;
    expect(await load({ all: true })).not.toBe(await load({}));
  });
});
