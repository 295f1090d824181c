/** Which column tells the variants apart: one whose name says so, or the question. Pure. */
import { shellWord } from '../../base/shell-word.js';
import { ask, flag } from './ask.js';
import type { OpenQuestion } from './ask.js';
import { contentOf, valuesOf } from './cells.js';
import type { CellColumn, CellTable } from './cells.js';
import { determines, groupsOf } from './groups.js';
import { knownMetric, wordsOf } from './names.js';
import type { PrefixedColumn } from './prefixed-metrics.js';
import type { Hint, Shaped } from './shapes/shape.js';
import { variantColumns } from './shapes/wide.js';
import { withoutTwins } from './twins.js';

export type AnyRole = Hint['role'];

const MOST_VARIANTS = 1000;

export function variantOf(
  table: CellTable,
  {
    shaped,
    free,
    alike,
    roleOf,
  }: {
    shaped: Shaped;
    free: readonly CellColumn[];
    /** Scores that may be those of a variant each. */
    alike: readonly PrefixedColumn[];
    roleOf: (column: CellColumn) => AnyRole | undefined;
  },
): readonly CellColumn[] {
  const levels = (column: CellColumn): number => valuesOf(column, MOST_VARIANTS + 1).length;
  const named = free.filter((column) => roleOf(column) === 'variant');
  const varying = named.filter((column) => levels(column) > 1);
  if (varying.length === 1 || (named.length === 1 && varying.length === 0))
    return [...(varying.length === 1 ? varying : named)];
  if (varying.length > 1) return oneVariant(varying, table);
  if (shaped.tuning === 'trials') return free.filter((column) => roleOf(column) === 'id').slice(0, 1);
  const possible = free.filter((column) => {
    const role = roleOf(column);
    if (role !== undefined && role !== 'setting' && role !== 'value') return false;
    if (knownMetric(column.name) !== undefined) return false;
    const { texts, numbers } = contentOf(column);
    // `train_loss_epoch`: measured, not chosen.
    if (texts === 0 && wordsOf(column.name).some((word) => knownMetric(word) !== undefined)) return false;
    const many = levels(column);
    if (many < 2 || many > 50 || many === table.rows) return false;
    return texts > numbers || role === 'setting' || many <= 12;
  });
  const candidates = withoutTwins(possible, table);
  const wide = variantColumns(table).filter((column) => free.includes(column) && !candidates.includes(column));
  if (candidates.length === 0 && alike.length > 1) throw whatStandsInFront(alike, table);
  if (candidates.length === 0 && wide.length < 2) {
    // A chart of runs without any settings: each run is a variant of its own.
    const runs = free.filter((column) => shaped.hints.get(column.name)?.role === 'id').slice(0, 1);
    return runs.length === 1 && shaped.hints.get(runs[0]!.name)?.why === 'the name of one run' ? runs : [];
  }
  throw ask(`Which column of ${table.name} tells the variants apart, the things to be compared?`, [
    ...candidates.slice(0, 12).map((column) => ({
      flag: flag('variant', column.name),
      means: `${levels(column)} variants: ${valuesOf(column, 3).join(', ')}${levels(column) > 3 ? ' …' : ''}`.slice(
        0,
        90,
      ),
    })),
    ...candidates.slice(0, 12).flatMap((column) => numberedNames(column)),
    ...(wide.length >= 2 && !candidates.some((column) => contentOf(column).texts > 0)
      ? [
          {
            flag: '--variant columns',
            means: `a column each: ${wide
              .slice(0, 3)
              .map(({ name }) => name)
              .join(', ')} …`,
          },
        ]
      : []),
    { flag: '--variant none', means: 'none: all runs are of one kind' },
  ]);
}

function whatStandsInFront(alike: readonly PrefixedColumn[], { name: file }: CellTable): OpenQuestion {
  const { metric } = alike[0]!;
  const names = alike.slice(0, 4).map(({ name }) => name);
  const shown = `${names.join(', ')}${alike.length > names.length ? ' …' : ''}`.slice(0, 90);
  return ask(`${file} has ${alike.length} columns of ${metric}: what are the names in front of it?`, [
    { flag: `--variant columns ${flag('metric', metric)}`, means: `variants, the things to be compared: ${shown}` },
    { flag: `--dataset columns ${flag('metric', metric)}`, means: 'data sets, on which one thing was scored' },
    ...alike.slice(0, 6).map(({ column }) => ({
      flag: `${flag('metric', column.name)} --variant none`,
      means: 'neither: this is a score of runs of one kind',
    })),
  ]);
}

/** `ppo_s0, ppo_s1, sac_s0`: names with a number behind are a variant and its runs. */
function numberedNames(column: CellColumn): readonly { readonly flag: string; readonly means: string }[] {
  const values = valuesOf(column, MOST_VARIANTS + 1);
  const stems = values.map((value) => /^(.*[^\d_.\s-])[_.\s-]*?(?:[_.\s-](?:s|v|r)?|seed|run)\d+$/.exec(value)?.[1]);
  const names = new Set(stems);
  if (names.has(undefined) || names.size === values.length) return [];
  return [
    {
      flag: `--derive ${shellWord(`variant,number=${column.name}:^(.*[^0-9_. -])[_. -]*(?:s|v|r|seed|run)?([0-9]+)$`)} --variant variant --repeat number`,
      means: `${names.size} variants, numbered runs of each: ${[...names].slice(0, 3).join(', ')}`,
    },
  ];
}

function oneVariant(columns: readonly CellColumn[], table: CellTable): readonly CellColumn[] {
  const groups = columns.map((column) => groupsOf([column], table.rows));
  const finest = groups.findIndex((each) => groups.every((other) => determines(each, other)));
  if (finest >= 0 && groups.every((other) => determines(other, groups[finest]!))) return [columns[finest]!];
  throw ask(`${table.name} has more than one column that may tell the variants apart.`, [
    ...columns.map(({ name }) => ({ flag: flag('variant', name), means: 'this one alone' })),
    { flag: flag('variant', ...columns.map(({ name }) => name)), means: 'every combination that occurs' },
  ]);
}
