/**
 * What “N more splits would settle it” promises of a rerun SD ratio, by the very numbers that a page prints: to be sure whatever
 * the truth, and if the ratio is as large as it was seen.
 */
import { furtherForSpread, nextSpreadLook, seenSpread } from '../src/analysis/further.js';
import type { Design } from '../src/analysis/design.js';
import { ln } from '../src/base/math.js';
import { blocksIfAsSeen, type Scores, simultaneousSdRatios } from '../src/stats/index.js';
import type { PromiseRow, Simulate, Uniform } from './promise.js';
import { LEVEL, MORE, readingOf } from './promises-looks.js';
import { type Shape, standard } from './simulations.js';

const FIRST = 10;
const MOST = 4000;
const THRESHOLD = 0.1;

interface Case {
  readonly shape: Shape;
  readonly seeds: number;
  /** SD of the baseline over that of the first variant; the other variants are like the first. */
  readonly truth: number;
  readonly variants: number;
}

/** Seed noise of the baseline and of every variant, this many further splits. */
function drawn(uniform: Uniform, { splits, shape, seeds, truth, variants }: Case & { splits: number }): Scores[] {
  return Array.from({ length: variants + 1 }, (_, arm) =>
    Array.from({ length: splits }, () =>
      Array.from({ length: seeds }, () => (arm === 0 ? truth : 1) * standard(shape, uniform)),
    ),
  );
}

function designOf({ seeds }: Case, set: number): Design {
  const options = { level: LEVEL, key: [set, 1] as const };
  return {
    splits: FIRST,
    seeds,
    heldSplit: false,
    paired: true,
    onTable: true,
    metrics: [],
    options,
    look: 1,
  };
}

/** Looks at the first ten splits, runs as many more as `advise` says, and looks again. */
function secondLook(
  one: Case,
  { uniform, set, advise }: { uniform: Uniform; set: number; advise: (arms: readonly Scores[]) => number | undefined },
): ReturnType<typeof readingOf> | undefined {
  const arms = drawn(uniform, { ...one, splits: FIRST });
  const more = advise(arms);
  if (more === undefined) return undefined;
  const further = drawn(uniform, { ...one, splits: Math.min(MOST, more) });
  const [baseline, ...variants] = arms.map((own, i) => [...own, ...further[i]!]);
  const options = { level: LEVEL, key: [set, 2], component: 'seed', look: 2 } as const;
  return readingOf(simultaneousSdRatios(baseline!, variants, options)[0]!, 'log');
}

/** Counted where the first look has no verdict. */
function settles(one: Case): Simulate {
  return (uniform, set) => {
    const design = designOf(one, set);
    const reading = secondLook(one, {
      uniform,
      set,
      advise: ([baseline, ...variants]) => {
        const options = { level: LEVEL, key: [set, 1], component: 'seed', look: 1 } as const;
        if (readingOf(simultaneousSdRatios(baseline!, variants, options)[0]!, 'log') !== 'too noisy') return undefined;
        const asked = { pair: [baseline!, variants[0]!] as const, comparisons: one.variants, threshold: THRESHOLD };
        return furtherForSpread(asked, design)?.toBeSure ?? undefined;
      },
    });
    return reading === undefined ? undefined : reading !== 'too noisy';
  };
}

/** The first look gives the spread; then this many splits as the true ratio takes: is it told from 1? */
function toldApart(one: Case): Simulate {
  return (uniform, set) => {
    const design = designOf(one, set);
    const reading = secondLook(one, {
      uniform,
      set,
      advise: ([baseline, variant]) => {
        const seen = seenSpread([baseline!, variant!], design);
        if (seen === undefined) return undefined;
        return blocksIfAsSeen({ ...seen, value: ln(one.truth) }, nextSpreadLook(design, one.variants)) - FIRST;
      },
    });
    return reading === undefined ? undefined : reading === 'effect';
  };
}

const named = ({ shape, seeds, variants }: Case): string =>
  `${shape === 'normal' ? '' : `${shape}, `}${seeds} seeds${variants === 1 ? '' : `, one of ${variants} variants`}`;

export const moreSpreadRows: readonly PromiseRow[] = [
  ...[
    ...[1, 1.05, 1.1, 1.25].map((truth) => ({ shape: 'normal', seeds: 5, truth, variants: 1 }) as const),
    ...[1, 1.05].map((truth) => ({ shape: 'normal', seeds: 2, truth, variants: 1 }) as const),
    { shape: 'skewed', seeds: 5, truth: 1.05, variants: 1 } as const,
    { shape: 'normal', seeds: 5, truth: 1.05, variants: 6 } as const,
  ].map((one): PromiseRow => ({
    section: MORE,
    row: `to be sure: rerun ratio, true ratio ${one.truth}, ${named(one)}`,
    counted: 'verdict at the next look',
    promised: [80, 100],
    before: one.truth === 1 && one.seeds === 5 ? '26–40' : '',
    now: settles(one),
    most: one.shape === 'skewed' ? 1600 : one.variants === 1 ? 400 : 150,
  })),
  ...[
    ...[1.25, 1.5, 2].map((truth) => ({ shape: 'normal', seeds: 5, truth, variants: 1 }) as const),
    ...[1.5, 2].map((truth) => ({ shape: 'normal', seeds: 2, truth, variants: 1 }) as const),
    { shape: 'skewed', seeds: 5, truth: 1.5, variants: 1 } as const,
    { shape: 'normal', seeds: 5, truth: 1.5, variants: 6 } as const,
  ].map((one): PromiseRow => ({
    section: MORE,
    row: `as large as seen: rerun ratio, true ratio and ratio seen ${one.truth}, ${named(one)}`,
    counted: 'told from none at the next look',
    promised: [80, 100],
    now: toldApart(one),
    most: 2000,
  })),
];
