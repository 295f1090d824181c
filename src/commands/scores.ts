/** `reseed scores FILE`: reads scores that exist, says how, and answers as if the runs had been Reseed's own. */
import { basename, join, relative, resolve } from 'node:path';
import { analyseGiven } from '../analysis/given/analyse-given.js';
import type { GivenAnalysis } from '../analysis/given/analyse-given.js';
import { gateOutcome, parseGivenGate } from '../analysis/given/given-gate.js';
import { VERSION } from '../environment.js';
import { UserError } from '../errors.js';
import {
  fingerprintOf,
  openSource,
  OpenQuestion,
  parseBetter,
  parseDerive,
  parseTake,
  parseTestShare,
  parseWhere,
  readingLines,
  readScores,
} from '../origins/scores/index.js';
import type { ReadOptions, ScoresReading } from '../origins/scores/index.js';
import { publishGiven } from '../publish-given.js';
import { givenPage, givenScreen } from '../report/given/page.js';
import type { HowRead } from '../report/given/page.js';
import { givenSummaryJson } from '../report/given/summary.js';
import { renderTerminal } from '../report/render/terminal.js';
import { shellWord } from '../shell-word.js';
import type { FlagName } from './flag-names.js';
import { choice, decimal, isOn, list, text, wholeNumber } from './flags.js';
import { EXIT } from './io.js';
import type { ExitCode, Flags, Io } from './io.js';

export async function scores(flags: Flags, io: Io): Promise<ExitCode> {
  const paths = pathsOf(flags);
  const options = optionsOf(flags);
  const gate = text(flags, 'fail-on');
  const level = decimal(flags, 'level', { above: 0.5, below: 1, example: '0.95' }) ?? 0.95;
  const seed = wholeNumber(flags, 'seed', { least: 0, most: 2_147_483_647 }) ?? 1;
  const threshold = decimal(flags, 'threshold', { above: 0, example: '0.005' });
  const { reading, files } = await read(paths, { options, flags, io });
  const lines = readingLines(reading.words);
  if (isOn(flags, 'dry-run')) {
    io.out(`${lines.join('\n')}\n`);
    return EXIT.done;
  }
  const parsed =
    gate === undefined
      ? undefined
      : parseGivenGate(
          gate,
          reading.metrics.map(({ name }) => name),
        );
  const analysis = analyseGiven(reading, { level, seed, ...(threshold === undefined ? {} : { threshold }) });
  const how: HowRead = {
    ...reading.words,
    command: commandOf(paths, flags),
    fingerprint: await fingerprintOf(files),
    version: VERSION,
  };
  const outcome = parsed === undefined ? undefined : gateOutcome(analysis, parsed);
  const folder = resolve(io.cwd, text(flags, 'out') ?? join('results', folderName(reading.name)));
  publishGiven(folder, { analysis, how, page: givenPage(analysis, how) });
  if (isOn(flags, 'json')) io.out(givenSummaryJson(analysis, how, outcome === undefined ? {} : { gate: outcome }));
  else show(analysis, { how, lines, io, flags, folder });
  if (outcome === undefined) return EXIT.done;
  io.err(`gate ${outcome.gate}: ${outcome.words}\n`);
  return outcome.passes ? EXIT.done : EXIT.gate;
}

function show(
  analysis: GivenAnalysis,
  { how, lines, io, flags, folder }: { how: HowRead; lines: readonly string[]; io: Io; flags: Flags; folder: string },
): void {
  if (!isOn(flags, 'quiet')) io.out(`${lines.join('\n')}\n\n`);
  io.out(renderTerminal(givenScreen(analysis, how), { colour: io.colour, columns: io.outColumns }));
  if (!isOn(flags, 'quiet')) io.out(`\nReport: ${relative(io.cwd, folder).replaceAll('\\', '/') || '.'}/report.md\n`);
}

function pathsOf(flags: Flags): readonly string[] {
  const paths = flags.files;
  const some = Array.isArray(paths) ? paths.map(String) : typeof paths === 'string' ? [paths] : [];
  if (some.length === 0) throw new UserError('scores needs a file or a folder.', 'Write reseed scores results.csv.');
  return some;
}

/** Reads, with progress where someone watches; a question that the file leaves open gets its commands written out. */
async function read(
  paths: readonly string[],
  { options, flags, io }: { options: ReadOptions; flags: Flags; io: Io },
): Promise<{ readonly reading: ScoresReading; readonly files: readonly string[] }> {
  const watched = io.terminal && !isOn(flags, 'quiet');
  const onProgress = (share: number, rows: number): void =>
    io.err(`\rreading: ${rows === 0 ? `${Math.round(100 * share)} %` : `${rows} rows`}   `);
  try {
    const source = await openSource(
      paths.map((path) => resolve(io.cwd, path)),
      { ...(options.columns === undefined ? {} : { columns: options.columns }), ...(watched ? { onProgress } : {}) },
    );
    if (watched) io.err('\r\u001b[K');
    return { reading: readScores(source, options), files: source.files };
  } catch (error) {
    if (error instanceof OpenQuestion)
      throw new UserError(error.message, `${error.hint ?? ''}\n  Add it to: ${commandOf(paths, flags)}`);
    throw error;
  }
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
    scale: choice(flags, 'scale', ['share', 'percent', 'plain']),
    columns: list(flags, 'columns'),
    rowId: text(flags, 'row'),
    cluster: text(flags, 'cluster'),
    step: text(flags, 'step'),
    status: text(flags, 'status'),
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
  'where',
  'derive',
  'test-share',
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
  return ['reseed scores', ...paths.map((path) => shellWord(basename(path))), ...words].join(' ');
}

/** A folder of that name below results/: letters, digits, dots, dashes; never a way out. */
function folderName(name: string): string {
  const safe = name
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[.-]+|[.-]+$/g, '')
    .slice(0, 80);
  return safe === '' ? 'scores' : safe;
}
