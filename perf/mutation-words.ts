/** Which tests are held against words: a text that a mutant takes away stands in their golden file, or in themselves. */
import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';

import type { OrderOptions } from './mutation-order.js';

/** Shorter ones stand everywhere. */
const LEAST_LETTERS = 4;

export function wordsOf(root: string): OrderOptions['holds'] {
  const folder = join(root, 'test/golden');
  const golden = (existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [])
    .filter((name) => /\.(?:md|txt)$/u.test(name))
    .map((name) => ({
      words: name.replace(/^.*[\\/]|\.\w+$/gu, '').replaceAll('-', ' '),
      text: readFileSync(join(folder, name), 'utf8').replace(/\s+/gu, ' '),
    }));
  const tests = new Map<string, string>();
  return ({ file, name }, { mutator, original }) => {
    // The longest piece without an escape or a value in it.
    const [piece = ''] = [...original.matchAll(/[\p{L} ,;:%()-]+/gu)]
      .map(([text]) => text.trim())
      .sort((a, b) => b.length - a.length);
    if (mutator !== 'StringLiteral' || piece.length < LEAST_LETTERS) return false;
    if (!tests.has(file)) tests.set(file, readFileSync(join(root, file), 'utf8'));
    if (tests.get(file)!.includes(piece)) return true;
    return golden.some(({ words, text }) => words.length > 3 && name.includes(words) && text.includes(piece));
  };
}
