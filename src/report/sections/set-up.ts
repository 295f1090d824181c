/** What was trained, on which rows, how often: for those who look it up. */
import type { Analysis } from '../../analysis/analysis.js';
import type { Setup } from '../../design/setup.js';
import { isTable, tableOf, taskOf } from '../../origins/facts.js';
import type { PlainFacts, TableFacts } from '../../origins/facts.js';
import type { GivenProtocol, Protocol, TableProtocol } from '../../question/question.js';
import { breakable, count, listed, whole } from '../format.js';
import { cell, code, foldedSection, left, strong } from '../page.js';
import type { Line, Section, Span, TextCell } from '../page.js';
import { blocksOfVariants } from '../reading.js';
import { oddParts, readingParts } from './reading.js';
import { isFromFile } from '../../question/words.js';

export function setupSection(analysis: Analysis): Section {
  const { setup, runs, variants, references = [] } = analysis;
  const rows: readonly Row[] = [
    ...originRows(setup),
    [['Protocol'], [[protocolWords(analysis), ...rowWords(setup)].join('; ')]],
    ...(isFromFile(analysis) ? [] : [[['Varies'], [variesWords(setup)]] as Row]),
    [
      ['Runs'],
      [
        `${whole(runs.planned)} planned, ${whole(runs.ok)} ok, ${whole(runs.failed)} failed${runs.missing > 0 ? `, ${whole(runs.missing)} missing` : ''}`,
      ],
    ],
    ...(references.length === 0 ? [] : [[['Beside the variants'], [REFERENCE_WORDS]] as const]),
    ...variants.flatMap(({ label, recipe }): readonly Row[] =>
      recipe === undefined ? [] : [[['Variant ', strong(label)], [breakable(recipe)]]],
    ),
  ];
  const cells = rows.map(([what, value]): TextCell[] => [cell(...what), cell(...value)]);
  return foldedSection(['Set-up'], [{ is: 'table', columns: [left(), left()], rows: cells }, readingSection(setup)]);
}

const REFERENCE_WORDS =
  'on every split one answer that learns nothing from the features (the class shares or the mean of the training rows), and one linear model (no hidden layer; z-scores, Adam .01, batches of 32, early stopping where there are validation rows, else 100 epochs). Neither is a variant: no verdict, rank or correction counts them';

/** The table as “reseed inspect” shows it; what its checks found stands among the warnings. */
function readingSection(setup: Setup): Section | undefined {
  const reading = tableOf(setup)?.reading;
  if (reading === undefined) return undefined;
  return foldedSection(['How the table was read'], [...readingParts(reading), ...oddParts(reading)]);
}

/** What it is about, and what there is to say of it. */
type Row = readonly [Line, Line];

/** What the origin tells of itself. */
function originRows({ origin }: Setup): readonly Row[] {
  if (!isTable(origin)) return [[['Scores'], [origin.what]], ...checkedRow(origin)];
  const { data } = origin;
  return [
    [
      ['Table'],
      [
        code(data.name),
        `${data.made ? ' (made, not measured)' : ''}: ${count(data.rows, 'row')}, ${count(data.numbers, 'number column')}, ${count(data.categories, 'category column')}, encoded as ${count(data.inputs, 'input')}`,
      ],
    ],
    [['Target'], [code(data.target), ...classList(origin)]],
    [['Encoding'], encodingWords(origin)],
  ];
}

const SOURCES = { split: 'the split', init: 'initial weights', order: 'batch order', mask: 'dropout masks' } as const;

/** What a program draws with its seed, only the program knows. */
function variesWords({ origin, vary, protocol }: Setup): string {
  if (isTable(origin) || origin.kind !== 'command') return listed(vary.map((source) => SOURCES[source]));
  if (!vary.includes('split')) return 'the seed';
  return protocol.seeds > 1 ? 'the split and the seed' : 'the split, and the seed with it';
}

function checkedRow({ seedCheck }: PlainFacts): readonly Row[] {
  if (seedCheck === undefined) return [];
  const { variant, found, apart = 0, metric = '' } = seedCheck;
  const words = {
    'same bits': 'one run made twice gave the same scores to the bit, and another seed others',
    'not the same': `one run made twice gave scores within ${apart.toPrecision(2)} (${metric})`,
    'the seed changes nothing': 'another seed gave the same scores: the seed changes nothing',
  }[found];
  return [[['Seed checked'], [strong(variant), `: ${words}`]]];
}

/** After the target's name: how many classes, and how many rows the first of them have. */
function classList({ data: { classes } }: TableFacts): Line {
  if (classes.length === 0) return [];
  const shown = classes.slice(0, 12).map(({ name, rows }): Line => [code(name), ` ${whole(rows)}`]);
  const more: readonly Line[] = classes.length > shown.length ? [[`and ${classes.length - shown.length} more`]] : [];
  return [`, ${count(classes.length, 'class')} (`, ...separated([...shown, ...more]), ')'];
}

function separated(lines: readonly Line[]): Line {
  return lines.flatMap((line, i): readonly Span[] => (i === 0 ? line : [', ', ...line]));
}

function encodingWords(origin: TableFacts): Line {
  const { encoding } = origin;
  const fit =
    encoding.fit === 'train'
      ? 'fitted on the training rows of each split'
      : 'fitted on the whole table, as the course does, so that test rows leak into it';
  return [...zscoreWords(encoding), `, dummies of categories; ${fit}`, ...targetWords(origin)];
}

/** What becomes of a number target, where that is not its plain z-score. */
function targetWords({ encoding: { target }, data: { task } }: TableFacts): readonly string[] {
  if (task === 'classification' || target === 'zscore') return [];
  if (target === 'raw') return ['; the target as it is'];
  return [`; the target as the z-score of ln ${target === 'log' ? 'y' : '(1 + y)'}, scored in its own unit`];
}

function zscoreWords({ zscore }: TableFacts['encoding']): Line {
  if (zscore === 'all') return ['z-scores of all numbers'];
  if (zscore.length === 0) return ['no z-scores'];
  const names = zscore.flatMap((name, i): readonly Span[] => [
    ...(i === 0 ? [] : [i === zscore.length - 1 ? ' and ' : ', ']),
    code(name),
  ]);
  return ['z-scores of ', ...names];
}

/** `20 splits`; of two folders side by side, `12 to 20 splits`. */
function splitsWords(analysis: Analysis, noun: string): string {
  const planned = new Set(analysis.variants.map(({ runs }) => runs.planned));
  const [least, most] = planned.size < 2 ? [0, 0] : blocksOfVariants(analysis);
  return `${least < most ? `${whole(least)} to ` : ''}${count(analysis.splits, noun)}`;
}

export function protocolWords(analysis: Analysis): string {
  const { setup, splits, seeds } = analysis;
  const { protocol } = setup;
  const each = `${count(seeds, 'seed')} each`;
  if (protocol.kind === 'given' && setup.origin.kind === 'command')
    return splits > 1 ? `${splitsWords(analysis, 'split')}, ${each}` : each;
  if (protocol.kind === 'given') return givenWords(protocol, analysis);
  const stratified = divisionWord(protocol, taskOf(setup.origin));
  const held = setup.vary.includes('split') ? '' : ', held fixed';
  if (protocol.kind === 'kFold')
    return `${stratified}${protocol.folds}-fold, ${splitsWords(analysis, 'repeat')}${held}, ${each}, out-of-fold scores`;
  if (protocol.kind === 'courseBootstrap')
    return `the course’s bootstrap: ${splitsWords(analysis, `${stratified}${isOrdered(protocol) ? '' : 'shuffled '}split`)}${held}, ${each}; the scored rows also stop the training`;
  return `hold-out: ${splitsWords(analysis, `${stratified}${isOrdered(protocol) ? '' : 'shuffled '}split`)}${held}, ${each}${trainRowsWords(protocol)}`;
}

/** "Stratified" only where it is true: of classes, or of a number where the protocol says in how many parts. */
function divisionWord(protocol: TableProtocol, task: 'classification' | 'regression' | undefined): string {
  if (protocol.kind !== 'courseBootstrap') {
    if (protocol.group !== undefined) return `grouped (“${protocol.group}” kept together) `;
    if (protocol.kind === 'holdout' && protocol.time !== undefined)
      return `time-ordered (by “${protocol.time}”, trained on the past) `;
  }
  if (!protocol.stratified) return '';
  if (task === 'classification') return 'stratified ';
  return protocol.quantiles === undefined ? '' : `stratified (${protocol.quantiles} parts by size) `;
}

function isOrdered(protocol: TableProtocol): boolean {
  return protocol.kind === 'holdout' && protocol.time !== undefined;
}

function givenWords({ folds = 1, words }: GivenProtocol, analysis: Analysis): string {
  const { splits, seeds } = analysis;
  if (words !== undefined) {
    const each = `${repeatsOf(analysis, words.repeat)} each, read from a file`;
    return splits < 2 ? each : `${count(splits, words.block)}, ${each}`;
  }
  return `${count(splits, 'split')}, ${count(seeds, 'seed')} each${folds > 1 ? `, ${folds} folds a split` : ''}, made elsewhere`;
}

/** `10 seeds` where every variant has as many in every block, `239 to 261 runs` of one block, else `up to 10 seeds`. */
function repeatsOf({ variants, splits, seeds }: Analysis, word: string): string {
  const planned = variants.map((variant) => variant.runs.planned);
  const least = Math.min(...planned);
  if (least === splits * seeds) return count(seeds, word);
  return splits < 2 && least > 0 ? `${whole(least)} to ${count(seeds, word)}` : `up to ${count(seeds, word)}`;
}

function trainRowsWords(protocol: Extract<Protocol, { kind: 'holdout' }>): string {
  return protocol.trainRows === undefined ? '' : `, trained on ${whole(protocol.trainRows)} of the training rows`;
}

/** How many rows a split gives to what; empty where nobody knows. */
function rowWords(setup: Setup): readonly string[] {
  const { origin } = setup;
  const { rows } = origin;
  if (rows === undefined) return [];
  const parts = [
    `${whole(rows.train)} rows train`,
    ...(rows.validation > 0 ? [`${whole(rows.validation)} validate`] : []),
    `${whole(rows.test)} are scored`,
  ];
  return [parts.join(', ')];
}
