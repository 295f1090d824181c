/** The rule of `--fail-on`: read, and refused where it makes no sense. Pure: knows no runs, records or files. */
import { UserError } from '../base/errors.js';
import { didYouMean, quoted } from '../data/names.js';
import type { Range } from './metric.js';
import { METRICS } from './registry.js';
import { moreThanMetric, nearRule, parseRule } from './rule.js';
import type { Quantity } from './rule.js';

export interface Gate {
  /** As the user wrote it, without blanks around it. */
  readonly text: string;
  readonly metric: string;
  readonly quantity: Quantity;
  readonly side: '<' | '>';
  readonly limit: number;
}

const EXAMPLE = METRICS[0]!.name;

/** @throws {UserError} unless the text is METRIC<NUMBER or METRIC>NUMBER, the metric with a quantity or without */
export function parseGate(text: string): Gate {
  const rule = parseRule(text);
  if (rule === undefined) {
    const near = nearRule(text);
    throw new UserError(
      `--fail-on ${quoted(text)} is not a gate.`,
      near === undefined
        ? `Write for example --fail-on "${EXAMPLE}<-0.005", or "${EXAMPLE}.sdRatio<0.8" for the spread.`
        : `Did you mean --fail-on ${quoted(near)}?`,
    );
  }
  if (rule.quantity === 'sdRatio' && rule.limit <= 0)
    throw new UserError(
      `--fail-on ${quoted(text)}: a ratio of spreads is above 0.`,
      '0.8 stands for a variant whose spread is a quarter larger than the baseline’s.',
    );
  return { text: text.trim(), quantity: 'difference', ...rule };
}

interface Known {
  readonly name: string;
  readonly label?: string;
  readonly better?: 'higher' | 'lower';
  readonly scale?: 'share' | 'plain';
  readonly range?: Partial<Range>;
}

/**
 * @throws {UserError} where no metric has the gate's name, or none of its values could ever reach the limit: before anything is
 *   carried out, where the metrics are known
 */
export function refuseGate(gate: Gate, metrics: readonly Known[]): void {
  const { metric, text, quantity, limit } = gate;
  const found = metrics.find(({ name }) => name === metric);
  if (found === undefined) throw unknownMetric(metric, metrics);
  const limits = limitsOf(found);
  if (isWithinReach(gate, { found, ...limits })) return;
  const { least, most } = limits;
  const { name, label = name } = found;
  const range =
    most === Infinity
      ? `is never below ${least}`
      : least === -Infinity
        ? `is never above ${most}`
        : `lies between ${least} and ${most}`;
  const inVain =
    quantity === 'difference' || limit > most
      ? 'is as large'
      : limit <= least
        ? `lies below ${least}`
        : `lies above ${most}`;
  throw new UserError(
    `--fail-on ${quoted(text)}: ${label} ${range}, so no ${quantity} ${inVain}.`,
    asShare(gate, found) ??
      `For example: --fail-on ${quoted(`${metric}${found.better === 'lower' ? '>0.005' : '<-0.005'}`)}`,
  );
}

/** What was written as points or per cent, as the share that it is. */
function asShare({ quantity, limit, text }: Gate, { scale }: Known): string | undefined {
  const size = quantity === 'mean' ? limit : Math.abs(limit);
  if (scale !== 'share' || size > 100 || size < 1 || (size === 1 && quantity === 'mean')) return undefined;
  const unit = quantity === 'mean' ? '%' : size === 1 ? 'point' : 'points';
  const written = text.replace(/(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i, figure(size / 100));
  return `For ${figure(size)} ${unit}: --fail-on ${quoted(written)}`;
}

/** A gate on what cannot be never fails, or always. A ratio of spreads has no limits but 0. */
function isWithinReach(
  { quantity, limit, side }: Gate,
  { found: { range }, least, most }: Range & { readonly found: Known },
): boolean {
  if (quantity === 'sdRatio') return true;
  if (quantity === 'difference') return Math.abs(limit) < most - least;
  // A file's share may be a change of one: then its limits are not known for sure.
  const isLast = limit === (side === '<' ? range?.least : range?.most);
  return limit >= least && limit <= most && !isLast;
}

function limitsOf({ scale, range }: Known): Range {
  const { least = -Infinity, most = Infinity } = range ?? {};
  return scale === 'share' ? { least: Math.max(least, 0), most: Math.min(most, 1) } : { least, most };
}

function figure(value: number): string {
  return String(Number(value.toPrecision(12)));
}

function unknownMetric(metric: string, metrics: readonly Known[]): UserError {
  const names = metrics.map(({ name }) => name);
  const [message, remedy] = moreThanMetric(metric, names) ?? [];
  if (message !== undefined) return new UserError(`--fail-on: ${message}`, remedy);
  return new UserError(`--fail-on: there is no metric ${quoted(metric)}.`, didYouMean(metric, names));
}

/** Of a gate that fails where a variant is better, not worse: whoever wants the contrary would never see it fail. */
export function gateNote({ metric, quantity, side, text }: Gate, metrics: readonly Known[]): string | undefined {
  const found = metrics.find(({ name }) => name === metric);
  if (found?.better === undefined) return undefined;
  const good = quantity === 'sdRatio' || found.better === 'higher' ? '>' : '<';
  if (side !== good) return undefined;
  const { label = metric, better } = found;
  const why = quantity === 'sdRatio' ? 'a higher sdRatio is a steadier variant' : `a ${better} ${label} is better`;
  return `${why}, so this gate fails where it is ${good === '<' ? 'below' : 'above'} the limit, not where it is worse: ${text}`;
}
