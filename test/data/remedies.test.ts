/**
 * What the reader of tables advises can be typed: every flag in a warning or a refusal, as a shell and the command line read
 * it, makes that warning or refusal go away. The columns have names that shells and lists trip over.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import yargs from 'yargs';
import { afterAll, describe, expect, it } from 'vitest';
import { UserError } from '../../src/base/errors.js';
import { COMMANDS } from '../../src/commands/command-list.js';
import { dataFrom } from '../../src/commands/data-flags.js';
import type { Flags } from '../../src/commands/io.js';
import { prepareBench } from '../../src/commands/prepare.js';
import type { TableFacts } from '../../src/origins/facts.js';
import type { Finding } from '../../src/data/finding.js';
import { loadAndDescribe } from '../../src/experiment/load-table.js';
import { commandIo } from '../commands/command-io.js';
import { repeatedAcross } from '../../src/data/repeated-rows.js';

const folder = mkdtempSync(join(tmpdir(), 'reseed-remedies-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ROWS = 60;
const made = (row: number, salt = 1): number => ((row * 37 * salt + 11) % 101) + ((row * 13) % 7) / 10;
const kind = (row: number): string => ['ash', 'elm', 'oak'][((row * 31) % 17) % 3]!;
const quotedCell = (text: string): string => `"${text.replaceAll('"', '""')}"`;

interface Case {
  readonly cell: (row: number) => string | number;
  /** Default: `kind`. */
  readonly target?: 'kind' | 'size' | 'odd';
  readonly flags?: readonly string[];
  readonly rows?: number;
  readonly copied?: number;
  /** Of the column, where it matters. */
  readonly name?: string;
  /** The whole file, in place of a column among others. */
  readonly text?: string;
}

/** A comma, with another column called by what stands before it, and what shells and quotes mean something by. */
const AWKWARD = `b, "cm" $HOME 'x'`;

function fileOf({ cell, rows = ROWS, copied = 0, text }: Case, name: string): string {
  const line = (row: number): string => [cell(row), made(row), made(row, 3), kind(row), made(row, 5)].join(',');
  const lines = Array.from({ length: rows }, (_, row) => line(row));
  return text ?? `${quotedCell(name)},a,b,kind,size\n${[...lines, ...lines.slice(0, copied)].join('\n')}\n`;
}

/** The flags of `bench`, as the command line reads them. */
const bench = COMMANDS.find(({ words }) => words.startsWith('bench'))!;
const parser = bench
  .flags(yargs())
  .strict()
  .exitProcess(false)
  .fail((message: string | null, error: unknown) => {
    throw error instanceof Error ? error : new Error(message ?? '');
  });

/** Messages about a table, each with what is to be typed. */
async function messagesOf(file: string, { target = 'kind', flags = [] }: Case, typed: readonly string[]) {
  const given = typed[0]?.startsWith('--task') === true ? [] : flags;
  const read = (await parser.parseAsync(['--data', file, '--target', target, ...given, ...typed])) as Flags;
  const { group, time } = read;
  try {
    const { description } = await loadAndDescribe(dataFrom(read)!, {
      cwd: folder,
      division: (group ?? time) as string | undefined,
    });
    return description!.findings.map(({ what, text, remedy }) => ({ what, text, remedy }));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [{ what: 'refused' as const, text: error.message, remedy: error.hint ?? '' }];
  }
}

/** The flags in a text; what stands in capitals is to be put in by the reader. */
function flagsIn(text: string): readonly string[] {
  const value = String.raw`(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'\\'')*'|[a-z][\w-]*)`;
  const more = String.raw`(?: --missing[= ]${value}| --drop-missing-target)*`;
  const all = text.match(new RegExp(String.raw`--[a-z-]+(?:[= ](?:${value}|[\d,-]+))?${more}`, 'g')) ?? [];
  return all.filter((each) => each !== '--group');
}

/** The words of each flag, as a shell reads them. */
function wordsOf(flags: readonly string[]): readonly (readonly string[])[] {
  if (flags.length === 0) return [];
  const words = execFileSync('sh', ['-c', flags.map((each) => `printf '%s\\0' ${each}; printf '\\0'`).join('; ')], {
    encoding: 'utf8',
  });
  return words
    .split('\0\0')
    .slice(0, -1)
    .map((each) => each.split('\0'));
}

/** These need splits: see below. */
type OfSplits = 'small test part' | 'rare class' | 'unseen levels';

const FINDINGS: Readonly<Record<Exclude<Finding['what'], OfSplits | 'encoding'>, Case>> = {
  identifier: { cell: (row) => `P${row}` },
  'file order': { cell: (row) => `2024-0${1 + Math.floor(row / 25)}-${String(1 + (row % 25)).padStart(2, '0')}` },
  constant: { cell: (row) => (row % 3 === 0 ? '' : 'north') },
  sentinel: { cell: (row) => (row % 9 === 0 ? 0 : 300 + made(row)) },
  'mark among words': { cell: (row) => (row % 9 === 0 ? '-' : ['red', 'blue'][row % 2]!) },
  'leading zeros': { cell: (row) => `00${row % 9}` },
  'numbers among words': { cell: (row) => (row % 2 === 0 ? ['red', 'blue'][(row / 2) % 2]! : row % 31) },
  'case variants': { cell: (row) => ['Red', 'RED', 'blue'][row % 3]! },
  'mistyped word': { cell: (row) => (row === 7 ? 'sprng' : ['spring', 'winter'][row % 2]!) },
  'many levels': { cell: (row) => `w${row % 30}` },
  'total row': { cell: (row) => (row === ROWS - 1 ? 'Total' : `r${row % 5}`) },
  'gives the target away': { cell: (row) => Math.round(made(row, 5) ** 3), target: 'size' },
  'repeated rows': { cell: (row) => made(row, 7), copied: 4 },
  'rows of one subject': { cell: (row) => row % 20, name: 'patient, no' },
  'far value': { cell: (row) => (row === 9 ? 1e9 : made(row)) },
  'long numbers': { cell: (row) => `9${String((row * 37) % 60).padStart(3, '0')}23456789012345` },
  codes: { cell: (row) => 10_000 + ((row * 7919) % 89_999), name: 'zip, code' },
  'open mark': {
    cell: () => '',
    text: `odd;kind\n${Array.from({ length: ROWS }, (_, row) => `${1 + (row % 9)}.${100 + row};${kind(row)}`).join('\n')}\n`,
  },
};

const REFUSALS: Readonly<Record<string, Case>> = {
  'the target once more': { cell: kind },
  'classes that say the same': { cell: (row) => ['TRUE', '1', 'no'][row % 3]!, target: 'odd' },
  copies: { cell: (row) => made(row, 7), copied: 30 },
  'odd cells': { cell: (row) => (row % 9 === 0 ? '$' : made(row)) },
  'odd cells of many kinds': { cell: (row) => (row % 9 === 0 ? `<${row}` : made(row)) },
  'an odd cell with a comma': { cell: (row) => (row === 4 ? '"x, y"' : made(row)) },
  'odd dates': { cell: (row) => (row === 4 ? 'spring' : `2024-01-${10 + (row % 19)}`) },
  'a form that is not read': { cell: (row) => `${row}±${row % 7}` },
  'day and month': { cell: (row) => `0${1 + (row % 9)}/0${1 + (row % 7)}/2024` },
  'odd times': { cell: (row) => (row % 2 === 0 ? '12:30' : `1:${10 + (row % 49)}:00`) },
  'thousands or a fraction': {
    cell: (row) => `"${1 + (row % 9)},${100 + row}"`,
    text: `odd;kind\n${Array.from({ length: ROWS }, (_, row) => `${1 + (row % 9)},${100 + row};${kind(row)}`).join('\n')}\n`,
  },
  sentinels: { cell: (row) => (row % 9 === 0 ? -999 : made(row)) },
  'a total': {
    cell: () => '',
    text: `odd,kind,n\n${Array.from({ length: ROWS }, (_, row) => `${made(row)},${kind(row)},${row % 5}`).join('\n')}\n${Array.from({ length: ROWS }, (_, row) => made(row)).reduce((a, b) => a + b, 0)},,120\n`,
  },
  'a title above': {
    cell: () => '',
    text: `Plants of May\n\nodd,kind\n${Array.from({ length: ROWS }, (_, row) => `${row % 7},${kind(row)}`).join('\n')}\n`,
  },
  'a note below': {
    cell: () => '',
    text: `odd,kind\n${Array.from({ length: ROWS }, (_, row) => `${row % 7},${kind(row)}`).join('\n')}\nmade up\n`,
  },
  infinite: { cell: (row) => (row === 3 ? 'inf' : made(row)) },
  'a missing target': { cell: (row) => (row % 9 === 0 ? '' : kind(row + 1)), target: 'odd' },
  'words as a number': { cell: (row) => `w${row % 4}`, target: 'odd', flags: ['--task', 'regression'] },
  'numbers as classes': { cell: (row) => made(row, 9), target: 'odd', flags: ['--task', 'classification'] },
  'an open delimiter': {
    cell: () => '',
    text: `odd;kind|x,y\n${Array.from({ length: ROWS }, (_, row) => `${row % 7};${kind(row)}|1,2`).join('\n')}\n`,
    flags: [],
  },
};

describe.each<[string, Readonly<Record<string, Case>>]>([
  ['a warning', FINDINGS],
  ['a refusal', REFUSALS],
])('%s goes away by what it says', (kindOf, cases) => {
  it.each(Object.entries(cases))('%s', async (what, each) => {
    const own = each.target === 'odd' || each.text !== undefined;
    await expectRemedies(each, {
      name: each.name ?? (own ? 'odd' : AWKWARD),
      what: kindOf === 'a warning' ? what : 'refused',
    });
  });
});

async function expectRemedies(each: Case, { name, what }: { name: string; what: string }): Promise<void> {
  writeFileSync(join(folder, 'table.csv'), fileOf(each, name));
  const message = (await messagesOf('table.csv', each, [])).find((found) => found.what === what);
  expect(message, `${what} of ${name}`).toBeDefined();
  const flags = flagsIn(message!.remedy);
  expect(flags.length, message!.remedy).toBeGreaterThan(0);
  for (const [at, typed] of wordsOf(flags).entries()) {
    const after = await messagesOf('table.csv', each, typed);
    expect(JSON.stringify(after), `${flags[at]!} against: ${message!.text}`).not.toContain(
      JSON.stringify(message!.text),
    );
    // Of two delimiters one is wrong for the table.
    if (!flags[at]!.startsWith('--delimiter')) expect(after.map((found) => found.what)).not.toContain('refused');
  }
}

it.each(['-minus', 'two\nlines, "of" text', "it's `5`", 'back\\slash', `${'long '.repeat(30)}end`])(
  'a column can be typed that is called %j',
  async (name) => {
    await expectRemedies(REFUSALS.sentinels!, { name, what: 'refused' });
    await expectRemedies(REFUSALS['the target once more']!, { name, what: 'refused' });
  },
);

it('what only splits show goes away by what it says', async () => {
  const splitOnly: Readonly<Record<OfSplits, string>> = {
    'small test part': 'kind',
    'rare class': 'odd',
    'unseen levels': 'kind',
  };
  writeFileSync(
    join(folder, 'table.csv'),
    fileOf({ cell: (row) => (row % 20 === 5 ? `yew ${row}` : ['fir', 'larch'][row % 2]!) }, 'odd'),
  );
  const io = { ...commandIo().io, cwd: folder };
  const found = async (target: string, typed: readonly string[]) => {
    const flags = (await parser.parseAsync(['--data', 'table.csv', '--target', target, '--quiet', ...typed])) as Flags;
    const { facts } = (await prepareBench(flags, io)).origin;
    return (facts as TableFacts).reading!.findings;
  };
  for (const [what, target] of Object.entries(splitOnly)) {
    const first = (await found(target, [])).find((each) => each.what === what);
    expect(first, what).toBeDefined();
    const [typed] = wordsOf(flagsIn(first!.remedy));
    expect(
      (await found(target, typed!)).map((each) => each.what),
      first!.remedy,
    ).not.toContain(what);
  }
});

it('copies on both sides of a split name the same flag', async () => {
  writeFileSync(join(folder, 'table.csv'), fileOf({ cell: (row) => made(row, 7), copied: 20 }, 'x'));
  const { table } = await loadAndDescribe(
    { kind: 'csv', path: 'table.csv', target: 'size', drop: [], dropMissingTarget: false, copies: 'keep' },
    { cwd: folder },
  );
  const [train, test] = [
    Uint32Array.from({ length: 60 }, (_, row) => row),
    Uint32Array.from({ length: 20 }, (_, row) => 60 + row),
  ];
  expect(flagsIn(repeatedAcross(table, [{ train, test }])[0]!.remedy)).toEqual(['--copies drop']);
});
