import { describe, expect, it } from 'vitest';
import { tableFacts } from '../../src/origins/table/open-table.js';
import { defineExperiment, holdout, simple, variant } from '../../src/experiment/experiment.js';
import { loadTable } from '../../src/experiment/load-table.js';
import { dense, sequential } from '../../src/model/spec.js';

describe('the set-up of a report', () => {
  it('names every class of the target with its number of rows in the whole table', async () => {
    const recipe = variant(sequential([dense(2)]));
    const experiment = defineExperiment({ name: 'x', question: '?', protocol: holdout(), variants: { recipe } });
    const table = await loadTable(simple(), process.cwd());
    const { data } = tableFacts(experiment, { table, engine: 'fused', backend: 'wasm-simd' });
    const { target } = table;
    if (target.kind !== 'classes') throw new Error('the built-in target has classes');
    const counted = new Map<string, number>();
    for (const label of target.labels) {
      const name = target.levels[label]!;
      counted.set(name, (counted.get(name) ?? 0) + 1);
    }
    expect(data.classes.length).toBeGreaterThan(2);
    expect(data.classes).toEqual(target.levels.map((name) => ({ name, rows: counted.get(name) })));
    expect(data.classes.reduce((sum, { rows }) => sum + rows, 0)).toBe(2000);
  });
});
