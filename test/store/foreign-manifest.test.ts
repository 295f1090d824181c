import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { report } from '../../src/commands/report.js';
import { run } from '../../src/commands/run.js';
import { scores } from '../../src/commands/scores.js';
import { verify } from '../../src/commands/verify.js';
import { commandIo } from '../commands/command-io.js';
import { BENCH, note, openWorkshop, times } from '../faults/bench-process.js';
import type { Workshop } from '../faults/bench-process.js';
import { resultOrSentence } from '../fuzz/verdict.js';

/** What no manifest of ours holds anywhere, or not in most places. */
const VALUES: readonly unknown[] = [
  ...[null, 'x', '', -1, 0, 0.5, 1e308, -1e308, 1e15, [], {}, true, ['x'], { a: 1 }, '\u001b[2J', '__proto__'],
  undefined,
];
/** In `npm test` every so many cases one is tried; the step shares no factor with the number of values. */
const EVERY = times(1, 100) === 100 ? 1 : 61;
const KINDS = ['table', 'command', 'scores'] as const;

let shop: Workshop;
beforeAll(async () => {
  shop = openWorkshop();
  const io = { ...commandIo().io, cwd: shop.folder };
  expect(await shop.call([...BENCH, '--splits', '2', '--out', 'table', '--no-html'])).toMatchObject({ code: 0 });
  const rows = ['a', 'b'].flatMap((name) =>
    [1, 2, 3].map((seed) => `${name},${seed},0.${seed}${name === 'a' ? 1 : 7}`),
  );
  writeFileSync(join(shop.folder, 's.csv'), ['model,seed,accuracy', ...rows, ''].join('\n'));
  await scores({ files: ['s.csv'], out: 'scores', html: false }, io);
  const commands = ['a', 'b'].map((name) => `${name}=/bin/echo accuracy: 0.{seed} ${name}`);
  await run({ commands, seeds: '3', metric: 'accuracy', out: 'command', html: false, quiet: true }, io);
});
afterAll(() => shop.remove());

type Path = readonly (string | number)[];

function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...path, key]))];
}

const manifestOf = (kind: string): unknown =>
  JSON.parse(readFileSync(join(shop.folder, kind, 'manifest.json'), 'utf8')) as unknown;

/** A folder of this kind in whose manifest one place holds another value; without the value, nothing. */
function withForeign(kind: string, { path, value }: { path: Path; value: unknown }): string {
  const manifest = manifestOf(kind);
  let place = manifest as Record<string, unknown>;
  for (const key of path.slice(0, -1)) place = place[key] as Record<string, unknown>;
  if (value === undefined) Reflect.deleteProperty(place, path.at(-1)!);
  else place[path.at(-1)!] = value;
  const folder = join(shop.folder, 'foreign');
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(shop.folder, kind), folder, { recursive: true });
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return folder;
}

const opened = (open: typeof report): boolean =>
  resultOrSentence(() => open({ dir: 'foreign', html: false }, { ...commandIo().io, cwd: shop.folder })) !== undefined;

describe('a manifest with a foreign value', () => {
  it.each(KINDS)('(%s) anywhere is read or refused in a sentence', (kind) => {
    const paths = pathsIn(manifestOf(kind)).filter((path) => path.length > 0);
    const cases = paths.flatMap((path) => VALUES.map((value) => ({ path, value })));
    const total = { cases: 0, refused: 0 };
    for (let i = 0; i < cases.length; i += EVERY) {
      withForeign(kind, cases[i]!);
      total.cases++;
      const isRead = [verify, ...(i % (7 * EVERY) === 0 || EVERY === 1 ? [report] : [])].every(opened);
      if (!isRead) total.refused++;
    }
    expect(total.refused).toBeGreaterThan(total.cases / 20);
    note(`fuzz: foreign values in a manifest: ${kind}`, total);
  });

  it.each(['null', '7', '[]', '"x"', '{'])('that is %s as a whole is refused', (text) => {
    withForeign('table', { path: ['schema'], value: 1 });
    writeFileSync(join(shop.folder, 'foreign/manifest.json'), text);
    expect([verify, report].map(opened)).toEqual([false, false]);
  });

  // Each ended on a stack, was shown in a report, or filled the memory.
  it.each([
    ['table', 'setup.rows.test', 1e308],
    ['table', 'setup.rows.train', 0],
    ['table', 'setup.data.classes.1.rows', 1e308],
    ['table', 'setup.reading.columns.3.different', 1e308],
    ['table', 'experiment.variants.plain.batchSize', 1e308],
    ['table', 'setup.origin', { kind: 'scores', what: 'x', repeats: 'everywhere' }],
    ['command', 'experiment.question', 7],
    ['command', 'experiment.seed', {}],
    ['command', 'experiment.level', ['x']],
    ['command', 'experiment.protocol.seeds', 'x'],
    ['command', 'experiment.metric', null],
    ['command', 'experiment.metrics', -1],
    ['command', 'experiment.variants.a.label', 7],
    ['command', 'experiment.variants.a.against', 'nobody'],
    ['scores', 'experiment.protocol.seeds', 1e15],
    ['scores', 'experiment.thresholds', null],
    ['scores', 'experiment.variants.a.label', {}],
    ['scores', 'setup.origin.reading.rules', 0],
    ['scores', 'setup.origin.reading.columns.0.role', null],
  ])('(%s) in %s, %j, is refused at every opening', (kind, path, value) => {
    withForeign(kind, { path: path.split('.'), value });
    expect([verify, report].map(opened)).toEqual([false, false]);
  });
});
