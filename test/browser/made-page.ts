/** Pages for tests in a browser: evidence made up with a small generator, analysed for real. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { analyse } from '../../src/analysis/analyse.js';
import type { Analysis } from '../../src/analysis/analysis.js';
import { pageAssets } from '../../src/bench/page-assets.js';
import { curveEpochs } from '../../src/design/record.js';
import type { RunRecord } from '../../src/design/record.js';
import { exp } from '../../src/base/math.js';
import { planRuns } from '../../src/design/plan.js';
import { SOURCES } from '../../src/question/question.js';
import type { Question } from '../../src/question/question.js';
import type { Evidence } from '../../src/analysis/evidence.js';
import { dense, dropout } from '../../src/model/spec.js';
import { pageOf } from '../../src/report/explore/page.js';
import { maskFigures, masksFigure } from '../../src/report/masks/figure.js';
import { htmlDocument } from '../../src/report/render/html-document.js';
import { madeAnalysis } from '../report/made-analysis.js';
import { DATA, experimentOf } from '../report/masks-drawing.js';

export interface MadePage {
  readonly evidence: Evidence;
  readonly analysis: Analysis;
  readonly html: string;
}

export interface MadePageOptions {
  /** Labels, the baseline's first. */
  readonly labels?: readonly string[];
  readonly splits?: number;
  readonly seeds?: number;
  readonly question?: string;
  /** With the pictures of the dropout masks. */
  readonly masks?: boolean;
  /** Every so manieth run fails. */
  readonly failing?: number;
}

export function madePage(options: MadePageOptions = {}): MadePage {
  const evidence = madeEvidence(options);
  const analysis = analyse(evidence);
  const drawn = masksFigure(experimentOf({ small: [dense(6), dropout(0.5)] }), { data: DATA }, { frames: 4 })!;
  const page = pageOf(analysis, { evidence, masks: options.masks === true ? maskFigures(drawn) : [] });
  return { evidence, analysis, html: htmlDocument(page, { assets: pageAssets(), explorable: { analysis, evidence } }) };
}

export function madeEvidence({
  labels = ['none', 'dropout', 'l2'],
  splits = 12,
  seeds = 3,
  question = 'Does it help?',
  failing = 0,
}: MadePageOptions = {}): Evidence {
  const made = madeAnalysis({ splits, seeds, question });
  const experiment: Question = {
    name: 'made',
    question,
    protocol: made.setup.protocol,
    variants: Object.fromEntries(labels.map((label, i) => [`v${i}`, { label }] as const)),
    baseline: 'v0',
    vary: SOURCES,
    seed: 1,
    level: 0.95,
  };
  const setup = { ...made.setup, name: 'made', question, baseline: 'v0' };
  const origin = { identity: (name: string) => name, traits: () => ({ recipe: '4 relu → softmax', unused: [] }) };
  const runs = planRuns(experiment, origin);
  const next = generator(7);
  const luck = Array.from({ length: splits }, () => next() * 0.04);
  const records = new Map(
    runs.map((run, i): [string, RunRecord] => {
      const { hash, variant: name, split, fold, seed } = run;
      const place = { hash, variant: name, split, fold, seed, timing: { durationMs: 1, startedAt: 1 } };
      if (failing > 0 && i % failing === failing - 1)
        return [hash, { ...place, status: 'failed', reason: 'diverged', epoch: 4 }];
      const shift = Number(name.slice(1)) * 0.006;
      const accuracy = Math.round((0.65 + shift + luck[split]! + next() * 0.03) * 400) / 400;
      const metrics = {
        accuracy,
        balancedAccuracy: accuracy - 0.1 - next() * 0.01,
        logLoss: 1.2 - accuracy + next() * 0.05,
        brier: 0.8 - accuracy * 0.6 + next() * 0.01,
      };
      const epochs = 20 + Math.floor(next() * 60);
      const curve = curveEpochs(epochs).map((epoch) => 0.6 + 0.6 * exp(-epoch / 15) + next() * 0.02);
      const training = {
        epochs,
        bestEpoch: epochs - 3,
        validationLoss: curve.at(-1)!,
        curve: { train: curve, validation: curve.map((loss) => loss + 0.05) },
      };
      return [hash, { ...place, status: 'ok', metrics, training }];
    }),
  );
  return { experiment, setup, origin, runs, records };
}

function generator(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 4294967296;
}

/** Written to a folder of its own: its address for a browser. */
export function onDisk(html: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'reseed-page-')), 'report.html');
  writeFileSync(path, html);
  return pathToFileURL(path).href;
}
