/** The rows of one run → what it came to: its scores, or why it has none. Pure. */
import { textAt } from './cells.js';
import type { CellColumn } from './cells.js';
import type { MetricColumn } from './metric-column.js';
import type { Roles } from './roles.js';
import { ABOVE_ONE } from './units.js';
import type { RunOutcome } from './score-columns.js';
import { shown } from './shown.js';
import { stateOf } from './status.js';
import { takeScore } from './take.js';
import type { Point } from './take.js';
import type { Taking } from './taking.js';

export function outcomeOf(
  members: readonly number[],
  { roles, take, step }: { roles: Roles; take: Taking | undefined; step: CellColumn | undefined },
): RunOutcome {
  const [first] = members as readonly [number, ...number[]];
  const state = roles.status === undefined ? 'ok' : stateOf(textAt(roles.status, members.at(-1)!));
  const values = roles.metrics.map((metric) => valueOf(members, { metric, take, step }));
  if (state !== 'ok')
    return {
      status: 'failed',
      reason: state === 'failed' ? (textAt(roles.status!, members.at(-1)!) ?? state) : state,
      values: values.map(() => NaN),
    };
  if (Number.isNaN(values[0]!)) {
    const said = roles.failure === undefined ? undefined : textAt(roles.failure, members.at(-1)!);
    const written = textAt(roles.metrics[0]!.column, members.at(-1)!);
    const others = values.some((value) => !Number.isNaN(value));
    if (said === undefined && written === undefined && others) return { status: 'missing', values };
    return {
      status: 'failed',
      reason:
        said === undefined ? (written === undefined ? 'no score' : `score ${shown(written)}`) : failureWords(said),
      values,
    };
  }
  if (roles.metrics.every(({ error }) => error === undefined)) return { status: 'ok', values };
  const errors = roles.metrics.map((metric) =>
    metric.error === undefined ? NaN : metric.error.numbers[first]! / divisorAt(metric, first),
  );
  return errors.every(Number.isNaN) ? { status: 'ok', values } : { status: 'ok', values, errors };
}

/** The kind of an error, without what is particular to one run. */
function failureWords(text: string): string {
  const kind = text
    .replace(/^(?:(?:\w+\.)*(?:Error|Exception|ERROR))\s*:\s*/, '')
    .split(/[:\n(]/)[0]!
    .trim();
  return shown(kind === '' ? text : kind);
}

function valueOf(
  members: readonly number[],
  { metric, take, step }: { metric: MetricColumn; take: Taking | undefined; step: CellColumn | undefined },
): number {
  const { column, better } = metric;
  if (take === undefined) return column.numbers[members[0]!]! / divisorAt(metric, members[0]!);
  const points =
    step === undefined ? pointsInCell(metric, members[0]!) : pointsOfRows(members, { metric, step, guide: take.guide });
  return takeScore(points, { take: take.take, better, guideBetter: take.guideBetter });
}

function divisorAt({ divisor, divisors }: MetricColumn, row: number): number {
  return divisors?.[row] ?? divisor;
}

/** In the order of steps; of two rows of one step that hold the score the later one counts: tools log each score by itself. */
function pointsOfRows(
  members: readonly number[],
  { metric, step, guide }: { metric: MetricColumn; step: CellColumn; guide: CellColumn | undefined },
): readonly Point[] {
  const { column } = metric;
  const held = guide === undefined ? members.filter((row) => column.codes[row] !== -2) : [];
  const points = (held.length > 0 ? held : members).map((row): Point => ({
    step: step.numbers[row]!,
    value: column.numbers[row]! / divisorAt(metric, row),
    guide: guide?.numbers[row] ?? NaN,
  }));
  if (points.some((point, i) => i > 0 && point.step < points[i - 1]!.step)) points.sort((a, b) => a.step - b.step);
  return points.filter(({ step: at }, i) => points[i + 1]?.step !== at);
}

function pointsInCell(metric: MetricColumn, row: number): readonly Point[] {
  const { column, divisors, divisor } = metric;
  const text = textAt(column, row);
  if (!text?.startsWith('[')) return [{ step: 0, value: column.numbers[row]! / divisorAt(metric, row), guide: NaN }];
  const inUnit = (value: number): number =>
    divisors === undefined ? value / divisor : value > ABOVE_ONE ? value / 100 : value;
  return text
    .slice(1, -1)
    .split(',')
    .map((part, step) => ({ step, value: part.trim() === '' ? NaN : inUnit(Number(part)), guide: NaN }));
}
