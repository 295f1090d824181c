/** Programs timed several times: hyperfine's `--export-json`, Google Benchmark's JSON, pytest-benchmark's with its data. */
import { UserError } from '../../../base/errors.js';
import { collectRows, isList, isObject, own, textOf } from '../read-json.js';
import type { Json, JsonObject, Leaf } from '../read-json.js';
import type { Hint } from '../shapes/shape.js';
import type { DocumentKind, JsonFile } from './kind.js';
import { objectAt } from './kind.js';

interface Timed {
  readonly name: string;
  readonly settings: ReadonlyMap<string, Leaf>;
  readonly times: readonly number[];
}

interface Tool {
  readonly tool: string;
  readonly unit: string;
  /** Undefined for a document of another kind. */
  readonly timed: (value: JsonObject) => readonly Timed[] | undefined;
  /** What to do where a document holds summaries only. */
  readonly instead: string;
}

function listAt(value: JsonObject, key: string): readonly JsonObject[] {
  const list = own(value, key);
  return isList(list) ? list.filter(isObject) : [];
}

function numbersAt(value: JsonObject, key: string): readonly number[] {
  const list = own(value, key);
  return isList(list) ? list.filter((each) => typeof each === 'number') : [];
}

const HYPERFINE: Tool = {
  tool: 'hyperfine',
  unit: 'seconds',
  instead: 'Export with --export-json: its "times" hold every run.',
  timed(value) {
    const results = listAt(value, 'results');
    if (results.length === 0 || !results.every((each) => 'command' in each && 'times' in each)) return undefined;
    return results.map((each) => ({
      name: textOf(each, 'command', 'command'),
      settings: new Map(
        Object.entries(objectAt(each, 'parameters')).map(([key, inner]): [string, Leaf] => [
          `parameters.${key}`,
          typeof inner === 'object' ? null : String(inner),
        ]),
      ),
      times: numbersAt(each, 'times'),
    }));
  },
};

const GOOGLE: Tool = {
  tool: 'Google Benchmark',
  unit: 'real_time',
  instead: 'Run it with --benchmark_repetitions=10 and without --benchmark_report_aggregates_only.',
  timed(value) {
    const benchmarks = listAt(value, 'benchmarks');
    if (!('context' in value) || benchmarks.length === 0 || !benchmarks.every((each) => 'real_time' in each))
      return undefined;
    const single = benchmarks.filter((each) => own(each, 'run_type') !== 'aggregate');
    const byName = new Map<string, number[]>();
    for (const each of single) {
      const name = textOf(each, 'run_name', textOf(each, 'name', 'benchmark'));
      const time = own(each, 'real_time');
      if (typeof time === 'number') byName.set(name, [...(byName.get(name) ?? []), time]);
    }
    return [...byName].map(([name, times]) => ({ name, settings: new Map(), times }));
  },
};

const PYTEST: Tool = {
  tool: 'pytest-benchmark',
  unit: 'seconds',
  instead: 'Run it with --benchmark-save-data: without it only summaries are kept.',
  timed(value) {
    const benchmarks = listAt(value, 'benchmarks');
    if (!('machine_info' in value) || benchmarks.length === 0) return undefined;
    return benchmarks.map((each) => ({
      name: textOf(each, 'name', 'benchmark'),
      settings: new Map(),
      times: numbersAt(objectAt(each, 'stats'), 'data'),
    }));
  },
};

function kindOf({ tool, unit, timed, instead }: Tool): DocumentKind {
  return {
    is: (value: Json) => isObject(value) && timed(value) !== undefined,
    shape(files, { name, levels }) {
      const collector = collectRows(name);
      for (const file of files) addRows(file, levels(file));
      if (collector.rows() === 0)
        throw new UserError(`${name} holds ${tool}’s summaries, and no single runs.`, instead);
      return {
        table: collector.finish(),
        shape: `${tool}: a row a run`,
        hints: new Map<string, Hint>([
          ['command', { role: 'variant', why: 'what was timed' }],
          ['run', { role: 'repeat', why: 'the place in the list' }],
          [unit, { role: 'metric', why: 'a time', better: 'lower' }],
        ]),
        notes: [],
      };
      function addRows({ value }: JsonFile, places: ReadonlyMap<string, Leaf>): void {
        for (const { name: command, settings, times } of timed(value) ?? [])
          times.forEach((time, i) => {
            collector.add(
              new Map<string, Leaf>([['command', command], ...settings, ...places, ['run', i + 1], [unit, time]]),
            );
          });
      }
    },
  };
}

export const TIMINGS: readonly DocumentKind[] = [HYPERFINE, GOOGLE, PYTEST].map(kindOf);
