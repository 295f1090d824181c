/**
 * `reseed/stats`: the statistics of Reseed for numbers that one has. Typed pure functions over plain arrays: estimates with
 * intervals, families, verdicts, planners, stopping rules, tests, effect sizes. Every function states shapes, units, errors
 * and source, and has an example that is run by the tests. How often the intervals hold is in docs/COVERAGE.md.
 *
 * @module reseed/stats
 */
export type { Estimate } from '../base/estimate.js';
export { seedKey, type EstimateChoices } from './defaults.js';
export * from './estimates.js';
export { streamKey, type StreamKey } from '../base/streams.js';

// Estimates that need no resamples.
export {
  failureRate,
  failureRateDifference,
  hodgesLehmannEstimate,
  kornGraubardEstimate,
  likeTheseEstimate,
  likeTheseWiderEstimate,
  likeTheseWiderP,
  medianDifference,
  meanLossByRow,
  medianEstimate,
  nestedVariance,
  newRowsDifferences,
  outlierRate,
  outliersWithinSplits,
  overRowsDifference,
  probabilityOfSeeds,
  proportionEstimate,
  rerunRiskOfSeeds,
  sdReduction,
  skewnessCorrectedEstimate,
  severeOutliers,
  sourcesOfVariance,
  theseEstimate,
  transformEstimate,
  varianceComponents,
  varianceReduction,
  cutAtRange,
  rangeOfDifference,
  binomialReference,
  trimmedLead,
  wrongWinner,
  type BaseSample,
  type BlockShares,
  type SimultaneousEstimate,
  type Component,
  type Failures,
  type MetricRange,
  type NestedVariance,
  type ScorePair,
  type Scores,
  type Share,
  type SourcesOfVariance,
  type VarianceComponents,
} from '../stats/index.js';

// Interval methods by name, and the samples that they take.
export {
  basicInterval,
  bcaInterval,
  bonettInterval,
  chiSquaredInterval,
  clopperPearsonLimits,
  expandedPercentileInterval,
  fInterval,
  intervalMethods,
  iqmSample,
  logJackknifeTInterval,
  meanSample,
  nadeauBengioInterval,
  percentileInterval,
  pitmanMorganInterval,
  sdRatioSample,
  sdSample,
  studentizedInterval,
  tInterval,
  unpairedDifferenceSample,
  unpairedSdRatioSample,
  welchInterval,
  type BlockSample,
  type IntervalMethodName,
  type ResamplingOptions,
} from '../stats/index.js';

// Families, ranks of variants, words.
export {
  alphaOfLook,
  bonferroniFamily,
  compactLetters,
  levelOfOtherPairs,
  familyOfMeans,
  judgedFamily,
  noSteadinessVerdict,
  type FamilyMember,
} from '../stats/index.js';

export { judgeDifference, judgeSpread, verdictWords, type Judgement, type VerdictWord } from '../stats/verdict.js';

// Planning and stopping.
export {
  bestAllocation,
  blocksForDifference,
  blocksForHalfWidth,
  blocksForTotalRatio,
  blocksIfAsSeen,
  blocksToBeSure,
  criticalOfDifference,
  criticalT,
  leastForNewRows,
  logSdRatioError,
  looksAt,
  noetherBlocks,
  pairedVariance,
  powerOfT,
  runsForSdRatio,
  sequentialEstimate,
  splitsForMean,
  splitsForNewRows,
  splitsForNewRowsHalfWidth,
  splitsForRerunRatio,
  stopsAfter,
  totalLogRatioVariance,
  upperSplitVariance,
  upperVariance,
  type Look,
  type LookingOptions,
  type NestedPilot,
  type NextLook,
  type SeenSoFar,
  type TotalRatioPilot,
} from '../stats/index.js';

// Tests.
export {
  analysisOfVariance,
  bartlettTest,
  brownForsytheTest,
  correctedResampledTest,
  correlatedTPosterior,
  flignerKilleenTest,
  friedmanTest,
  kruskalWallisTest,
  leveneTest,
  mannWhitneyTest,
  nemenyiDifference,
  pairedTest,
  pitmanMorganTest,
  relabellingTest,
  signFlipTest,
  signTest,
  studentTest,
  varianceRatioTest,
  welchTest,
  wilcoxonTest,
} from '../stats/index.js';

// p-values of several tests.
export {
  benjaminiHochberg,
  benjaminiYekutieli,
  bonferroni,
  hochberg,
  holm,
  holmSidak,
  hommel,
  sidak,
} from '../stats/index.js';

// Effect sizes and descriptions.
export {
  churn,
  cliffsDelta,
  coefficientOfVariation,
  cohensD,
  cohensDz,
  correlation,
  differences,
  excessKurtosisUnbiased,
  hedgesG,
  interquartileMean,
  kurtosis,
  medianAbsoluteDeviation,
  midranks,
  pairedSplitMeans,
  pooledSd,
  predictionVariance,
  probabilityOfSuperiority,
  quantile,
  rankBiserial,
  skewness,
  skewnessUnbiased,
  splitMeans,
  squaredErrorParts,
  standardDeviation,
  standardErrorOfMean,
  trimmedMean,
  variance,
} from '../stats/index.js';

// Distributions.
export {
  betaCdf,
  betaQuantile,
  chiSquaredQuantile,
  chiSquaredUpperTail,
  dunnettCdf,
  dunnettCritical,
  fQuantile,
  fUpperTail,
  noncentralTCdf,
  normalCdf,
  normalQuantile,
  rangeCdf,
  rangeQuantile,
  tCdf,
  tQuantile,
  tTwoSided,
} from '../stats/index.js';
