/** Tables of benchmarks that have one fixed form: FuzzBench's coverage, OpenML's evaluations, HumanEval's answers. */
import { columnNamed, contentOf } from '../cells.js';
import type { CellTable } from '../cells.js';
import type { Hint, Shaped } from './shape.js';
import { ENTRY, holdsLists, unfoldLists } from './unfold.js';

function hasAll({ columns }: CellTable, names: readonly string[]): boolean {
  const there = new Set(columns.map(({ name }) => name));
  return names.every((name) => there.has(name));
}

function ignored(names: readonly string[], why: string): readonly [string, Hint][] {
  return names.map((name): [string, Hint] => [name, { role: 'ignored', why }]);
}

/** `data.csv` of a FuzzBench report: a row a snapshot of a trial. A trial’s number belongs to one fuzzer. */
export function fuzzbench(table: CellTable): Shaped | undefined {
  if (!hasAll(table, ['fuzzer', 'benchmark', 'trial_id', 'time', 'edges_covered'])) return undefined;
  return {
    table,
    shape: 'FuzzBench’s report: a row a snapshot of a trial',
    hints: new Map<string, Hint>([
      ['fuzzer', { role: 'variant', why: 'FuzzBench’s' }],
      ['benchmark', { role: 'data set', why: 'FuzzBench’s' }],
      ['trial_id', { role: 'repeat', why: 'a trial' }],
      ['time', { role: 'step', why: 'seconds since the start of the trial' }],
      ['edges_covered', { role: 'metric', why: 'the edges that a fuzzer reached', better: 'higher' }],
      ['bugs_covered', { role: 'ignored', why: 'beside the coverage; --metric takes it' }],
      ...ignored(
        ['git_hash', 'experiment_filestore', 'experiment', 'date', 'time_started', 'time_ended', 'crash_key'],
        'FuzzBench’s bookkeeping',
      ),
    ]),
    notes: [],
  };
}

/** `openml.evaluations.list_evaluations(…)`: a row a run; with `per_fold=True` its folds stand in a list, in the order of the task. */
export function openml(table: CellTable): Shaped | undefined {
  if (!hasAll(table, ['run_id', 'task_id', 'flow_name', 'data_name', 'function', 'value'])) return undefined;
  const values = columnNamed(table, 'values');
  const byFold = values !== undefined && contentOf(values).texts > 0 && holdsLists(values);
  return {
    table: byFold ? foldsOf(table) : table,
    shape: `OpenML’s evaluations: a row a run${byFold ? ' and fold' : ', its mean over folds'}`,
    hints: new Map<string, Hint>([
      ['flow_name', { role: 'variant', why: 'OpenML’s flow' }],
      ['data_name', { role: 'data set', why: 'OpenML’s' }],
      ['function', { role: 'metric name', why: 'names the score of its row' }],
      ['value', { role: 'value', why: 'the score' }],
      ['fold', { role: 'fold', why: 'the place in the list: all runs of a task have the same folds' }],
      ['setup_id', { role: 'setting', why: 'the parameters of the flow' }],
      ...ignored(
        ['run_id', 'task_id', 'flow_id', 'data_id', 'upload_time', 'uploader', 'uploader_name', 'values', 'array_data'],
        'OpenML’s bookkeeping',
      ),
    ]),
    notes: [],
  };
}

function foldsOf(table: CellTable): CellTable {
  const columns = table.columns.filter(({ name }) => name !== 'value' && name !== 'array_data');
  const unfolded = unfoldLists({ ...table, columns });
  const renamed: Readonly<Record<string, string>> = { values: 'value', [ENTRY]: 'fold' };
  return {
    ...unfolded,
    columns: unfolded.columns.map((column) => ({ ...column, name: renamed[column.name] ?? column.name })),
  };
}

/** `data_export.py` of ann-benchmarks: a row a setting of an algorithm, run once. */
export function annBenchmarks(table: CellTable): Shaped | undefined {
  if (!hasAll(table, ['algorithm', 'parameters', 'dataset', 'qps', 'k-nn'])) return undefined;
  const places = new Set(['algorithm', 'parameters', 'dataset', 'qps', 'k-nn']);
  const others = table.columns.map(({ name }) => name).filter((name) => !places.has(name));
  return {
    table,
    shape: 'ann-benchmarks: a row a setting of an algorithm, run once',
    hints: new Map<string, Hint>([
      ['algorithm', { role: 'variant', why: 'ann-benchmarks’' }],
      ['dataset', { role: 'data set', why: 'ann-benchmarks’' }],
      ['parameters', { role: 'setting', why: 'the setting' }],
      ['k-nn', { role: 'metric', why: 'the recall', better: 'higher' }],
      ['qps', { role: 'metric', why: 'queries per second', better: 'higher' }],
      ...ignored(others, 'beside recall and speed; --metric takes it'),
    ]),
    notes: ['settings trade recall for speed: only those of like recall can be compared by their speed'],
  };
}

/** `samples.jsonl_results.jsonl` of HumanEval and EvalPlus: a row an answer. */
export function humanEval(table: CellTable): Shaped | undefined {
  if (!hasAll(table, ['task_id', 'passed'])) return undefined;
  return {
    table,
    shape: 'HumanEval’s results: a row an answer',
    hints: new Map<string, Hint>([
      ['task_id', { role: 'row', why: 'the question' }],
      ...ignored(['completion', 'result'], 'the answer'),
    ]),
    notes: [],
  };
}
