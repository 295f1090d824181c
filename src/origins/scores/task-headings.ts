/**
 * Headings of a leaderboard: a task and the measure it is scored by (`MMLU - EM`, `CoLA (Mcc)`), and columns beside them that
 * describe a model or sum the tasks up. Pure.
 */
import type { CellColumn } from './cells.js';
import { contentOf } from './cells.js';
import { aggregateOf, knownMetric, phaseOf, wordsOf } from './names.js';
import { namedRole } from './role-names.js';

export interface TaskHeading {
  readonly column: CellColumn;
  readonly task: string;
  readonly measure: string;
  readonly better: 'higher' | 'lower';
}

const FORMS = [/^(.*\S)\s+[-–—|]\s+(\S.*)$/, /^(.*\S)\s*[([]([^()[\]]+)[)\]]$/];

/** Those columns whose headings end in a known measure behind the name of something that is none. */
export function taskHeadings(columns: readonly CellColumn[]): readonly TaskHeading[] {
  return columns.flatMap((column): TaskHeading[] => {
    for (const form of FORMS) {
      const [, task = '', measure = ''] = form.exec(column.name) ?? [];
      const known = knownMetric(measure);
      if (known !== undefined && isTask(task)) return [{ column, task, measure, better: known.better }];
    }
    return [];
  });
}

function isTask(name: string): boolean {
  return (
    wordsOf(name).length > 0 &&
    knownMetric(name) === undefined &&
    namedRole(name) === undefined &&
    phaseOf(name) === undefined
  );
}

const DESCRIBES =
  /^(?:rank|ranking|position|size|params?|parameters?|dims?|dimensions?|tokens?|memory|likes|downloads|year|price|cost|flops|gflops|macs|latency|throughput|layers|votes|sha|license)$/;
const SUMS_UP = /^(?:average|avg|mean|overall|median|total)$/;

/** Whether a column of a leaderboard says what a model is (`#Params (B)`, `Rank`) or sums others up (`Classification Average`). */
export function isNoTask({ name }: CellColumn): boolean {
  const words = wordsOf(name);
  return words.some((word) => DESCRIBES.test(word) || SUMS_UP.test(word)) || aggregateOf(name) !== undefined;
}

/** Whether a column holds what no share is: values beyond 0 to 100. */
export function isBeyondShares(column: CellColumn): boolean {
  return contentOf(column).numbers > 0 && column.numbers.some((value) => value < 0 || value > 100.0001);
}
