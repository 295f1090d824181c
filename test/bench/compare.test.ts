import { describe, expect, it } from 'vitest';
import { madeRecord } from '../made-record.js';
import { setupOf } from '../../src/design/setup.js';
import type { TableFacts } from '../../src/origins/facts.js';
import { onTable } from '../made-origin.js';
import type { Bench } from '../../src/analysis/evidence.js';
import { compareBenches } from '../../src/bench/compare.js';
import { defineExperiment, dense, holdout, sequential, variant } from '../../src/index.js';
import type { Experiment } from '../../src/index.js';
import { planRuns } from '../../src/design/plan.js';
import type { RunRecord } from '../../src/design/record.js';
import { renderReport } from '../../src/report/render/report-files.js';
import { shellWord } from '../../src/base/shell-word.js';
import { streamKey, uniforms } from '../../src/base/streams.js';

const question = defineExperiment({
  name: 'made',
  question: 'Why?',
  protocol: holdout({ splits: 12, seeds: 2 }),
  variants: { small: variant(sequential([dense(2)])), large: variant(sequential([dense(9)]), { label: 'wide net' }) },
});

/** A bench whose scores are the luck of the split, the same on every engine, plus `shift`. */
function made({
  experiment = question,
  engine = 'fused',
  backend = 'wasm-simd',
  shift = 0,
}: { experiment?: Experiment; engine?: 'fused' | 'tfjs'; backend?: string; shift?: number } = {}): Bench {
  const origin = onTable(experiment, { engine, backend });
  const runs = planRuns(experiment, origin);
  const records = runs.map((run): [string, RunRecord] => {
    const next = uniforms(streamKey('luck', experiment.seed, run.split, run.seed));
    // No two engines differ by as much in every run.
    const accuracy = 0.6 + 0.1 * next() + shift * (0.9 + 0.2 * next());
    const metrics = { accuracy, balancedAccuracy: accuracy, logLoss: 1 - accuracy, brier: 0.5 };
    return [run.hash, madeRecord(run, metrics)];
  });
  const { name, encoding } = experiment;
  const facts: TableFacts = {
    ...{ kind: 'table', encoding, engine, backend, numericsVersion: 1 },
    data: {
      ...{ source: 'simple', name: 'simple', made: true, fingerprint: 'f', rows: 100, target: 't' },
      ...{ task: 'classification', classes: [{ name: 'x', rows: 100 }], numbers: 1, categories: 0, inputs: 1 },
    },
    rows: { train: 60, validation: 20, test: 20 },
  };
  const command = `reseed bench ${name}${engine === 'tfjs' ? ` --engine tfjs --backend ${backend}` : ''}`;
  const setup = setupOf({ ...experiment, question: '' }, { origin: facts, command });
  return {
    experiment,
    setup,
    origin,
    runs,
    records: new Map(records),
    reductions: [],
    pastLooks: [],
    interrupted: false,
  };
}

const compare = (first: Bench, second: Bench) =>
  compareBenches({ name: 'fused', bench: first }, { name: 'tfjs-wasm', bench: second });

describe('two benches side by side', () => {
  const tfjs = made({ engine: 'tfjs', backend: 'wasm', shift: 0.002 });

  it('pair each variant with its like, split by split', () => {
    const { analysis, paired, records } = compare(made(), tfjs);
    expect(paired).toBe(true);
    expect([...records]).toHaveLength(96);
    expect(analysis.comparisons.map(({ variant: name, baseline }) => [name, baseline])).toEqual([
      ['small (tfjs-wasm)', 'small (fused)'],
      ['large (tfjs-wasm)', 'large (fused)'],
    ]);
    expect(analysis.variants.map(({ label }) => label)).toEqual([
      'small (fused)',
      'small (tfjs-wasm)',
      'wide net (fused)',
      'wide net (tfjs-wasm)',
    ]);
    for (const { metrics } of analysis.comparisons) expect(metrics.accuracy!.difference.point).toBeCloseTo(0.002, 4);
  });

  it('say which is meant, on what, by which engines, and how to make them again', () => {
    const { setup } = compare(made(), tfjs).analysis;
    expect(setup.question).toBe('Do fused and tfjs-wasm differ on made?');
    expect(setup.origin).toMatchObject({ engine: 'tfjs', backend: 'wasm, against fused wasm-simd' });
    expect(setup.command).toBe(
      'reseed bench made --out fused && reseed bench made --engine tfjs --backend wasm --out tfjs-wasm && reseed compare fused tfjs-wasm',
    );
    const alike = compare(made(), made()).analysis.setup;
    expect(alike.origin).toMatchObject({ engine: 'fused', backend: 'wasm-simd' });
  });

  it('are equivalent where their scores differ by less than anyone would mind', () => {
    const { equivalence, analysis } = compare(made(), tfjs);
    expect(analysis.setup.background).toBe(
      'Here fused is the table simple on the engine fused (wasm-simd), experiment seed 1; tfjs-wasm is the table simple on the engine tfjs (wasm), experiment seed 1. Within the bounds under “Equivalent?” equivalent: small, large.',
    );
    expect(equivalence.map(({ variant: name, sameMean, sameSpread, of }) => [name, sameMean, sameSpread, of])).toEqual([
      ['small (tfjs-wasm)', true, true, 'rerun'],
      ['large (tfjs-wasm)', true, true, 'rerun'],
    ]);
    const apart = compare(made(), made({ shift: -0.02 }));
    expect(apart.analysis.setup.background).toMatch(/“Equivalent\?” not shown to be: small, large\.$/);
    expect(apart.equivalence[0]).toMatchObject({ sameMean: false, sameSpread: true });
  });

  it.each([
    ['another experiment seed', { ...question, seed: 2 }],
    ['other shares', { ...question, protocol: holdout({ splits: 12, seeds: 2, test: 0.3 }) }],
    [
      'a variant that divides the rows in its own way',
      {
        ...question,
        variants: { ...question.variants, large: { ...question.variants.large!, protocol: holdout({ test: 0.4 }) } },
      },
    ],
  ])('are unpaired, with a warning, after %s', (_what, experiment) => {
    const { paired, analysis, equivalence } = compare(made(), made({ experiment }));
    expect(paired).toBe(false);
    expect(analysis.warnings.map(({ text }) => text).join(' ')).toContain('compared unpaired');
    expect(analysis.comparisons[0]!.metrics.accuracy!.difference.method).toBe('welch');
    expect(equivalence[0]!.difference.method).toBe('welch');
    expect(analysis.paired).toBe(false);
  });

  it('say in report and summary whether they were paired, and only then join splits in the figure', () => {
    const onlySmall = { ...question, variants: { small: question.variants.small! } };
    const [paired, apart] = [onlySmall, { ...onlySmall, seed: 2 }].map((experiment) => {
      const { analysis } = compare(made({ experiment: onlySmall }), made({ experiment }));
      const { files } = renderReport(analysis);
      const summary = JSON.parse(files['summary.json']!) as { paired?: boolean };
      return { page: files['report.md']!, joined: files['figures/runs.svg']!.includes('class="pair"'), summary };
    });
    expect(paired!.page).toContain('Differences and ratios are paired: variants meet the same splits and seeds.');
    expect(paired!.page).toContain('compared split by split');
    expect(paired!.joined).toBe(true);
    expect(paired!.summary.paired).toBeUndefined();
    expect(apart!.page).toContain('Differences and ratios are not paired: the two sides met other splits.');
    expect(apart!.page).not.toMatch(/are paired|split by split|on the same split/);
    expect(apart!.joined).toBe(false);
    expect(apart!.summary.paired).toBe(false);
  });

  it('stay paired when one has more splits: those that only one has are left out, and it says so', () => {
    const more = made({ experiment: { ...question, protocol: holdout({ splits: 15, seeds: 2 }) } });
    const { paired, analysis } = compare(made(), more);
    expect(paired).toBe(true);
    const { n, reason } = analysis.comparisons[0]!.metrics.accuracy!.difference;
    expect([n, reason]).toEqual([12, expect.stringContaining('3 of 15 splits left out')]);
  });
});

describe('two benches that cannot be compared', () => {
  it('are refused, with what each is about', () => {
    const other = made({
      experiment: { ...question, variants: { other: question.variants.small! }, baseline: 'other' },
    });
    expect(() => compare(made(), other)).toThrow('have no variant in common.');
    const of = (task: 'classification' | 'regression' | undefined): Bench => {
      const bench = made();
      const { origin } = bench.setup;
      const facts =
        task === undefined
          ? { kind: 'command', what: 'x', repeats: 'not promised' }
          : { ...origin, data: { ...(origin as TableFacts).data, task } };
      return { ...bench, setup: { ...bench.setup, origin: facts as TableFacts } };
    };
    expect(() => compare(made(), of('regression'))).toThrow(/ is about classification, .* about regression\.$/);
    expect(() => compare(of(undefined), made())).toThrow(/ is about scores from elsewhere, .* about classification\.$/);
    expect(() => compare(made(), of(undefined))).toThrow(/ is about classification, .* about scores from elsewhere\.$/);
  });
});

describe('a word of a command line', () => {
  it('is quoted only where a shell would read it otherwise', () => {
    expect(['fused', 'results/a', 'my folder', "it's", '$(rm)'].map(shellWord)).toEqual([
      'fused',
      'results/a',
      "'my folder'",
      String.raw`'it'\''s'`,
      "'$(rm)'",
    ]);
  });
});
