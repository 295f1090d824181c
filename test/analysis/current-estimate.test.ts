import { describe, expect, it } from 'vitest';
import { defineExperiment, holdout, variant } from '../../src/experiment/experiment.js';
import { dense, sequential } from '../../src/model/spec.js';
import { differenceEstimate } from '../../src/stats/index.js';
import type { Metric } from '../../src/question/metric.js';
import { usualMetrics } from '../../src/question/registry.js';
import { currentEstimate } from '../../src/analysis/current-estimate.js';
import type { SeenRun } from '../../src/analysis/seen-run.js';

const recipe = variant(sequential([dense(2)]));
const protocol = holdout({ splits: 4, seeds: 1 });
const experiment = defineExperiment({ name: 'x', question: '?', protocol, variants: { none: recipe, more: recipe } });

const NONE = [0.6, 0.62, 0.59, 0.65];
const MORE = [0.63, 0.62, 0.63, 0.66];
const seen = (name: string, scores: readonly number[]): SeenRun[] =>
  scores.map((accuracy, split) => ({ variant: name, split, seed: 0, metrics: { accuracy } }));

const [metric] = usualMetrics('classification') as [Metric];

describe('the estimate of the progress line', () => {
  it('is the difference so far ± half of its interval', () => {
    const flat = (scores: readonly number[]): number[][] => scores.map((score) => [score]);
    const { point, low, high } = differenceEstimate(flat(NONE), flat(MORE), { level: 0.95, key: [1, 2], method: 't' });
    // mean 2 points; Student's t with 3 degrees of freedom: 3.182 · SD 1.826 points / √4
    expect(point).toBeCloseTo(0.02, 12);
    expect((high! - low!) / 2).toBeCloseTo(0.02905, 4);
    const text = currentEstimate(experiment, { runs: [...seen('none', NONE), ...seen('more', MORE)], metric });
    expect(text).toBe('more − none: accuracy +2.00 ± 2.91 points');
  });

  it('shows a difference of nothing as 0.00, whatever is left of it after adding', () => {
    const runs = [...seen('none', [0.1, 0.2, 0.3]), ...seen('more', [0.3, 0.1 + 1e-17, 0.2])];
    expect(currentEstimate(experiment, { runs, metric })).toMatch(/^more − none: accuracy [+−]0\.00 ± \d/);
  });

  it('is empty while there are fewer than two blocks of both', () => {
    expect(
      currentEstimate(experiment, { runs: [...seen('none', NONE), ...seen('more', MORE.slice(0, 1))], metric }),
    ).toBe('');
  });
});
