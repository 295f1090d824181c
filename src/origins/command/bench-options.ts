/** How a bench of commands goes about it: logs, disk, graphics cards, incidents. Decides no run's outcome, so no key holds it. Pure. */
import { UserError } from '../../base/errors.js';

export interface BenchOptions {
  /** Logs of every run (the usual), or of failed ones alone. */
  readonly keepLogs?: 'all' | 'failed';
  /** Delete what a command leaves in `{out}`, once its scores are found. */
  readonly cleanOut?: boolean;
  /** `20G`: what the commands may leave in `{out}` in all; 20 GB where absent. */
  readonly disk?: string;
  /** Numbers of graphics cards; each run gets some of them in `CUDA_VISIBLE_DEVICES`. */
  readonly gpus?: readonly number[];
  readonly gpusPerRun?: number;
  /** Exit codes that say nothing of the variant: such a run is done again. */
  readonly incidentCodes?: readonly number[];
}

/** The cards of each slot, or undefined where none are named. */
export function cardsOfSlots({ gpus, gpusPerRun = 1 }: BenchOptions): readonly string[] | undefined {
  if (gpus === undefined) return undefined;
  const slots = Math.floor(gpus.length / gpusPerRun);
  return Array.from({ length: slots }, (_, i) => gpus.slice(i * gpusPerRun, (i + 1) * gpusPerRun).join(','));
}

const SIZES: Readonly<Record<string, number>> = { M: 1e6, G: 1e9, T: 1e12 };
const USUAL_DISK = 20e9;

/** In bytes. @throws {UserError} unless it is a number with M, G or T */
export function diskLimit({ disk }: BenchOptions): number {
  if (disk === undefined) return USUAL_DISK;
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([MGT])$/.exec(disk) ?? [];
  if (amount === undefined) throw new UserError(`"${disk}" is not a disk limit.`, 'Write 500M, 20G or 1T.');
  return Number(amount) * SIZES[unit!]!;
}

const NAMES: readonly (keyof BenchOptions)[] = ['keepLogs', 'cleanOut', 'disk', 'gpus', 'gpusPerRun', 'incidentCodes'];

/** Those of a question that are given. @throws {UserError} that names the place of a mistake */
export function checkBenchOptions(value: BenchOptions, file: string): BenchOptions {
  const { keepLogs, gpus, gpusPerRun, incidentCodes } = value;
  diskLimit(value);
  if (keepLogs !== undefined && !['all', 'failed'].includes(keepLogs))
    throw new UserError(`${file}: keepLogs is neither 'all' nor 'failed'.`);
  if (gpus !== undefined && (!areWhole(gpus, 1024) || gpus.length === 0 || new Set(gpus).size < gpus.length))
    throw new UserError(`${file}: gpus is no list of distinct numbers of cards.`, 'Write gpus: [0, 1].');
  if (gpusPerRun !== undefined && !(areWhole([gpusPerRun], 1024) && gpusPerRun >= 1))
    throw new UserError(`${file}: gpusPerRun is no whole number from 1.`);
  if (gpusPerRun !== undefined && gpusPerRun > (gpus?.length ?? 0))
    throw new UserError(`${file}: gpusPerRun is ${gpusPerRun}, and gpus names ${gpus?.length ?? 0}.`);
  if (incidentCodes !== undefined && (!areWhole(incidentCodes, 255) || incidentCodes.includes(0)))
    throw new UserError(`${file}: incidentCodes is no list of exit codes from 1 to 255.`);
  return Object.fromEntries(NAMES.flatMap((name) => (value[name] === undefined ? [] : [[name, value[name]]])));
}

function areWhole(values: unknown, most: number): values is readonly number[] {
  return Array.isArray(values) && values.every((each) => Number.isInteger(each) && each >= 0 && each <= most);
}
