/** What is said of metrics that no registry knows, and of flags: in words, without a program. */
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/base/errors.js';
import { decimal, text, wholeNumber } from '../../src/commands/flags.js';
import type { Flags, Io } from '../../src/commands/io.js';
import { learningFrom, metricNamed, metricsAsked } from '../../src/commands/learning.js';
import { openOutput } from '../../src/commands/output.js';
import type { Question } from '../../src/question/question.js';
import { commandIo } from './command-io.js';

const { io: silent, cwd } = commandIo();
const notes: string[] = [];
const io: Io = { ...silent, err: (said) => void notes.push(said) };
const refusal = (work: () => unknown): string => {
  try {
    return JSON.stringify(work());
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `${error.message} ${error.hint ?? ''}`;
  }
};

describe('a metric by its name', () => {
  const named = (name: string, flags: Flags = {}): readonly [string, readonly string[]] => {
    notes.length = 0;
    return [refusal(() => metricNamed(name, { flags, io })), [...notes]];
  };

  it('is known, or has the side that is told or usual, which is said', () => {
    expect(named('accuracy')).toEqual(['"accuracy"', []]);
    expect(named('fun', { better: 'lower' })).toEqual(['{"name":"fun","better":"lower"}', []]);
    expect(named('fun')).toEqual([
      'It is not known whether a higher fun is better. Add --better higher or --better lower.',
      [],
    ]);
    expect(named('eval_loss')).toEqual([
      '{"name":"evalLoss","better":"lower"}',
      ['note: a lower evalLoss is taken to be better; --better higher for the contrary\n'],
    ]);
    expect(named('top1_acc')[1]).toEqual([
      'note: a higher top1Acc is taken to be better; --better lower for the contrary\n',
    ]);
    expect(named('eval_loss', { quiet: true })[1]).toEqual([]);
  });

  it('of a program may be any; what its question declares stays as it is', () => {
    const command = { a: { command: 'a {seed}' }, b: { command: 'b {seed}' } };
    const question = {
      ...{ name: 'x', question: '?', seed: 1, level: 0.95, vary: ['init'], baseline: 'a', variants: command },
      ...{ protocol: { kind: 'given', splits: 1, seeds: 2 }, metrics: [{ name: 'fun', better: 'higher' }, 'joy'] },
    } as unknown as Question;
    const asked = (flags: Flags): string => refusal(() => metricsAsked(question, flags, io));
    expect(asked({})).toBe('{}');
    expect(asked({ metric: 'fun' })).toBe('{"metric":"fun"}');
    expect(asked({ metrics: 'fun,accuracy,eval_loss' })).toBe(
      '{"metrics":["fun","accuracy",{"name":"evalLoss","better":"lower"}]}',
    );
    expect(asked({ metrics: 'joy' })).toContain('not known whether a higher joy is better');
    const single = { ...question, metric: { name: 'joy', better: 'higher' }, metrics: [] } as unknown as Question;
    expect(refusal(() => metricsAsked(single, { metric: 'joy' }, io))).toBe('{"metric":"joy"}');
  });

  it('is asked for with an example that fits: one that is known, else of rows that were not trained on', () => {
    const asks = (names: readonly string[], isFile = false): string =>
      learningFrom({}, io, { folder: cwd, isFile }).askWhich(names);
    expect(asks(['fun', 'accuracy'])).toBe('Say which the verdict is about: --metric accuracy. The run is kept.');
    expect(asks(['fun', 'accuracy'], true)).toBe(
      "Say which the verdict is about: --metric accuracy, or in the file metrics: ['accuracy']. The run is kept.",
    );
    expect(asks(['fun', 'joy'], true)).toBe(
      "Say which the verdict is about: --metric fun --better higher, or in the file metrics: [{ name: 'fun', better: 'higher' }]. The run is kept.",
    );
    expect(asks(['train_loss', 'test_loss'], true)).toContain(
      "--metric test_loss, or in the file metrics: [{ name: 'test_loss', better: 'lower' }]",
    );
    expect(asks(['eval_loss', 'eval_acc'])).toContain('--metric eval_acc.');
    expect(asks(['acc_train', 'fun'])).toContain('--metric fun ');
    expect(asks(['fun', 'my_loss'])).toContain('--metric my_loss.');
    expect(asks(['fun', 'best_fun'])).toContain('--metric best_fun ');
    expect(asks(['fun', 'fun_test'])).toContain('--metric fun_test ');
  });

  it('is learned from what is there, unless all starts anew', () => {
    const learning = (flags: Flags) => learningFrom(flags, io, { folder: cwd, isFile: false });
    expect(learning({}).scoresThere()).toBeUndefined();
    expect(learning({ fresh: true })).toMatchObject({ startsAnew: true, startsNothing: false });
    expect(learning({ 'dry-run': true })).toMatchObject({ startsAnew: false, startsNothing: true });
  });
});

describe('a flag', () => {
  it('is one value, and says what is wrong with it', () => {
    expect(refusal(() => text({ out: ['a', 'b'] }, 'out'))).toBe('--out was given 2 times. Give it once.');
    expect(refusal(() => text({ out: '' }, 'out'))).toBe('--out needs a value. Write --out VALUE.');
    expect(refusal(() => text({ out: true }, 'out'))).toBe('--out needs a value. Write --out VALUE.');
    expect(text({ out: 'a' }, 'out')).toBe('a');
    expect(text({}, 'out')).toBeUndefined();
  });

  it('that is a whole number lies within its bounds', () => {
    const number = (value: string): string =>
      refusal(() => wholeNumber({ splits: value }, 'splits', { least: 2, most: 9 }));
    expect(['2', '9', '007'].map(number)).toEqual(['2', '9', '7']);
    for (const value of ['1', '10', '2.5', '-3', '3x', ' 3', '1e1'])
      expect(number(value)).toBe(`--splits "${value}" is not a whole number from 2 to 9. For example: --splits 5`);
    expect(refusal(() => wholeNumber({ splits: '1' }, 'splits', { least: 8 }))).toBe(
      '--splits "1" is not a whole number from 8 to 1000000. For example: --splits 8',
    );
  });

  it('that is a number lies between its ends, or at the first where that is told', () => {
    const number = (value: string, range: object): string =>
      refusal(() => decimal({ detect: value }, 'detect', { example: '0.1', ...range }));
    expect(['0.5', '.5', '1.', '1e-3', '-2', '1E+2'].map((each) => number(each, {}))).toEqual([
      '0.5',
      '0.5',
      '1',
      '0.001',
      '-2',
      '100',
    ]);
    for (const value of ['x', '1x', 'x1', '0x1', '1e', '1e999', '--1', '.'])
      expect(number(value, {})).toBe(`--detect "${value}" is not a number above -Infinity. For example: --detect 0.1`);
    const between = { above: 0, below: 1 };
    expect([number('0', between), number('1', between)]).toEqual(
      ['0', '1'].map((end) => `--detect "${end}" is not a number above 0 and below 1. For example: --detect 0.1`),
    );
    expect(number('0.999', between)).toBe('0.999');
    expect(number('0', { ...between, from: 0 })).toBe('0');
    expect(number('-1', { above: 0, from: 0 })).toBe('--detect "-1" is not a number from 0. For example: --detect 0.1');
  });
});

describe('what goes to a terminal', () => {
  const written = (colour: boolean, said: string): string => {
    const parts: string[] = [];
    const stream = { write: (part: string) => parts.push(part), on: () => undefined };
    openOutput(() => stream as never, { colour }).write(said);
    return parts.join('');
  };
  const [bold, plain] = ['\u001b[1m', '\u001b[22m'];

  it('keeps our own colours where colours are shown, and nothing else that a terminal obeys', () => {
    expect(written(true, `${bold}a${plain}\u001b[2Jb`)).toBe(`${bold}a${plain}\\u001b[2Jb`);
    expect(written(false, `${bold}a`)).toBe('\\u001b[1ma');
    expect(written(false, '\r\u001b[2K')).toBe('\r\u001b[2K');
  });

  it('that cannot be opened or written is lost, and why is kept once; of a reader that has gone nothing is said', () => {
    const failing = (code: string, when: 'open' | 'write' | 'later') => {
      const error = Object.assign(new Error(code), { code, syscall: 'write' });
      let tell: (error: Error) => void = () => undefined;
      let calls = 0;
      const write = (): void => {
        calls++;
        if (when === 'write') throw error;
      };
      const output = openOutput(() => {
        if (when === 'open') throw error;
        return { write, on: (_event: string, listener: typeof tell) => void (tell = listener) } as never;
      });
      output.write('a');
      if (when === 'later') tell(error);
      output.write('b');
      return [output.trouble(), calls];
    };
    expect(failing('ENOSPC', 'open')).toEqual(['the disk is full', 0]);
    expect(failing('ENOSPC', 'write')).toEqual(['the disk is full', 1]);
    expect(failing('ENOSPC', 'later')).toEqual(['the disk is full', 1]);
    expect(failing('EPIPE', 'later')).toEqual([undefined, 1]);
    expect(failing('odd', 'write')).toEqual(['Error: odd', 1]);
  });
});
