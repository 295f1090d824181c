/** What is promised of several comparisons judged together: at one look, at many, under `--until`, and of both sentences. */
import {
  blocksToBeSure,
  nestedRatio,
  noSteadinessVerdict,
  type Scores,
  simultaneousDifferences,
  simultaneousSdRatios,
} from '../src/stats/index.js';
import { plannedLooks, type Until } from '../src/question/until.js';
import type { PromiseRow, Simulate, Uniform } from './promise.js';
import {
  difference,
  LEVEL,
  MOST_LOOKS,
  readingOf,
  RESAMPLES,
  type Seen,
  SMALLER_LOG_THRESHOLD,
  THRESHOLD,
} from './promises-looks.js';
import { type Shape, standard } from './simulations.js';

const FAMILIES = 'Families at one look: any wrong verdict under no effect';

/** A baseline and m variants, all alike, with a common effect of the split. */
function family(uniform: Uniform, { shape, blocks, seeds, m }: FamilyCase): Scores[] {
  const common = Array.from({ length: blocks }, () => standard('normal', uniform));
  return Array.from({ length: m + 1 }, () =>
    common.map((split) => Array.from({ length: seeds }, () => split + standard(shape, uniform))),
  );
}

interface FamilyCase {
  readonly shape: Shape;
  readonly blocks: number;
  readonly seeds: number;
  readonly m: number;
}

function anyDifference(one: FamilyCase): Simulate {
  return (uniform, set) => {
    const [baseline, ...variants] = family(uniform, one);
    const options = { level: LEVEL, key: [set, one.blocks], resamples: RESAMPLES, look: 1 } as const;
    return simultaneousDifferences(baseline!, variants, options).some((own) => readingOf(own, 'plain') === 'effect');
  };
}

function anyRatio(one: FamilyCase): Simulate {
  const { blocks, seeds, m } = one;
  if (noSteadinessVerdict({ comparisons: m, blocks, seeds }) !== undefined) throw new RangeError('no verdict there');
  return (uniform, set) => {
    const [baseline, ...variants] = family(uniform, one);
    const component = seeds > 1 ? 'seed' : 'total';
    const options = { level: LEVEL, key: [set, blocks], component, look: 1 } as const;
    return simultaneousSdRatios(baseline!, variants, options).some((own) => readingOf(own, 'log') === 'effect');
  };
}

/** Any wrong verdict in %, with 1,000 data sets of the first edition (500 with 20 variants): resampled maxima from 10 blocks. */
const FIRST_EDITION: Readonly<Record<string, readonly number[]>> = {
  'differences, normal, 6': [2.1, 3.7, 4.3, 4.4],
  'differences, normal, 20': [1.4, 3.4, 5.2, 3.4],
  'differences, skewed, 6': [1.7, 3.2, 2.9, 5.4],
  'differences, skewed, 20': [0, 2, 1.6, 3.6],
  'ratios, normal, 6': [3.9, 3.2, 3, 3.6, 5.1, 5.3],
  'ratios, normal, 20': [5.2, 2.6, 1.4, 3, 5.6, 5.6],
  'ratios, skewed, 6': [5.1, 3.1, 4, 4.7, 6.9, 4.9],
  'ratios, skewed, 20': [5.6, 5.8, 1.8, 4.2, 6.4, 3.8],
};

function firstEdition(
  kind: 'differences' | 'ratios',
  { shape, m, at }: { shape: Shape; m: number; at: number },
): string {
  return FIRST_EDITION[`${kind}, ${shape}, ${m}`]![at]!.toFixed(1);
}

const oneLookRows: PromiseRow[] = [
  ...(['normal', 'skewed'] as const).flatMap((shape) =>
    [6, 20].flatMap((m) =>
      [10, 19, 20, 50].map((blocks, at): PromiseRow => ({
        section: FAMILIES,
        row: `${m} differences, ${shape}, ${blocks} splits`,
        counted: 'any better or worse',
        promised: [2, 5.5],
        before: firstEdition('differences', { shape, m, at }),
        now: anyDifference({ shape, blocks, seeds: 1, m }),
        most: m === 20 ? 1000 : 3000,
      })),
    ),
  ),
  ...(['normal', 'skewed'] as const).flatMap((shape) =>
    [6, 20].flatMap((m) =>
      (
        [
          [20, 2],
          [10, 3],
          [10, 5],
          [20, 5],
          [50, 2],
          [100, 1],
        ] as const
      ).map(([blocks, seeds], at): PromiseRow => ({
        section: FAMILIES,
        row: `${m} ${seeds > 1 ? 'rerun' : 'total'} ratios, ${shape}, ${blocks} × ${seeds}`,
        counted: 'any steadier or less steady',
        promised: [0, 6.5],
        before: firstEdition('ratios', { shape, m, at }),
        now: anyRatio({ shape, blocks, seeds, m }),
        most: 2000,
      })),
    ),
  ),
];

const FAMILY_LOOKS = 'Families, looked at again and again: any wrong verdict under no effect';

/** Looks at a family; while any comparison is too noisy it is extended as advised for the one that needs most. */
function everAny(
  one: FamilyCase,
  { ratios, advice, spend }: { ratios: boolean; advice: 'to be sure' | 'twice as many'; spend: boolean },
): Simulate {
  const { seeds, m } = one;
  const scale = ratios ? 'log' : 'plain';
  const threshold = ratios ? SMALLER_LOG_THRESHOLD : THRESHOLD;
  return (uniform, set) => {
    const arms = Array.from({ length: m + 1 }, (): (readonly number[])[] => []);
    let { blocks } = one;
    for (let look = 1; look <= MOST_LOOKS; look++) {
      const more = family(uniform, { ...one, blocks: blocks - arms[0]!.length });
      arms.forEach((own, i) => own.push(...more[i]!));
      const [baseline, ...variants] = arms as unknown as [Scores, ...Scores[]];
      const options = { level: LEVEL, key: [set, look], resamples: RESAMPLES, look: spend ? look : 1 } as const;
      const judged = ratios
        ? simultaneousSdRatios(baseline, variants, { ...options, component: seeds > 1 ? 'seed' : 'total' })
        : simultaneousDifferences(baseline, variants, options);
      const readings = judged.map((own) => readingOf(own, scale));
      if (readings.includes('effect')) return true;
      if (!readings.includes('too noisy') || blocks >= FAMILY_MOST) return false;
      const next = { level: LEVEL, look: look + 1, comparisons: m, scale, seeds, threshold } as const;
      const sure = (variant: Scores): number => blocksToBeSure(seenOf(baseline, variant, ratios), next);
      const wanted = advice === 'to be sure' ? Math.max(...variants.map(sure)) : 2 * blocks;
      blocks = Math.min(FAMILY_MOST, wanted);
    }
    return false;
  };
}

const FAMILY_MOST = 200;

function seenOf(baseline: Scores, variant: Scores, ratios: boolean): Seen {
  if (ratios) {
    const component = baseline[0]!.length > 1 ? 'seed' : 'total';
    const { jackknife, n } = nestedRatio(baseline, variant, { component, paired: true });
    return { value: jackknife.value, sd: jackknife.error * Math.sqrt(n), blocks: n };
  }
  const values = variant.map((own, i) => own[0]! - baseline[i]![0]!);
  return difference('normal').seen(
    [],
    values.map((value) => [value]),
  );
}

const familyLookRows: PromiseRow[] = (['normal', 'skewed'] as const).flatMap((shape) =>
  (
    [
      [false, 10, 1],
      [false, 20, 1],
      [true, 20, 2],
      [true, 10, 5],
    ] as const
  ).flatMap(([ratios, blocks, seeds]) =>
    (['to be sure', 'twice as many'] as const).map((advice): PromiseRow => ({
      section: FAMILY_LOOKS,
      row: `6 ${ratios ? 'rerun ratios' : 'differences'}, ${shape}, ${blocks} × ${seeds} at first, then ${advice}`,
      counted: 'any verdict that leads, at any of 8 looks',
      promised: [0, ratios && shape === 'skewed' ? 7.5 : 6.5],
      before: everAny({ shape, blocks, seeds, m: 6 }, { ratios, advice, spend: false }),
      now: everAny({ shape, blocks, seeds, m: 6 }, { ratios, advice, spend: true }),
      most: 1500,
    })),
  ),
);

const UNTIL = '--until on SD ratios: looks planned beforehand, from 10 to 100 splits';

const untilRule: Until = { metric: 'accuracy', quantity: 'sdRatio', halfWidth: 0.3, minimum: 10, maximum: 100 };

/** Carries the rule out: what stood at the look at which it stopped, and whether any look before excluded a ratio of 1. */
function untilStops(
  one: Omit<FamilyCase, 'blocks'>,
  { uniform, set }: { uniform: Uniform; set: number },
): { stopped: boolean; ever: boolean; held: boolean } {
  const arms = Array.from({ length: one.m + 1 }, (): (readonly number[])[] => []);
  let ever = false;
  for (const [at, blocks] of plannedLooks(untilRule).entries()) {
    const more = family(uniform, { ...one, blocks: blocks - arms[0]!.length });
    arms.forEach((own, i) => own.push(...more[i]!));
    const [baseline, ...variants] = arms as unknown as [Scores, ...Scores[]];
    const options = { level: LEVEL, key: [set, at], look: at + 1, component: 'seed' } as const;
    const judged = simultaneousSdRatios(baseline, variants, options);
    const limits = judged.map(({ estimate: { low, high } }) => [low ?? 0, high ?? Infinity] as const);
    const held = limits.every(([low, high]) => low <= 1 && high >= 1);
    ever ||= !held;
    const stopped = limits.every(([low, high]) => Math.sqrt(high / low) - 1 < untilRule.halfWidth);
    if (stopped) return { stopped, ever, held };
    if (blocks === untilRule.maximum) return { stopped, ever, held };
  }
  throw new RangeError('the last look ends it');
}

const untilRows: PromiseRow[] = (['normal', 'skewed'] as const).flatMap((shape) =>
  (
    [
      [5, 1],
      [3, 1],
      [5, 6],
    ] as const
  ).flatMap(([seeds, m]): PromiseRow[] => [
    {
      section: UNTIL,
      row: `${m} rerun ${m === 1 ? 'ratio' : 'ratios'} of 1, ${shape}, ${seeds} seeds`,
      counted: 'any look up to the last says steadier or less steady',
      promised: [0, shape === 'normal' ? 6.2 : 7],
      now: (uniform, set) => untilStops({ shape, seeds, m }, { uniform, set }).ever,
      most: 2000,
    },
    {
      section: UNTIL,
      row: `${m} rerun ${m === 1 ? 'ratio' : 'ratios'} of 1, ${shape}, ${seeds} seeds: the report`,
      counted: 'all intervals at which it stops hold the truth',
      promised: [shape === 'normal' ? 94 : 93, 100],
      now: (uniform, set) => untilStops({ shape, seeds, m }, { uniform, set }).held,
      most: 2000,
    },
  ]),
);

const EITHER = 'Two sentences, on the mean and on steadiness: either of the two is wrong under no effect';

const eitherRows: PromiseRow[] = (['normal', 'skewed'] as const).flatMap((shape) =>
  [1, 6].map((m): PromiseRow => ({
    section: EITHER,
    row: `${m} ${m === 1 ? 'variant' : 'variants'}, ${shape}, 20 × 5`,
    counted: 'better, worse, steadier or less steady',
    promised: [0, 11],
    now: (uniform, set) => {
      const [baseline, ...variants] = family(uniform, { shape, blocks: 20, seeds: 5, m });
      const options = { level: LEVEL, key: [set, 20], resamples: RESAMPLES } as const;
      const means = simultaneousDifferences(baseline!, variants, options);
      const ratios = simultaneousSdRatios(baseline!, variants, { ...options, component: 'seed' });
      return (
        means.some((own) => readingOf(own, 'plain') === 'effect') ||
        ratios.some((own) => readingOf(own, 'log') === 'effect')
      );
    },
    most: 2000,
  })),
);

export const familyRows: readonly PromiseRow[] = [...oneLookRows, ...familyLookRows, ...untilRows, ...eitherRows];
