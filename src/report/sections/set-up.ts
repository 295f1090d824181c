/** What was trained, on which rows, how often: for those who look it up. */
import type { Analysis, Setup } from '../../analysis/analysis.js';
import type { Protocol } from '../../experiment/experiment.js';
import { breakable, count, listed, whole } from '../format.js';
import { cell, code, foldedSection, left, strong } from '../page.js';
import type { Line, Section, Span, TextCell } from '../page.js';

export function setupSection(analysis: Analysis): Section {
  const { setup, runs, variants } = analysis;
  const rows: readonly Row[] = [
    ...tableRows(setup),
    [['Protocol'], [`${protocolWords(analysis)}; ${rowWords(setup)}`]],
    [['Varies'], [listed(setup.vary.map((source) => SOURCES[source]))]],
    [
      ['Runs'],
      [
        `${whole(runs.planned)} planned, ${whole(runs.ok)} ok, ${whole(runs.failed)} failed${runs.missing > 0 ? `, ${whole(runs.missing)} missing` : ''}`,
      ],
    ],
    ...variants.map(({ label, recipe }): Row => [['Variant ', strong(label)], [breakable(recipe)]]),
  ];
  const cells = rows.map(([what, value]): TextCell[] => [cell(...what), cell(...value)]);
  return foldedSection(['Set-up'], [{ is: 'table', columns: [left(), left()], rows: cells }]);
}

/** What it is about, and what there is to say of it. */
type Row = readonly [Line, Line];

function tableRows(setup: Setup): readonly Row[] {
  const { data } = setup;
  return [
    [
      ['Table'],
      [
        code(data.name),
        `${data.made ? ' (made, not measured)' : ''}: ${count(data.rows, 'row')}, ${count(data.numbers, 'number column')}, ${count(data.categories, 'category column')}, encoded as ${count(data.inputs, 'input')}`,
      ],
    ],
    [['Target'], [code(data.target), ...classList(setup)]],
    [['Encoding'], encodingWords(setup)],
  ];
}

const SOURCES = { split: 'the split', init: 'initial weights', order: 'batch order', mask: 'dropout masks' } as const;

/** After the target's name: how many classes, and how many rows the first of them have. */
function classList({ data: { classes } }: Setup): Line {
  if (classes.length === 0) return [];
  const shown = classes.slice(0, 12).map(({ name, rows }): Line => [code(name), ` ${whole(rows)}`]);
  const more: readonly Line[] = classes.length > shown.length ? [[`and ${classes.length - shown.length} more`]] : [];
  return [`, ${count(classes.length, 'class')} (`, ...separated([...shown, ...more]), ')'];
}

function separated(lines: readonly Line[]): Line {
  return lines.flatMap((line, i): readonly Span[] => (i === 0 ? line : [', ', ...line]));
}

function encodingWords({ encoding }: Setup): Line {
  const fit =
    encoding.fit === 'train'
      ? 'fitted on the training rows of each split'
      : 'fitted on the whole table, as the course does, so that test rows leak into it';
  return [...zscoreWords(encoding), `, dummies of categories; ${fit}`];
}

function zscoreWords({ zscore }: Setup['encoding']): Line {
  if (zscore === 'all') return ['z-scores of all numbers'];
  if (zscore.length === 0) return ['no z-scores'];
  const names = zscore.flatMap((name, i): readonly Span[] => [
    ...(i === 0 ? [] : [i === zscore.length - 1 ? ' and ' : ', ']),
    code(name),
  ]);
  return ['z-scores of ', ...names];
}

export function protocolWords({ setup, splits, seeds }: Analysis): string {
  const { protocol } = setup;
  const each = `${count(seeds, 'seed')} each`;
  const stratified = protocol.stratified ? 'stratified ' : '';
  const held = setup.vary.includes('split') ? '' : ', held fixed';
  if (protocol.kind === 'kFold')
    return `${stratified}${protocol.folds}-fold, ${count(splits, 'repeat')}${held}, ${each}, out-of-fold scores`;
  if (protocol.kind === 'courseBootstrap')
    return `the course’s bootstrap: ${count(splits, `${stratified}shuffled split`)}${held}, ${each}; the scored rows also stop the training`;
  return `hold-out: ${count(splits, `${stratified}shuffled split`)}${held}, ${each}${trainRowsWords(protocol)}`;
}

function trainRowsWords(protocol: Extract<Protocol, { kind: 'holdout' }>): string {
  return protocol.trainRows === undefined ? '' : `, trained on ${whole(protocol.trainRows)} of the training rows`;
}

function rowWords({ rows }: Setup): string {
  return [
    `${whole(rows.train)} rows train`,
    ...(rows.validation > 0 ? [`${whole(rows.validation)} validate`] : []),
    `${whole(rows.test)} are scored`,
  ].join(', ');
}
