/** `reseed scores FILE`: reads scores that exist, says how, and answers as if the runs had been Reseed's own. */
import { basename, dirname, join, resolve } from 'node:path';
import { lookAt } from '../base/open-file.js';
import { areComparable, rowAnswers } from '../analysis/given/before.js';
import { judgeGate } from '../analysis/gate.js';
import { UserError } from '../base/errors.js';
import { concludeScores, keepScores } from '../bench/keep-scores.js';
import type { ConcludedScores } from '../bench/keep-scores.js';
import {
  fingerprintOf,
  openSource,
  OpenQuestion,
  parseBetter,
  parseDerive,
  parseScale,
  parseTake,
  parseTestShare,
  parseWhere,
  readingLines,
  readScores,
} from '../origins/scores/index.js';
import { MANY_RUNS } from '../origins/scores/as-records.js';
import type { ReadOptions, ScoresReading } from '../origins/scores/index.js';
import { count } from '../origins/scores/shown.js';
import { parseThresholds } from '../question/thresholds.js';
import { questionAbout } from '../report/given/question.js';
import { summaryJson } from '../report/render/summary.js';
import { CLEAR_LINE } from '../base/printable.js';
import { shellWord } from '../base/shell-word.js';
import { troubleInSet } from '../store/published.js';
import { readingFrom } from './data-flags.js';
import type { FlagName } from './flag-names.js';
import { firstScreen } from './first-screen.js';
import { decimal, isOn, list, text, texts, wholeNumber } from './flags.js';
import { checkGate, gateFrom, showGate } from './gate-flags.js';
import { openHtml, wantsHtml } from './html-flags.js';
import { EXIT } from './io.js';
import { shownPath } from './folders.js';
import type { ExitCode, Flags, Io } from './io.js';
import { whole } from '../base/how-many.js';
import { keepHeapTight } from './tight-heap.js';

export async function scores(flags: Flags, io: Io): Promise<ExitCode> {
  const paths = pathsOf(flags);
  const options = optionsOf(flags);
  const gate = gateFrom(flags);
  const level = decimal(flags, 'level', { above: 0.5, below: 1, example: '0.95' }) ?? 0.95;
  const seed = wholeNumber(flags, 'seed', { least: 0, most: 2_147_483_647 }) ?? 1;
  const thresholds = parseThresholds(texts(flags, 'threshold'));
  const html = wantsHtml(flags);
  for (const folder of foldersOfOurs(paths, io)) {
    for (const trouble of troubleInSet(folder)) io.err(`note: ${basename(folder)}: ${trouble}\n`);
  }
  const { reading, files } = await read(paths, { options, flags, io });
  if (reading.scores.length > MANY_RUNS) keepHeapTight();
  checkGate(gate, reading.metrics, io);
  const lines = readingLines(reading.words);
  if (isOn(flags, 'dry-run')) {
    io.out(`${lines.join('\n')}\n`);
    return EXIT.done;
  }
  const concluded = concludeScores(
    { ...reading, ...rowAnswers(reading, level) },
    {
      ...{ level, seed, thresholds, question: questionAbout(reading), compared: areComparable(reading) },
      command: commandOf(paths, flags),
      facts: {
        kind: 'scores',
        what: reading.words.headline,
        fingerprint: await fingerprintOf(files),
        // With several data sets the block is the data set, whose rows no other one shares.
        ...(reading.testToTrain === undefined || reading.dataSets.length > 1
          ? {}
          : { testToTrain: reading.testToTrain }),
        repeats: 'everywhere',
        reading: reading.words,
      },
    },
  );
  const { analysis } = concluded.conclusion;
  const outcome = gate === undefined ? undefined : judgeGate(analysis, gate);
  const folder = resolve(io.cwd, text(flags, 'out') ?? join('results', folderName(reading.name)));
  keepScores(folder, { ...concluded, html });
  openHtml(folder, flags, { onNote: (note) => io.err(`note: ${note}\n`) });
  if (isOn(flags, 'json')) io.out(summaryJson(analysis, { gate: outcome }));
  else show(concluded, { lines, io, flags, folder });
  return outcome === undefined ? EXIT.done : showGate(outcome, io);
}

function show(
  { conclusion: { analysis }, many }: ConcludedScores,
  { lines, io, flags, folder }: { lines: readonly string[]; io: Io; flags: Flags; folder: string },
): void {
  const quiet = isOn(flags, 'quiet') || isOn(flags, 'markdown');
  if (!quiet) io.out(`${lines.join('\n')}\n\n`);
  io.out(firstScreen(analysis, { flags, io }));
  if (quiet) return;
  const where = shownPath(io, folder);
  const page = many ? ', as a page: report.html' : ', to explore: report.html';
  io.out(`\nReport: ${where}/report.md${wantsHtml(flags) ? page : ''}\n`);
  if (many)
    io.out(
      `More than ${count(MANY_RUNS, 'run')}: the folder holds runs.csv and no records, and report.html shows the answer alone: nothing in it can be changed.\n`,
    );
}

function pathsOf(flags: Flags): readonly string[] {
  // The command line takes at least one.
  return (flags.files as readonly unknown[]).map(String);
}

/** Results folders among what is read, given themselves or by their `runs.csv`. */
function foldersOfOurs(paths: readonly string[], io: Io): readonly string[] {
  const folders = paths.map((path) => resolve(io.cwd, path)).map((path) => (isRuns(path) ? dirname(path) : path));
  return [...new Set(folders)].filter((path) => lookAt(path)?.isDirectory() === true);
}

function isRuns(path: string): boolean {
  return basename(path) === 'runs.csv';
}

/** Reads, with progress where someone watches; a question that the file leaves open gets its commands written out. */
async function read(
  paths: readonly string[],
  { options, flags, io }: { options: ReadOptions; flags: Flags; io: Io },
): Promise<{ readonly reading: ScoresReading; readonly files: readonly string[] }> {
  const watched = io.terminal && !isOn(flags, 'quiet');
  const onProgress = (share: number, rows: number): void => {
    io.err(CLEAR_LINE);
    io.err(`reading: ${rows === 0 ? `${Math.round(100 * share)} %` : `${whole(rows)} rows`}`);
  };
  try {
    const source = await openSource(
      paths.map((path) => resolve(io.cwd, path)),
      {
        ...dialectFrom(flags),
        ...(options.columns === undefined ? {} : { columns: options.columns }),
        ...(watched ? { onProgress } : {}),
      },
    );
    if (watched) io.err(CLEAR_LINE);
    return { reading: readScores(source, options), files: source.files };
  } catch (error) {
    if (error instanceof OpenQuestion)
      throw new UserError(
        error.message,
        `${error.hint ?? ''}\n  Add it to: ${commandOf(paths, without(flags, error))}`,
      );
    throw error;
  }
}

/** @throws {UserError} for a name that no delimiter or encoding has */
function dialectFrom(flags: Flags): { readonly delimiter?: string; readonly encoding?: string } {
  const { delimiter, encoding } = readingFrom(flags);
  return { ...(delimiter === undefined ? {} : { delimiter }), ...(encoding === undefined ? {} : { encoding }) };
}

function optionsOf(flags: Flags): ReadOptions {
  const one = <T>(name: FlagName, parse: (value: string) => T): T | undefined => {
    const value = text(flags, name);
    return value === undefined ? undefined : parse(value);
  };
  const many = <T>(name: FlagName, parse: (value: string) => T): readonly T[] | undefined => {
    const value = flags[name];
    const values = Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : [];
    return values.length === 0 ? undefined : values.map(parse);
  };
  const given = {
    variant: list(flags, 'variant'),
    dataSet: list(flags, 'dataset'),
    block: list(flags, 'block'),
    repeat: list(flags, 'repeat'),
    metrics: list(flags, 'metric'),
    baseline: text(flags, 'baseline'),
    take: one('take', parseTake),
    better: one('better', parseBetter),
    scale: one('scale', parseScale),
    columns: list(flags, 'columns'),
    rowId: text(flags, 'row'),
    cluster: text(flags, 'cluster'),
    reruns: isOn(flags, 'reruns') || undefined,
    step: text(flags, 'step'),
    status: text(flags, 'status'),
    fill: list(flags, 'fill'),
    where: many('where', parseWhere),
    derive: many('derive', parseDerive),
    testShare: one('test-share', parseTestShare),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

const WORDS: readonly FlagName[] = [
  'variant',
  'dataset',
  'block',
  'repeat',
  'metric',
  'baseline',
  'take',
  'better',
  'scale',
  'columns',
  'row',
  'cluster',
  'step',
  'status',
  'fill',
  'where',
  'derive',
  'test-share',
  'delimiter',
  'encoding',
  'level',
  'threshold',
  'seed',
];

/** The same command, by the files' own names: what a report may hold. */
function commandOf(paths: readonly string[], flags: Flags): string {
  const words = WORDS.flatMap((name) => {
    const value = flags[name];
    const values = Array.isArray(value) ? value.map(String) : typeof value === 'string' && value !== '' ? [value] : [];
    return values.map((each) => `--${name} ${shellWord(each)}`);
  });
  const switches = isOn(flags, 'reruns') ? ['--reruns'] : [];
  return ['reseed scores', ...paths.map((path) => shellWord(basename(path))), ...words, ...switches].join(' ');
}

/** A flag that every answer gives replaces what the user gave for it, unless it may be given several times. */
function without(flags: Flags, { answers }: OpenQuestion): Flags {
  const asked = WORDS.filter((name) => answers.every(({ flag }) => flag.split(' ').includes(`--${name}`)));
  const replaced = asked.filter((name) => name !== 'where' && name !== 'derive');
  return Object.fromEntries(Object.entries(flags).filter(([name]) => !replaced.some((each) => each === name)));
}

/** A folder of that name below results/: letters, digits, dots, dashes; never a way out. */
function folderName(name: string): string {
  const safe = name
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[.-]+|[.-]+$/g, '')
    .slice(0, 80);
  return safe === '' ? 'scores' : safe;
}
