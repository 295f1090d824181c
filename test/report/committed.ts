/**
 * The committed results, read back: `summary.json` holds all that words and tables need, `runs.csv` the scores of the dots.
 * Only the learning curves are made up, for nothing committed holds them; a page shows of them that they are there.
 */
import { setupFrom } from '../../src/design/setup-form.js';
import type { SetupForm } from '../../src/design/setup-form.js';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type {
  Analysis,
  Comparison,
  MetricInfo,
  Score,
  TrainingAnalysis,
  VariantAnalysis,
} from '../../src/analysis/analysis.js';
import { readMetric } from '../../src/question/metric.js';
import { METRICS } from '../../src/question/registry.js';
import type { Equivalence } from '../../src/analysis/equivalence.js';

const RESULTS = fileURLToPath(new URL('../../results', import.meta.url));
const CURVE = { epochs: [1, 2], median: [1, 0.8], low: [0.9, 0.7], high: [1.1, 0.9] };

/**
 * Folders with a report, relative to `results/`; those of experiments first, then comparisons. Folders that whoever runs the
 * tests has made himself are none of them: git tells which are. A copy without git holds the committed ones.
 */
export const COMMITTED: readonly string[] = foldersWith('summary.json')
  .sort((a, b) => Number(a.includes('/')) - Number(b.includes('/')) || (a < b ? -1 : 1))
  // Of an earlier schema are results that are to be made anew: today's words cannot be made from them.
  .filter((folder) => (JSON.parse(committedText(`${folder}/summary.json`)) as { schema: number }).schema === 2);

function foldersWith(name: string): string[] {
  const asked = spawnSync('git', ['ls-files', '-z', `*/${name}`], { cwd: RESULTS, encoding: 'utf8' });
  const paths =
    asked.status === 0 ? asked.stdout.split('\0') : readdirSync(RESULTS, { recursive: true, encoding: 'utf8' });
  return paths.flatMap((path) => {
    const folder = dirname(path.replaceAll('\\', '/'));
    return basename(path) === name && /^(compare\/)?[^/]+$/.test(folder) ? [folder] : [];
  });
}

export function committedText(path: string): string {
  return readFileSync(join(RESULTS, path), 'utf8');
}

interface Summary extends Omit<Analysis, 'variants' | 'comparisons' | 'setup'> {
  readonly setup: SetupForm;
  readonly variants: Readonly<Record<string, Omit<Committed, 'name'>>>;
  readonly comparisons: Readonly<Record<string, Omit<Comparison, 'variant'>>>;
  readonly equivalence?: readonly Equivalence[];
}

export function committedAnalysis(folder: string): {
  readonly analysis: Analysis;
  readonly equivalence: readonly Equivalence[];
} {
  const {
    variants,
    comparisons,
    metrics,
    equivalence = [],
    setup,
    ...rest
  } = JSON.parse(committedText(`${folder}/summary.json`)) as Summary;
  const analysis: Analysis = {
    ...rest,
    metrics: metrics.map((metric) => ({ ...metric, ...roleOf(metric) })),
    setup: setupFrom(setup),
    variants: Object.entries(variants).map(([name, variant]) => withScores(folder, { ...variant, name })),
    comparisons: Object.entries(comparisons).map(([variant, comparison]) => ({ ...comparison, variant })),
  };
  return { analysis, equivalence };
}

/** Not in the file: what a metric is to the report, the registry says. */
function roleOf({ name }: MetricInfo): Pick<MetricInfo, 'role' | 'range'> {
  const known = METRICS.find((metric) => metric.name === name);
  if (known === undefined) return {};
  const { range, role } = readMetric(known, 1);
  return { ...(range === undefined ? {} : { range }), ...(role === undefined ? {} : { role }) };
}

type Committed = VariantAnalysis & Pick<TrainingAnalysis, 'epochs' | 'stoppedByLimit'>;

function withScores(folder: string, { epochs, stoppedByLimit, ...variant }: Committed): VariantAnalysis {
  const metrics = Object.entries(variant.metrics).map(
    ([metric, values]) => [metric, { ...values, scores: scoresOf(folder, { variant: variant.name, metric }) }] as const,
  );
  const training = { epochs, stoppedByLimit, curve: { train: CURVE, validation: CURVE } };
  return { ...variant, metrics: Object.fromEntries(metrics), training };
}

/** Of k-fold the mean over folds: near the out-of-fold score, and enough to have as many dots as there were. */
function scoresOf(folder: string, { variant, metric }: { variant: string; metric: string }): readonly Score[] {
  const [header, ...rows] = committedText(`${folder}/runs.csv`).trimEnd().split('\n');
  const columns = (header ?? '').split(',');
  const at = (name: string): number => columns.indexOf(name);
  const found = new Map<string, number[]>();
  for (const cells of rows.map((row) => row.split(','))) {
    const value = cells[at(metric)];
    if (cells[at('variant')] !== variant || value === undefined || value === '') continue;
    const key = `${cells[at('split')] ?? ''} ${cells[at('seed')] ?? ''}`;
    found.set(key, [...(found.get(key) ?? []), Number(value)]);
  }
  return [...found].map(([key, values]) => {
    const [split = 0, seed = 0] = key.split(' ').map(Number);
    return { split, seed, value: values.reduce((sum, value) => sum + value, 0) / values.length };
  });
}
