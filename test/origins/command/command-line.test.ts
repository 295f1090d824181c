import { describe, expect, it } from 'vitest';
import { checkCommands } from '../../../src/origins/command/check.js';
import { argvOf, environmentOf } from '../../../src/origins/command/command-line.js';
import { describeCommands } from '../../../src/origins/command/open-command.js';
import { drawSeeds } from '../../../src/origins/command/seeds.js';
import { command, grid } from '../../../src/origins/command/variant.js';
import { splitWords } from '../../../src/origins/command/words.js';

const PLACE = { file: '/somewhere/q.ts', name: 'q' };
const asked = (line: string | readonly string[], values = {}, options = {}) =>
  checkCommands({ variants: { a: command(line, values, options), b: command('true {seed}') } }, PLACE);
const RUN = { variant: 'a', split: 0, fold: 0, seed: 0 };

describe('a command line', () => {
  it('is split by the rules of a shell, without one', () => {
    expect(splitWords(`python 'my file.py' "a \\"b\\" c" d\\ e x'y'z`)).toEqual([
      'python',
      'my file.py',
      'a "b" c',
      'd e',
      'xyz',
    ]);
    expect(splitWords(`echo '$HOME | *'`)).toEqual(['echo', '$HOME | *']);
    expect(() => splitWords(`echo 'open`)).toThrow('never closes it');
  });

  it.each(['|', '<', '>', ';', '&', '$', '*', '~'])('with an unquoted %s names the shell option', (letter) => {
    expect(() => asked(`echo a ${letter} b {seed}`)).toThrow(`an unquoted ${letter}`);
  });

  it('has its placeholders replaced in one pass, word by word', () => {
    const question = asked('run {lr} {{seed}} --x={note}', { lr: 0.1, note: '{seed} "$x" two words' });
    expect(argvOf(question, RUN, { out: '/out' })).toEqual(['run', '0.1', '{seed}', '--x={seed} "$x" two words']);
  });

  it('is shown with the values of its own, so that two variants of one line can be told apart', () => {
    const origin = describeCommands(asked('run {lr} {seed}', { lr: 0.1 }), {
      kind: 'command',
      what: 'a program',
      repeats: 'not promised',
    });
    expect(origin.traits('a').recipe).toBe('run {lr} {seed}; lr = 0.1');
    expect(origin.traits('b').recipe).toBe('true {seed}');
  });

  it('with an unknown placeholder is refused before anything starts', () => {
    expect(() => asked('run {sed}')).toThrow('nothing is known to put in for "{sed}"');
  });

  it('for a shell has its values quoted', () => {
    const question = asked('echo {note} | cat', { note: `it's; $(x)` }, { shell: true });
    expect(argvOf(question, RUN, { out: '/out' })).toEqual(['/bin/sh', '-c', String.raw`echo 'it'\''s; $(x)' | cat`]);
  });

  it('tells the program the same in its environment', () => {
    const inherited = { OMP_NUM_THREADS: '7' };
    const env = environmentOf(asked('x {seed}', { lr: 2 }), RUN, { out: '/out', slots: 1, inherited });
    expect(env).toMatchObject({ RESEED_LR: '2', RESEED_SPLIT: '0', RESEED_VARIANT: 'a', OMP_NUM_THREADS: '7' });
    expect(env.RESEED_METRICS).toBe('/out/metrics.json');
  });
});

describe('seeds', () => {
  it('are distinct, below 2^31, and the first ones stay when there are more', () => {
    const many = drawSeeds(1, { count: 2000 });
    expect(new Set(many).size).toBe(2000);
    expect(many.every((each) => Number.isInteger(each) && each >= 0 && each < 2147483648)).toBe(true);
    expect(drawSeeds(1, { count: 10 })).toEqual(many.slice(0, 10));
    expect(drawSeeds(1, { count: 10, split: 1 })).not.toEqual(many.slice(0, 10));
  });

  it('may be listed', () => {
    const variants = { a: command('x {seed}'), b: command('y {seed}') };
    const question = checkCommands({ variants, seeds: [5, 7] }, PLACE);
    expect(question.protocol).toEqual({ kind: 'given', splits: 1, seeds: 2 });
    expect(argvOf(question, { ...RUN, seed: 1 }, { out: '/out' })).toEqual(['x', '7']);
    expect(() => checkCommands({ variants, seeds: [5, 5] }, PLACE)).toThrow('distinct');
  });
});

describe('a grid', () => {
  it('is a variant for each combination', () => {
    expect(Object.keys(grid('x {lr} {n}', { lr: [0.1, 0.01], n: [1, 2] }))).toEqual([
      'lr=0.1,n=1',
      'lr=0.1,n=2',
      'lr=0.01,n=1',
      'lr=0.01,n=2',
    ]);
  });
});

describe('a question about commands', () => {
  it('of several splits needs a command that takes the split', () => {
    const variants = { a: command('x {seed}'), b: command('y {seed}') };
    expect(() => checkCommands({ variants, splits: 3 }, PLACE)).toThrow('no command has {split}');
  });

  it('has to say what is better of a score that is not known', () => {
    const variants = { a: command('x {seed}'), b: command('y {seed}') };
    expect(() => checkCommands({ variants, score: { fun: { match: /fun (\S+)/ } } }, PLACE)).toThrow('what is better');
    expect(checkCommands({ variants, score: { accuracy: { match: /a (\S+)/ } } }, PLACE).metrics).toEqual(['accuracy']);
  });
});
