import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/data/decode.js';

const decoded = (bytes: Uint8Array, wanted?: string) => decodeText(bytes, { name: 'x.csv', wanted });

describe('bytes of a file', () => {
  it('0x80 to 0x9F of Windows-1252 are what Microsoft made them, on every Node', () => {
    // bytes(range(0x80, 0xa0)).decode('cp1252', 'ignore') of Python, the five that mean nothing left out
    const expected =
      '\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178';
    const nothing = [0x81, 0x8d, 0x8f, 0x90, 0x9d];
    const bytes = Uint8Array.from({ length: 32 }, (_, i) => 0x80 + i).filter((byte) => !nothing.includes(byte));
    expect(decoded(bytes)).toEqual({ text: expected, encoding: 'Windows-1252' });
    for (const byte of nothing) expect(() => decoded(Uint8Array.of(0x61, byte, 0xe9))).toThrow('is not text');
  });

  it('0xA0 to 0xFF are those of Unicode', () => {
    const bytes = Uint8Array.from({ length: 96 }, (_, i) => 0xa0 + i);
    expect(decoded(bytes).text).toBe(String.fromCharCode(...bytes));
  });

  it('UTF-8 is told from Windows-1252, UTF-16 by its mark or its zeros', () => {
    const text = 'Gr\u00f6\u00dfe,y\n1,2\n3,4\n';
    expect(decoded(Buffer.from(text))).toEqual({ text, encoding: 'UTF-8' });
    expect(decoded(Buffer.from(text, 'latin1'))).toEqual({ text, encoding: 'Windows-1252' });
    for (const mark of ['\uFEFF', '']) {
      expect(decoded(Buffer.from(mark + text, 'utf16le'))).toEqual({ text, encoding: 'UTF-16LE' });
      expect(decoded(Buffer.from(mark + text, 'utf16le').swap16())).toEqual({ text, encoding: 'UTF-16BE' });
    }
  });

  it('an encoding that is asked for is taken, or refused', () => {
    const bytes = Buffer.from('\u00e9'.repeat(3));
    expect(decoded(bytes, 'latin1').text).toBe('\u00c3\u00a9'.repeat(3));
    expect(() => decoded(Buffer.from('caf\u00e9', 'latin1'), 'utf-8')).toThrow('not text in UTF-8');
    expect(() => decoded(bytes, 'utf-7')).toThrow('--encoding "utf-7"');
    expect(() => decoded(Buffer.from([0x61, 0, 0x62]), 'utf-16')).toThrow('not text in UTF-16');
  });
});
