/**
 * A table as a parcel for workers on other machines: an outline, then the numbers column by column. The fingerprint is computed
 * again from what arrives, so a table is either the one asked for or none.
 */
import * as v from 'valibot';
import { makeTable, shareTable } from '../../data/dataset.js';
import type { Column, Table, Target } from '../../data/dataset.js';
import { UserError } from '../../base/errors.js';
import type { OpenedParcel, Parcel } from '../origin.js';

const MOST_ROWS = 100_000_000;

const text = v.pipe(v.string(), v.maxLength(100_000));
const numbers = v.strictObject({ kind: v.literal('number'), name: text });
const column = v.variant('kind', [
  numbers,
  v.strictObject({ kind: v.literal('category'), name: text, levels: v.array(text) }),
]);
const description = v.strictObject({
  name: text,
  made: v.boolean(),
  rows: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_ROWS)),
  features: v.array(column),
  division: v.optional(column),
  target: v.variant('kind', [
    numbers,
    v.strictObject({ kind: v.literal('classes'), name: text, levels: v.array(text) }),
  ]),
});

export function parcelOf(table: Table): Parcel {
  const { name, made, rows, features, target, division, fingerprint } = table;
  const dividing = division === undefined ? [] : [division];
  const outline = {
    ...{ name, made, rows, features: features.map(outlineOf), target: outlineOf(target) },
    ...(division === undefined ? {} : { division: outlineOf(division) }),
  };
  return { key: fingerprint, outline: JSON.stringify(outline), bytes: bytesOf([...features, target, ...dividing]) };
}

function bytesOf(columns: readonly (Column | Target)[]): Iterable<Uint8Array> {
  return columns
    .map(valuesOf)
    .map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength));
}

/** @throws {UserError} if there is no parcel, or its table is not what its fingerprint says */
export async function tableFrom(parcel: OpenedParcel | undefined, fingerprint: string): Promise<Table> {
  const wrong = new UserError(
    'The queue does not hold the table that its bench was made with.',
    'Start the bench again.',
  );
  const parsed = v.safeParse(description, parse(parcel?.outline ?? ''));
  if (!parsed.success || parcel === undefined) throw wrong;
  const { name, made, rows, features, target, division } = parsed.output;
  const read = (width: number): Promise<Buffer> => parcel.read(rows * width);
  const columnOf = async (outline: v.InferOutput<typeof column>): Promise<Column> =>
    outline.kind === 'number'
      ? { ...outline, values: floats(await read(8)) }
      : { ...outline, codes: integers(await read(4), { least: -1, levels: outline.levels.length, wrong }) };
  const columns: Column[] = [];
  for (const outline of features) columns.push(await columnOf(outline));
  const aim: Target =
    target.kind === 'number'
      ? { ...target, values: floats(await read(8)) }
      : { ...target, labels: integers(await read(4), { least: 0, levels: target.levels.length, wrong }) };
  const dividing = division === undefined ? {} : { division: await columnOf(division) };
  const table = makeTable({ name, made, features: columns, target: aim, ...dividing });
  if (table.fingerprint !== fingerprint) throw wrong;
  return shareTable(table);
}

function valuesOf(column: Column | Target): Float64Array | Int32Array {
  if (column.kind === 'number') return column.values;
  return column.kind === 'category' ? column.codes : column.labels;
}

function outlineOf(column: Column | Target): object {
  const { kind, name } = column;
  return column.kind === 'number' ? { kind, name } : { kind, name, levels: column.levels };
}

function floats(bytes: Buffer): Float64Array {
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

function integers(
  bytes: Buffer,
  { least, levels, wrong }: { least: number; levels: number; wrong: UserError },
): Int32Array {
  const codes = new Int32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  if (codes.some((code) => code < least || code >= levels)) throw wrong;
  return codes;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
