/**
 * Is this a record? For whatever comes from a file or over a wire: a checksum says that a line is what somebody wrote, not
 * that it is a record. Written by hand, since a resume checks a hundred thousand of them before it starts.
 */
import { SOURCES } from '../question/question.js';
import type { RunRecord } from './record.js';

const HASH = /^[0-9a-f]{32}$/;
/** A file may call its metrics anything that can be printed. */
const METRIC = /^\P{C}{1,200}$/u;
const MOST = 1e15;
const LONGEST_REASON = 1000;

/** The value as a record, or undefined if it is not one; one as Reseed 0.1.0 wrote it is brought into today's form. */
export function recordFrom(value: unknown): RunRecord | undefined {
  const record = isObject(value) && 'epochs' in value ? withTrainingApart(value) : value;
  return isRecord(record) ? record : undefined;
}

/** Reseed 0.1.0 wrote what is of the training beside everything else. */
function withTrainingApart(flat: Readonly<Record<string, unknown>>): object {
  const { epochs, bestEpoch, validationLoss, curve, monteCarlo, metrics, tally, place, timing, ...base } = flat;
  const training = { epochs, bestEpoch, validationLoss, curve, ...(monteCarlo === undefined ? {} : { monteCarlo }) };
  return { ...base, metrics, tally, training, timing, ...(place === undefined ? {} : { place }) };
}

/** Whether the value has the whole shape of a record; names and numbers are then as the types say, all of them finite. */
export function isRecord(value: unknown): value is RunRecord {
  if (!isObject(value)) return false;
  const { hash, variant, dataSet, split, fold, seed, timing, status } = value;
  if (typeof hash !== 'string' || !HASH.test(hash) || typeof variant !== 'string') return false;
  if (dataSet !== undefined && typeof dataSet !== 'string') return false;
  if (!isCount(split) || !isCount(fold) || !isCount(seed) || !isTiming(timing) || !isCell(value.cell)) return false;
  if (value.given !== undefined && !isGivenPlace(value.given)) return false;
  const { epoch, metrics, tally, training, place, rows } = value;
  if (status === 'failed') return isReason(value.reason) && (epoch === undefined || isCount(epoch));
  if (status !== 'ok' || !isMetrics(metrics) || !isPlace(place)) return false;
  if (rows !== undefined && !(typeof rows === 'string' && HASH.test(rows))) return false;
  return (tally === undefined || isTally(tally)) && (training === undefined || isTraining(training));
}

function isGivenPlace(value: unknown): boolean {
  if (!isObject(value) || typeof value.block !== 'string' || typeof value.repeat !== 'string') return false;
  const { errors = [] } = value;
  return Array.isArray(errors) && errors.every((error) => error === null || isNumber(error));
}

function isReason(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_REASON;
}

function isTraining(value: unknown): boolean {
  if (!isObject(value) || !isCount(value.epochs) || !isCount(value.bestEpoch)) return false;
  const { validationLoss, curve, monteCarlo } = value;
  if (validationLoss !== null && !isNumber(validationLoss)) return false;
  if (monteCarlo !== undefined && !(Array.isArray(monteCarlo) && monteCarlo.every(isTally))) return false;
  return isCurve(curve);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isTiming(value: unknown): boolean {
  return isObject(value) && isNumber(value.durationMs) && isNumber(value.startedAt);
}

function isCell(value: unknown): boolean {
  if (value === undefined) return true;
  if (!isObject(value)) return false;
  // Records of 0.1.0 may say which source varied in which setting; no run of today's plan is one of them.
  if (isCount(value.context)) return SOURCES.some((source) => source === value.source);
  return isCount(value.sample) && Array.isArray(value.fromB) && value.fromB.every(isSource);
}

function isSource(value: unknown): boolean {
  return SOURCES.some((source) => source === value);
}

function isMetrics(value: unknown): boolean {
  if (!isObject(value)) return false;
  for (const name in value) {
    if (!Object.hasOwn(value, name) || !METRIC.test(name)) return false;
    const metric = value[name];
    if (metric !== null && !isNumber(metric)) return false;
  }
  return true;
}

function isTally(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { kind, rows, hits } = value;
  if (kind === 'classes') {
    if (!Array.isArray(rows) || !Array.isArray(hits) || rows.length !== hits.length) return false;
    return rows.every(isCount) && hits.every(isCount) && isNumber(value.logLoss) && isNumber(value.brier);
  }
  const { squared, absolute, sum, sumOfSquares, deviations = 0, scale = 1, shift = 0 } = value;
  const { unlog = 0 } = value;
  const numbers = [squared, absolute, sum, sumOfSquares, deviations, scale, shift];
  return kind === 'number' && isCount(rows) && numbers.every(isNumber) && (unlog === 0 || unlog === 1);
}

function isCurve(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { train, validation } = value;
  return Array.isArray(train) && Array.isArray(validation) && train.every(isNumber) && validation.every(isNumber);
}

function isPlace(value: unknown): boolean {
  if (value === undefined) return true;
  return (
    isObject(value) && isCount(value.offset) && isCount(value.bytes) && value.bytes % 4 === 0 && isCount(value.crc)
  );
}
