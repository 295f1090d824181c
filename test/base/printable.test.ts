import { describe, expect, it } from 'vitest';
import { printable, printableLine } from '../../src/base/printable.js';

describe('text for a terminal', () => {
  it('keeps every script, emoji, tab and line end', () => {
    const text = 'Größe 体重 وزن 👩‍🔬 naïve – “quoted”\tα\nβ';
    expect(printable(text)).toBe(text);
  });

  it('writes out what a terminal obeys, what turns or hides text, and what is no character', () => {
    expect(printable('\u001b[2J\u009b31m\u202etxt.exe\u2066\u200b\u0007\r')).toBe(
      '\\u001b[2J\\u009b31m\\u202etxt.exe\\u2066\\u200b\\u0007\\u000d',
    );
    expect(printable('a\ud800b\udc00c\u{e0041}')).toBe('a\\ud800b\\udc00c\\udb40\\udc41');
  });

  it('leaves JSON the JSON that it was', () => {
    const value = { name: '\u202e\u007f\u001b\u{e0041}', text: 'line\nend' };
    expect(JSON.parse(printable(JSON.stringify(value, null, 2)))).toEqual(value);
  });

  it('on one line holds no line end', () => {
    expect(printableLine('all is well\nreseed: done\t1')).toBe('all is well\\u000areseed: done\\u00091');
  });
});
