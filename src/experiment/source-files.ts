/**
 * The local files that an experiment file is made of: itself and, followed from import to import, all that it imports by a
 * relative path. Scans text and runs nothing; packages and computed paths are not followed.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `from '…'`, `import '…'`, `import('…')`, `require('…')`. One in a comment does no harm: a file too many is covered. */
const SPECIFIER = /\b(?:from|import|require)\s*\(?\s*(["'`])((?:\.{1,2}\/|\/|file:)[^"'`\n]+)\1/g;
const MODULE = /\.[cm]?[jt]sx?$/;
const ENDINGS = ['.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs', '.jsx', '.json'];

/** Absolute paths: the file itself first, then the others in alphabetical order. */
export function sourceFiles(file: string): readonly string[] {
  const found = new Set<string>([resolve(file)]);
  // The loop adds to the set that it walks, so that imports of imports are met, too.
  for (const path of found) {
    if (!MODULE.test(path)) continue;
    for (const [, , specifier] of readFileSync(path, 'utf8').matchAll(SPECIFIER)) {
      for (const imported of candidates(specifier!, path)) found.add(imported);
    }
  }
  const [first, ...others] = found;
  return [first!, ...others.sort()];
}

/**
 * SHA-256 over the bytes of an experiment file and its local imports, and the places of these relative to it; not over its
 * own name or where it lies, so that a copy on another machine has the same.
 */
export function sourcesDigest(file: string): string {
  const hash = createHash('sha256');
  for (const path of sourceFiles(file)) {
    const place = relative(dirname(resolve(file)), path).replaceAll('\\', '/');
    const bytes = readFileSync(path);
    hash.update(JSON.stringify([path === resolve(file) ? '' : place, bytes.length])).update(bytes);
  }
  return hash.digest('hex');
}

/** Every file that may be meant: TypeScript writes `./a.js` for `a.ts`, and a loader adds an ending that is left out. */
function candidates(specifier: string, from: string): string[] {
  const bare = specifier.startsWith('file:') ? specifier : specifier.replace(/[?#].*$/, '');
  const path = bare.startsWith('file:') ? fileURLToPath(bare) : resolve(dirname(from), bare);
  const stem = MODULE.test(path) ? path.slice(0, -extname(path).length) : path;
  const all = [path, ...ENDINGS.flatMap((ending) => [`${stem}${ending}`, resolve(path, `index${ending}`)])];
  return [...new Set(all)].filter((each) => existsSync(each) && statSync(each).isFile());
}
