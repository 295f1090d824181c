/** How the rows of a table are divided: the words for it in an experiment file. Plain read-only data. */
import type { TableProtocol } from '../question/question.js';

/**
 * Repeated hold-out: in each split the rows are shuffled and divided into training, validation and test rows.
 *
 * @param options.splits how many divisions, 20 by default
 * @param options.seeds trainings on each of them, 5 by default
 * @param options.test the share of rows that give the score, 0.2 by default
 * @param options.validation the share of rows that say when to stop, 0.2 by default
 * @param options.stratified keep the shares of the classes in each part; true by default
 * @param options.quantiles of a number target: keep the shares of this many equally frequent ranges
 * @param options.trainRows train on this many of the training rows only
 * @example
 * holdout({ splits: 40 }).seeds; // 5
 */
export function holdout(
  options: {
    splits?: number;
    seeds?: number;
    test?: number;
    validation?: number;
    stratified?: boolean;
    quantiles?: number;
    trainRows?: number;
  } = {},
): TableProtocol {
  return { kind: 'holdout', splits: 20, seeds: 5, test: 0.2, validation: 0.2, stratified: true, ...options };
}

/**
 * Repeated k-fold cross-validation. The score of a repeat is made from the predictions of all its folds together.
 *
 * @param options.folds 5 by default
 * @param options.repeats how often the rows are divided again, 10 by default
 * @param options.seeds trainings on each fold, 1 by default
 * @param options.validation the share of the training rows that says when to stop, 0 by default
 * @example
 * kFold({ folds: 10 }).splits; // 10 repeats
 */
export function kFold(
  options: {
    folds?: number;
    repeats?: number;
    seeds?: number;
    validation?: number;
    stratified?: boolean;
    quantiles?: number;
  } = {},
): TableProtocol {
  const { repeats = 10, ...rest } = options;
  return { kind: 'kFold', folds: 5, splits: repeats, seeds: 1, validation: 0, stratified: true, ...rest };
}

/**
 * Hold-out in which rows that share a value of the column `group` stay together, so that no subject that is tested was trained on.
 *
 * @example
 * groupHoldout({ group: 'patient' }).kind; // 'holdout'
 */
export function groupHoldout(
  options: { group: string } & Omit<NonNullable<Parameters<typeof holdout>[0]>, 'stratified' | 'quantiles'>,
): TableProtocol {
  return { kind: 'holdout', splits: 20, seeds: 5, test: 0.2, validation: 0.2, stratified: false, ...options };
}

/**
 * K-fold whose folds are whole groups: rows that share a value of the column `group` are in one fold.
 *
 * @example
 * groupKFold({ group: 'patient', folds: 4 }).kind; // 'kFold'
 */
export function groupKFold(
  options: { group: string } & Omit<NonNullable<Parameters<typeof kFold>[0]>, 'stratified' | 'quantiles'>,
): TableProtocol {
  const { repeats = 10, ...rest } = options;
  return { kind: 'kFold', folds: 5, splits: repeats, seeds: 1, validation: 0, stratified: false, ...rest };
}

/**
 * Trains on the past and scores what came after, by the column `time`. Each split draws where the past ends.
 *
 * @example
 * timeSplit({ time: 'date', test: 0.3 }).kind; // 'holdout'
 */
export function timeSplit(
  options: { time: string } & Omit<NonNullable<Parameters<typeof holdout>[0]>, 'stratified' | 'quantiles'>,
): TableProtocol {
  return { kind: 'holdout', splits: 20, seeds: 5, test: 0.2, validation: 0.2, stratified: false, ...options };
}

/**
 * The course's protocol: shuffled splits in which the rows that give the score also say when to stop. It flatters the score, and
 * the report says so; use `holdout` for an honest one.
 *
 * @param options.splits 50 by default
 * @param options.test the share of rows that are scored, 0.1 by default
 * @example
 * courseBootstrap().splits; // 50
 */
export function courseBootstrap(
  options: { splits?: number; seeds?: number; test?: number; stratified?: boolean; quantiles?: number } = {},
): TableProtocol {
  return { kind: 'courseBootstrap', splits: 50, seeds: 1, test: 0.1, stratified: true, ...options };
}

/** The column by which a protocol divides rows, if it does. */
export function divisionOf(protocol: TableProtocol): string | undefined {
  if (protocol.kind === 'courseBootstrap') return undefined;
  return protocol.group ?? (protocol.kind === 'holdout' ? protocol.time : undefined);
}
