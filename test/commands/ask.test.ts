import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { asker } from '../../src/commands/ask.js';

/** Both ends of a terminal; `printed` is what it showed. */
function terminal({ stdinIs = true, stderrIs = true } = {}) {
  const stdin = Object.assign(new PassThrough(), { isTTY: stdinIs });
  const stderr = Object.assign(new PassThrough(), { isTTY: stderrIs });
  const printed: string[] = [];
  stderr.on('data', (text: Buffer) => printed.push(text.toString()));
  return { stdin, stderr, printed };
}

describe('questions at a terminal', () => {
  it('are asked of nobody where stdin or stderr is none', () => {
    expect(asker(terminal({ stdinIs: false }))).toBeUndefined();
    expect(asker(terminal({ stderrIs: false }))).toBeUndefined();
  });

  it('are printed one by one, and answered without blanks around it', async () => {
    const { stdin, stderr, printed } = terminal();
    const ask = asker({ stdin, stderr })!;
    const first = ask('Which? ');
    stdin.write('  one \n');
    expect(await first).toBe('one');
    const second = ask('And? ');
    stdin.write('two\n');
    expect([await second, stdin.isPaused()]).toEqual(['two', true]);
    expect(printed.join('')).toContain('Which? ');
    expect(printed.join('')).toContain('And? ');
  });

  it('take lines that were typed before they were asked, in their order', async () => {
    const { stdin, stderr } = terminal();
    const ask = asker({ stdin, stderr })!;
    const first = ask('1? ');
    stdin.write('a\nb\nc\n');
    expect([await first, await ask('2? '), await ask('3? ')]).toEqual(['a', 'b', 'c']);
  });

  it('end when stdin does, with a sentence', async () => {
    const { stdin, stderr } = terminal();
    const answer = asker({ stdin, stderr })!('Which? ');
    stdin.end();
    await expect(answer).rejects.toThrow('Nothing was written.');
  });

  it('end with Ctrl-C, with a sentence', async () => {
    const { stdin, stderr } = terminal();
    const answer = asker({ stdin, stderr })!('Which? ');
    stdin.write('\u0003');
    await expect(answer).rejects.toThrow('Nothing was written.');
  });
});
