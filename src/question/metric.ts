/**
 * What a metric is and how to read it. The metrics that we know stand in `registry.ts`, the only file that knows their
 * names; an origin or an experiment may declare others. Types and small readings; knows no records and no statistics.
 */
import { closestName, quoted } from '../data/names.js';
import { UserError } from '../base/errors.js';
import type { RowPart } from './row-scores.js';

/** Metric values by name; `null` where a metric is undefined on these rows. */
export type Metrics = Readonly<Record<string, number | null>>;

/** Values that a metric can take; infinite where there is no limit. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/**
 * What a metric is to a report, where there is more to say of it: `shareRight` is held against always saying the largest
 * class, `classesAlike` cannot be fooled by that, `loss` is what ensembles and the course are judged by.
 */
export type MetricRole = 'shareRight' | 'classesAlike' | 'loss';

/** How large a difference of means must be to be worth a word: fixed, or 1 % of the baseline's mean. */
export type ThresholdRule = { readonly fixed: number } | { readonly shareOfMean: number };

export interface Metric {
  /** Key in files and flags. */
  readonly name: string;
  /** In prose and on axes. */
  readonly label: string;
  readonly better: 'higher' | 'lower';
  /** `share` values are shown as percentages, `plain` ones as they are. */
  readonly scale: 'share' | 'plain';
  readonly range: Range;
  readonly threshold: ThresholdRule;
  /** Whether values are in the target's unit, or have none. */
  readonly unit: 'none' | 'target';
  readonly task: Task | 'any';
  /** Sums over rows, predicted counts, or kept predictions; `given` ones come from an origin that scores by itself. */
  readonly madeFrom: 'sums' | 'counts' | 'predictions' | 'given';
  readonly role?: MetricRole;
  /** Of a mean over rows: what each row gives to it; `root` where the metric is the root of that mean. */
  readonly overRows?: { readonly part: RowPart; readonly root?: true };
}

export type Task = 'classification' | 'regression';

/** A metric as a report reads it. The first of a list is the one the verdict is about. */
export interface MetricInfo {
  /** Key in files. */
  readonly name: string;
  /** In prose and on axes. */
  readonly label: string;
  readonly better: 'higher' | 'lower';
  /** `share` values are shown as percentages, `plain` ones as they are (in `unit` where it is not empty). */
  readonly scale: 'share' | 'plain';
  readonly unit: string;
  /** Differences of means inside ± threshold count as none. */
  readonly threshold: number;
  /** The limits that there are. */
  readonly range?: Partial<Range>;
  /** The threshold does not follow from the baseline's mean, though the scale is plain. */
  readonly fixedThreshold?: true;
  readonly role?: MetricRole;
}

/** A metric that is not in the registry, as an experiment or an origin declares it: plain data, so that a manifest keeps it. */
export interface DeclaredMetric {
  readonly name: string;
  readonly better: 'higher' | 'lower';
  readonly label?: string;
  readonly scale?: 'share' | 'plain';
  readonly range?: Partial<Range>;
  /** Named by whoever wrote the file that its values come from: any printable text. */
  readonly fromFile?: true;
}

/** A metric by its name, or one of the user's own. */
export type MetricChoice = string | DeclaredMetric;

/** What an experiment says of its metrics; see `chosenMetrics`. */
export interface MetricChoices {
  /** The verdict's; the usual ones of the task follow it. */
  readonly metric?: MetricChoice;
  /** These and no others; the first is the verdict's, unless `metric` says which. */
  readonly metrics?: readonly MetricChoice[];
  /** Below which size a difference is small, by metric, and for `sd`; see `thresholds.ts`. */
  readonly thresholds?: Readonly<Record<string, number | string>>;
}

/** Half a point of a share: what counts as a difference of accuracy. */
const HALF_A_POINT = 0.005;
const ONE_PER_CENT = 0.01;

export const halfAPoint: ThresholdRule = { fixed: HALF_A_POINT };
export const onePerCentOfMean: ThresholdRule = { shareOfMean: ONE_PER_CENT };

/** As files, flags and rules can hold it. */
const NAME = /^[A-Za-z][A-Za-z0-9]{0,39}$/;
const FILE_NAME = /^\P{C}{1,200}$/u;

/**
 * A metric of the user's own. Nothing said of it, its values are plain numbers without limits, and 1 % of the baseline's
 * mean counts as a difference.
 *
 * @throws {UserError} if the name is none, the direction is missing or the range is empty
 */
export function declareMetric(declared: DeclaredMetric): Metric {
  const { name, better, label = name, scale = 'plain', range = {}, fromFile = false } = declared;
  if (!(fromFile ? FILE_NAME : NAME).test(name)) {
    throw new UserError(
      `A metric is called ${quoted(name)}.`,
      'Name it with letters and digits, 40 at most, a letter first; its label may be any text.',
    );
  }
  if ((better as string) !== 'higher' && (better as string) !== 'lower') {
    throw new UserError(`The metric ${name} does not say what is better.`, "Write better: 'higher' or 'lower'.");
  }
  // A file’s share may be a change of one, which has no limits.
  const limits = scale === 'share' && !fromFile ? { least: 0, most: 1 } : { least: -Infinity, most: Infinity };
  const { least, most } = { ...limits, ...range };
  if (!(least < most)) {
    throw new UserError(`The metric ${name} has the range from ${least} to ${most}.`, 'Give a least below the most.');
  }
  return {
    name,
    label,
    better,
    scale,
    range: { least, most },
    threshold: scale === 'share' ? halfAPoint : onePerCentOfMean,
    unit: 'none',
    task: 'any',
    madeFrom: 'given',
  };
}

/** @param baselineMean the baseline's mean of the metric; NaN where it is undefined */
export function readMetric(metric: Metric, baselineMean: number): MetricInfo {
  const { name, label, better, scale, range, role } = metric;
  const threshold = thresholdFor(metric.threshold, baselineMean);
  const fixed = scale === 'plain' && 'fixed' in metric.threshold;
  return {
    name,
    label,
    better,
    scale,
    unit: '',
    threshold,
    range: finiteLimits(range),
    ...(fixed ? { fixedThreshold: true } : {}),
    ...(role === undefined ? {} : { role }),
  };
}

function finiteLimits({ least, most }: Range): Partial<Range> {
  return { ...(Number.isFinite(least) ? { least } : {}), ...(Number.isFinite(most) ? { most } : {}) };
}

function thresholdFor(rule: ThresholdRule, mean: number): number {
  if ('fixed' in rule) return rule.fixed;
  const threshold = rule.shareOfMean * Math.abs(mean);
  return threshold > 0 ? threshold : rule.shareOfMean;
}

/** Says which metrics there are, and the nearest name where one is near. @param before `--metric`, `my.ts: metric` */
export function unknownMetric(
  name: string,
  { before, known, of = '' }: { before: string; known: readonly string[]; of?: string },
): UserError {
  const near = closestName(name, known);
  const hint = near === undefined ? '' : `Did you mean ${quoted(near)}? `;
  return new UserError(
    `${before}: there is no metric ${quoted(name)}${of === '' ? '' : ` of ${of}`}.`,
    `${hint}There are: ${known.join(', ')}.`,
  );
}
