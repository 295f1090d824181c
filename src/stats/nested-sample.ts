/**
 * Spreads of runs nested in splits as samples whose blocks are splits, for the resampling methods: a resample draws whole
 * splits and takes the variance components of what it drew.
 */
import { ln } from '../base/math.js';
import type { BlockSample, ResamplingOptions } from './block-sample.js';
import { defaultResamples } from './block-sample.js';
import { nestedVarianceOf } from './nested.js';
import type { Component } from './nested-jackknife.js';
import { present, type Scores } from './scores.js';

type NestedOptions = ResamplingOptions & { readonly component: Component };

/** The SD of one run (`total`) or between reruns (`seed`) of the splits that can carry it. */
export function nestedSdSample(scores: Scores, options: NestedOptions): BlockSample {
  const sd = sdOf(usable(scores, options.component), options.component);
  return sample({ quantity: 'nestedSd', scale: 'plain', strata: [sd.splits], statistic: sd.at }, options);
}

/** The ratio SD(baseline) / SD(variant), on the log scale, of the splits that both have. */
export function nestedSdRatioSample(baseline: Scores, variant: Scores, options: NestedOptions): BlockSample {
  const { component } = options;
  const both = Array.from({ length: Math.max(baseline.length, variant.length) }, (_, i) => i).filter(
    (i) => carries(baseline[i], component) && carries(variant[i], component),
  );
  const [first, second] = [baseline, variant].map((scores) =>
    sdOf(
      both.map((i) => scores[i]!),
      component,
    ),
  ) as [Sd, Sd];
  const statistic = (picked: Int32Array): number => finite(ln(first.at(picked) / second.at(picked)));
  return sample({ quantity: 'nestedSdRatio', scale: 'log', strata: [both.length], statistic }, options);
}

/** The same of two that met different splits: each one's splits are drawn among themselves. */
export function unpairedNestedSdRatioSample(baseline: Scores, variant: Scores, options: NestedOptions): BlockSample {
  const [first, second] = [baseline, variant].map((scores) =>
    sdOf(usable(scores, options.component), options.component),
  ) as [Sd, Sd];
  const statistic = (picked: Int32Array): number => {
    const own = picked.filter((block) => block < first.splits);
    const other = picked.filter((block) => block >= first.splits).map((block) => block - first.splits);
    return finite(ln(first.at(own) / second.at(other)));
  };
  const strata = [first.splits, second.splits];
  return sample({ quantity: 'nestedSdRatio', scale: 'log', strata, statistic }, options);
}

interface Sd {
  readonly splits: number;
  /** NaN where the picked splits have no spread to speak of. */
  readonly at: (picked: Int32Array) => number;
}

function sdOf(splits: Scores, component: Component): Sd {
  const variance = nestedVarianceOf(splits);
  return { splits: splits.length, at: (picked) => (picked.length < 2 ? NaN : Math.sqrt(variance(picked)[component])) };
}

function usable(scores: Scores, component: Component): Scores {
  return scores.filter((split) => carries(split, component));
}

function carries(split: readonly number[] | undefined, component: Component): boolean {
  return present(split).length >= (component === 'seed' ? 2 : 1);
}

function sample(
  parts: Pick<BlockSample, 'quantity' | 'scale' | 'statistic'> & { readonly strata: readonly number[] },
  { key, resamples, unit }: NestedOptions,
): BlockSample {
  const blocks = parts.strata.reduce((total, size) => total + size, 0);
  const value = parts.statistic(Int32Array.from({ length: blocks }, (_, i) => i));
  const own = { key, resamples: resamples ?? defaultResamples(blocks), ...(unit === undefined ? {} : { unit }) };
  return { ...parts, x: [], y: [], value, ...own };
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : NaN;
}
