import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/analysis/analyse.js';
import { checkExperiment } from '../../src/experiment/check-experiment.js';
import { defineExperiment, holdout, variant } from '../../src/experiment/experiment.js';
import { dense, sequential } from '../../src/model/spec.js';
import { planRuns } from '../../src/design/plan.js';
import { checkIntervals } from '../../src/question/intervals.js';
import type { Intervals } from '../../src/question/intervals.js';
import { onTable } from '../made-origin.js';
import { madeRecord } from '../made-record.js';
import { madeAnalysis } from '../report/made-analysis.js';

const recipe = variant(sequential([dense(2)]));
const variants = { none: recipe, more: variant(sequential([dense(3)])) };

function analysed(intervals?: Intervals) {
  const written = { name: 'x', question: '?', protocol: holdout({ splits: 12, seeds: 3 }), variants };
  const input = defineExperiment(intervals === undefined ? written : { ...written, intervals });
  const experiment = checkExperiment(input, { file: 'x.ts', name: 'x' });
  const { setup } = madeAnalysis();
  const origin = onTable(experiment);
  const runs = planRuns(experiment, origin);
  const records = new Map(
    runs.map((run) => {
      const luck = ((run.split * 7 + run.seed * 5 + (run.variant === 'more' ? 3 * run.seed + 4 : 0)) % 11) / 100;
      const accuracy = 0.7 + luck;
      return [run.hash, madeRecord(run, { accuracy, balancedAccuracy: accuracy, logLoss: 0.5, brier: 0.3 })] as const;
    }),
  );
  const { variants: found, comparisons } = analyse({ experiment, setup, origin, runs, records });
  return { variant: found[1]!.metrics.accuracy!, comparison: comparisons[0]!.metrics.accuracy! };
}

describe('intervals in an experiment', () => {
  it('choose the method of each quantity, in total and between reruns, and of the verdict’s interval', () => {
    const { variant: own, comparison } = analysed({
      mean: 'bca',
      difference: 'basic',
      sd: 'bca',
      sdRatio: 'percentile',
    });
    expect([own.mean, own.sd, own.sdRerun].map(({ method }) => method)).toEqual(['bca', 'bca', 'bca']);
    const { difference, differenceSimultaneous, sdRatioTotal, sdRatioRerun, sdRatioSimultaneous } = comparison;
    expect([difference, differenceSimultaneous].map(({ method }) => method)).toEqual(['basic', 'basic']);
    const ratios = [sdRatioTotal, sdRatioRerun, sdRatioSimultaneous];
    expect(ratios.map(({ method }) => method)).toEqual(['percentile', 'percentile', 'percentile']);
  });

  it('leave every other estimate as it is', () => {
    const [plain, chosen] = [analysed(), analysed({ sd: 'bca' })];
    expect(chosen.comparison).toEqual(plain.comparison);
    expect(chosen.variant.mean).toEqual(plain.variant.mean);
    expect(chosen.variant.sd.point).toBeCloseTo(plain.variant.sd.point!, 12);
    expect(chosen.variant.sd.low).not.toBe(plain.variant.sd.low);
  });

  it('refuse what is not there, with the choices', () => {
    expect(() => checkIntervals({ spread: 'bca' }, 'x.ts')).toThrow('x.ts: intervals has no quantity "spread".');
    expect(() => checkIntervals({ sd: 'welch' }, 'x.ts')).toThrow('x.ts: intervals.sd is "welch".');
    expect(() => analysed({ mean: 'bonett' })).toThrow('x.ts: intervals.mean is "bonett".');
  });
});
