import { cpSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compare } from '../../src/commands/compare.js';
import { report } from '../../src/commands/report.js';
import { verify } from '../../src/commands/verify.js';
import type { Io } from '../../src/commands/io.js';
import { openStore } from '../../src/store/store.js';
import { resultOrSentenceLater } from '../fuzz/verdict.js';
import { BENCH, note, openWorkshop, outcomeOf, times } from './bench-process.js';
import type { Workshop } from './bench-process.js';
import { watchCalls } from './failing-calls.js';

const CODES = [
  ...['EACCES', 'EBUSY', 'EDQUOT', 'EFBIG', 'EINTR', 'EIO', 'EISDIR', 'ELOOP', 'EMFILE', 'EMLINK', 'ENAMETOOLONG'],
  ...['ENFILE', 'ENODEV', 'ENOENT', 'ENOMEM', 'ENOSPC', 'ENOTDIR', 'ENXIO', 'EPERM', 'EROFS', 'ESTALE', 'ETXTBSY'],
];
/** In `npm test` every so many cases one is tried. */
const EVERY = Math.max(1, Math.round(97 / times(1, 97)));

let shop: Workshop;
let undisturbed: ReturnType<typeof outcomeOf>;
beforeAll(async () => {
  shop = openWorkshop();
  expect(await shop.start([...BENCH, '--splits', '2', '--out', 'calm']).ended).toMatchObject({ code: 0 });
  undisturbed = outcomeOf(join(shop.folder, 'calm'));
});
afterAll(() => shop.remove());

const io = (): Io => ({
  ...{ out: () => undefined, err: () => undefined, terminal: false, colour: false, columns: 80, outColumns: 80 },
  ...{ cwd: shop.folder, signal: new AbortController().signal },
});
const BROKEN = 'broken';
const OPENINGS: Readonly<Record<string, () => unknown>> = {
  report: () => report({ dir: BROKEN, html: false }, io()),
  'report.html': () => report({ dir: BROKEN }, io()),
  verify: () => verify({ dir: BROKEN }, io()),
  store: () => openStore(join(shop.folder, BROKEN)).close(),
  compare: () => compare({ first: 'calm', second: BROKEN }, io()),
};

describe('an error of the system, in each call on each file of a results folder', () => {
  it.each(Object.keys(OPENINGS))(
    '(%s) ends in a result or in a sentence, and the same command then gives the same bytes',
    async (opening) => {
      const folder = join(shop.folder, BROKEN);
      const restore = (): void => {
        rmSync(folder, { recursive: true, force: true });
        cpSync(join(shop.folder, 'calm'), folder, { recursive: true });
      };
      restore();
      const calm = bytesOf(folder);
      const { met } = await watchCalls(folder, OPENINGS[opening]!);
      const cases = met.flatMap((each) => CODES.map((code) => ({ ...each, code })));
      let [tried, sentences, changed] = [0, 0, 0];
      for (let i = opening.length % EVERY; i < cases.length; i += EVERY) {
        const open = async (): Promise<boolean> => (await OPENINGS[opening]!(), true);
        const work = async (): Promise<void> => {
          if ((await resultOrSentenceLater(open)) === undefined) sentences++;
        };
        expect({ ...cases[i], struck: (await watchCalls(folder, work, cases[i])).struck }).toMatchObject({
          struck: true,
        });
        tried++;
        // What could not be removed stays until the next process finds its holder gone.
        if (cases[i]!.file === 'lock') rmSync(join(folder, 'lock'), { force: true });
        expect(readdirSync(folder)).not.toContain('lock');
        // Where no byte has changed there is nothing to mend.
        if (bytesOf(folder) === calm) continue;
        changed++;
        report({ dir: BROKEN, html: false }, io());
        expect(outcomeOf(folder)).toEqual(undisturbed);
        restore();
      }
      expect(sentences).toBeGreaterThan(0);
      note(`every errno on every call on every file: ${opening}`, {
        calls: met.length,
        errnos: CODES.length,
        cases: tried,
        sentences,
        'left something to mend': changed,
      });
    },
    times(60_000, 3_600_000),
  );
});

/** Every name and byte of a folder. */
function bytesOf(folder: string): string {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return JSON.stringify([names, ...files.map((name) => readFileSync(join(folder, name), 'latin1'))]);
}
