/** Reseed's own `summary.json`, without the runs beside it: each variant's mean, and the error that its interval stands for. */
import { impliedError } from '../implied-error.js';
import { knownMetric } from '../names.js';
import { collectRows, isList, isObject, own } from '../read-json.js';
import type { Json, JsonObject, Leaf } from '../read-json.js';
import type { Hint } from '../shapes/shape.js';
import { objectAt } from './kind.js';
import type { DocumentKind } from './kind.js';

function isSummary(value: Json): boolean {
  return (
    isObject(value) &&
    typeof own(value, 'schema') === 'number' &&
    typeof own(value, 'experiment') === 'string' &&
    isObject(own(value, 'variants')) &&
    isList(own(value, 'metrics')) &&
    (isObject(own(value, 'comparisons')) || isList(own(value, 'comparisons')))
  );
}

export const RESEED_SUMMARY: DocumentKind = {
  is: isSummary,
  shape(files, { name }) {
    const collector = collectRows(name);
    const hints = new Map<string, Hint>([['variant', { role: 'variant', why: 'Reseed’s' }]]);
    for (const { value } of files) {
      const variants = objectAt(value, 'variants');
      for (const variant of baselineFirst(value)) {
        const metrics = objectAt(objectAt(variants, variant), 'metrics');
        const row = new Map<string, Leaf>([['variant', variant]]);
        for (const { metric, better, scale } of metricsOf(value)) {
          const mean = objectAt(objectAt(metrics, metric), 'mean');
          const number = (key: string): number => {
            const found = own(mean, key);
            return typeof found === 'number' ? found : NaN;
          };
          const [point, low, high, level, n] = [
            number('point'),
            number('low'),
            number('high'),
            number('level'),
            number('n'),
          ];
          const comparisons = Object.keys(variants).length - 1;
          const error = impliedError({ point, low, high, level, n }, { comparisons, scale });
          row
            .set(metric, Number.isNaN(point) ? null : point)
            .set(`${metric}_stderr`, Number.isNaN(error) ? null : error);
          hints.set(metric, { role: 'metric', why: 'said in summary.json', better });
          hints.set(`${metric}_stderr`, { role: 'aggregate', why: 'what the interval stands for', errorOf: metric });
        }
        collector.add(row);
      }
    }
    return {
      table: collector.finish(),
      shape: 'Reseed’s summary.json: a mean and its interval for each variant, no runs',
      hints,
      notes: ['from summary.json alone: without runs.csv nobody can say which runs belong together'],
      errorsFrom: 'intervals',
    };
  },
};

function baselineFirst(value: JsonObject): readonly string[] {
  const [names, baseline] = [Object.keys(objectAt(value, 'variants')), own(value, 'baseline')];
  return [...names.filter((each) => each === baseline), ...names.filter((each) => each !== baseline)];
}

interface Listed {
  readonly metric: string;
  readonly better: 'higher' | 'lower';
  readonly scale: 'share' | 'plain';
}

function metricsOf(value: JsonObject): readonly Listed[] {
  const metrics = own(value, 'metrics');
  if (!isList(metrics)) return [];
  return metrics.filter(isObject).flatMap((each): readonly Listed[] => {
    const [metric, better] = [own(each, 'name'), own(each, 'better')];
    if (typeof metric !== 'string' || (better !== 'higher' && better !== 'lower')) return [];
    return [{ metric, better, scale: knownMetric(metric)?.scale ?? 'plain' }];
  });
}
