import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { chosenMetrics, commandWithMetrics } from '../../src/question/choose-metrics.js';
import { declareMetric } from '../../src/question/metric.js';
import { METRICS } from '../../src/question/registry.js';

const SOURCE = fileURLToPath(new URL('../../src', import.meta.url));
/** An example of a column's name in a message about files of scores. */
const EXAMPLES = ['origins/scores/folder.ts'];
/** Words of other languages for columns of such files. */
const DICTIONARY = 'origins/scores/foreign-names.ts';

describe('the metric registry', () => {
  it('no metric is named in quotes anywhere else in src', () => {
    const names = METRICS.map(({ name }) => name).join('|');
    const quoted = new RegExp(`['"\`](${names})['"\`]`);
    const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter(
        (path) => path.endsWith('.ts') && path !== 'question/registry.ts' && ![...EXAMPLES, DICTIONARY].includes(path),
      );
    expect(files.length).toBeGreaterThan(100);
    // The code of an @example is the reader's, and comments may speak of metrics.
    const codeOf = (path: string): string =>
      readFileSync(join(SOURCE, path), 'utf8').replaceAll(/\/\*\*[^]*?\*\//g, '');
    expect(files.filter((path) => quoted.test(codeOf(path)))).toEqual([]);
  });

  it('names are unique, and every range holds something', () => {
    expect(new Set(METRICS.map(({ name }) => name)).size).toBe(METRICS.length);
    for (const { range } of METRICS) expect(range.least).toBeLessThan(range.most);
  });
});

describe('the metrics of a question', () => {
  const names = (...args: Parameters<typeof chosenMetrics>) => chosenMetrics(...args).map(({ name }) => name);

  it('are the usual ones where nothing is asked for, in the order of reports', () => {
    expect(names({}, 'classification')).toEqual(['accuracy', 'balancedAccuracy', 'logLoss', 'brier']);
    expect(names({}, 'regression')).toEqual(['rmse', 'mae', 'r2']);
  });

  it('metric goes before the usual ones, metrics replace them', () => {
    expect(names({ metric: 'logLoss' }, 'classification')).toEqual([
      'logLoss',
      'accuracy',
      'balancedAccuracy',
      'brier',
    ]);
    expect(names({ metrics: ['auc', 'mcc'] }, 'classification')).toEqual(['auc', 'mcc']);
    expect(names({ metric: 'mcc', metrics: ['auc', 'mcc'] }, 'classification')).toEqual(['mcc', 'auc']);
  });

  it('a name of another task is refused, with the names that there are', () => {
    expect(() => chosenMetrics({ metric: 'rmse' }, 'classification')).toThrow(/no metric "rmse" of classification/);
  });

  it('may be declared: a share lies between 0 and 1, anything else has no limits', () => {
    expect(declareMetric({ name: 'hits', better: 'higher', scale: 'share' }).range).toEqual({ least: 0, most: 1 });
    expect(declareMetric({ name: 'steps', better: 'lower', range: { least: 0 } }).range.most).toBe(Infinity);
    expect(() => declareMetric({ name: '1st', better: 'lower' })).toThrow(/is called "1st"/);
  });

  it('stand at the end of the command that makes the report again, once', () => {
    expect(commandWithMetrics('reseed bench x --metric auc', { metric: 'mcc' })).toBe('reseed bench x --metric mcc');
  });
});
