/** An analysis of every kind that answers: of tables (made up), of scores from a file and of programs (made by the code of a command). */
import type { Conclusion } from '../../src/analysis/conclude.js';
import type { Analysis } from '../../src/analysis/analysis.js';
import { areComparable, rowAnswers } from '../../src/analysis/given/before.js';
import { uniforms, streamKey } from '../../src/base/streams.js';
import { concludeScores } from '../../src/bench/keep-scores.js';
import type { PlainFacts } from '../../src/origins/facts.js';
import type { ReadOptions } from '../../src/origins/scores/index.js';
import { questionAbout } from '../../src/report/given/question.js';
import { analyseRuns } from '../../src/library/analyse-runs.js';
import { readText } from '../origins/scores/files.js';
import { madeAnalysis, TWO } from './made-analysis.js';
import type { MadeVariant } from './made-analysis.js';
import { alongWidths, heldRows, withChoice, withEnsembles, withOutput, withSources } from './made-side-answers.js';

const course = { kind: 'courseBootstrap', splits: 20, seeds: 1, test: 0.1, stratified: true } as const;
const named = (names: readonly string[]): Analysis =>
  madeAnalysis({ variants: names.map((name): MadeVariant => ({ ...TWO[0]!, name, label: name })) });
const alone = (analysis: Analysis): Analysis => ({
  ...analysis,
  comparisons: [],
  variants: analysis.variants.slice(0, 1),
});

const OF_TABLES: Readonly<Record<string, Analysis>> = {
  'a comparison': madeAnalysis(),
  'one seed a split': madeAnalysis({ seeds: 1 }),
  'rows that are held': heldRows(),
  'a family': named(['none', 'a', 'b']),
  'a larger family': named(['none', 'a', 'b', 'c', 'd']),
  'one variant': alone(madeAnalysis()),
  sources: withSources({ split: 0.5, init: 0.25, order: 0.1, mask: 0.05 }),
  ensembles: withEnsembles([3.21, 2.1, 5]),
  'one net at most': withEnsembles([1, 1, 1]),
  'a sure choice': withChoice(0.99),
  'a choice': withChoice(0.6, 0),
  'along an axis': alongWidths([0, 0.03, 0.05]),
  'along an axis, nothing': alongWidths([0, 0, 0]),
  churn: withOutput([0.2, 0.1], 0.02),
  'the course': madeAnalysis({ seeds: 1, protocol: course }),
  'one failed run': madeAnalysis({ variants: [TWO[0]!, { ...TWO[1]!, failed: 1 }] }),
};

/** Starts anew with every call of `kindsOfAnswers`: test files share this module, and each must get the same. */
let noise = uniforms(streamKey('kinds of answers', 1));

/** Of a file of scores, as `reseed scores` makes it. */
export const ofScores = async (text: string, options: ReadOptions = {}): Promise<Analysis> =>
  (await concludedScores(text, options)).analysis;

async function concludedScores(text: string, options: ReadOptions = {}): Promise<Conclusion> {
  const reading = await readText(text, options);
  const asked = { level: 0.95, seed: 1, thresholds: {}, question: questionAbout(reading) };
  const { conclusion } = concludeScores(
    { ...reading, ...rowAnswers(reading, 0.95) },
    {
      ...{ ...asked, compared: areComparable(reading), command: 'reseed scores runs.csv' },
      facts: {
        kind: 'scores',
        what: reading.words.headline,
        ...(reading.testToTrain === undefined || reading.dataSets.length > 1
          ? {}
          : { testToTrain: reading.testToTrain }),
        repeats: 'everywhere',
        reading: reading.words,
      },
    },
  );
  return conclusion;
}

interface Shape {
  readonly variants?: readonly string[];
  readonly sets?: number;
  readonly runs?: number;
  /** How much better each variant is than the one before. */
  readonly gap?: number;
  readonly failed?: readonly string[];
  /** Model and data set without any score. */
  readonly lacks?: string;
}

/** `model,dataset,seed,accuracy`, each variant better than the one before by `gap` and some luck. */
function table({ variants = ['old', 'new'], sets = 1, runs = 6, gap = 0.01, failed = [], lacks = '-' }: Shape): string {
  const lines = variants.flatMap((name, v) =>
    Array.from({ length: sets }, (_, d) =>
      Array.from({ length: runs }, (_one, seed) => {
        const score = 0.7 + d / 60 + v * gap + 0.02 * noise();
        const cell = failed.includes(`${name} ${seed}`) ? 'nan' : score.toFixed(4);
        return `${name}${sets === 1 ? '' : `,set ${d + 1}`},${seed + 1},${cell}`;
      }),
    ).flat(),
  );
  const kept = lines.filter((line) => !line.startsWith(lacks));
  return [`model${sets === 1 ? '' : ',dataset'},seed,accuracy`, ...kept, ''].join('\n');
}

/** Six runs of one, nine of the other, none with a name in common. */
function unpaired(): string {
  const lines = ['old', 'new'].flatMap((name, v) =>
    Array.from({ length: 6 + 3 * v }, (_, i) => `${name},${name} ${i},${(0.7 + 0.03 * v + 0.02 * noise()).toFixed(4)}`),
  );
  return ['model,run,accuracy', ...lines, ''].join('\n');
}

/** Five folds of three data sets; one variant lacks two folds of the second. */
function folds(): string {
  const lines = ['old', 'new'].flatMap((name, v) =>
    Array.from(
      { length: 15 },
      (_, i) => `${name},set ${(i % 3) + 1},${i % 5},${(0.7 + 0.03 * v + 0.02 * noise()).toFixed(4)}`,
    ),
  );
  const kept = lines.filter((line) => !/^new,set 2,[01],/.test(line));
  return ['model,dataset,fold,accuracy', ...kept, ''].join('\n');
}

/** Each answered by three runs. */
function repeatedQuestions(): string {
  const lines = ['old', 'new'].flatMap((name, v) =>
    Array.from({ length: 90 }, (_, i) => `${name},${i % 3},q${Math.floor(i / 3)},${noise() < 0.6 + v * 0.2 ? 1 : 0}`),
  );
  return ['model,seed,question,correct', ...lines, ''].join('\n');
}

function questions(): string {
  const lines = ['old', 'new'].flatMap((name, v) =>
    Array.from({ length: 60 }, (_, q) => `${name},q${q},${noise() < 0.6 + v * 0.2 ? 1 : 0}`),
  );
  return ['model,question,correct', ...lines, ''].join('\n');
}

/** As `reseed run` makes it: a program that is given a seed, or one that is given a split and a seed. */
function ofProgram({ splits, gap = 0.03 }: { splits: number; gap?: number }): Analysis {
  const runs = ['plain', 'mixup'].flatMap((variant, v) =>
    Array.from({ length: splits === 1 ? 8 : splits }, (_, i) => ({
      variant,
      ...(splits === 1 ? { seed: i } : { split: i }),
      metrics: { accuracy: 0.7 + v * gap + 0.02 * noise() },
    })),
  );
  const analysis = analyseRuns(runs, { metrics: ['accuracy'], question: 'Does mixup help?' });
  const origin: PlainFacts = {
    kind: 'command',
    what: 'a program, started once for each run',
    pairing: splits === 1 ? 'seed' : 'split',
    repeats: 'not promised',
  };
  return { ...analysis, setup: { ...analysis.setup, origin } };
}

/** Scores that exist, with what they were made of, for a page that can be looked at in other ways. */
export async function concludedKinds(): Promise<Readonly<Record<string, Conclusion>>> {
  noise = uniforms(streamKey('kinds of answers', 2));
  return {
    'scores of three variants': await concludedScores(table({ variants: ['old', 'new', 'newest'], runs: 12 })),
    'scores on four data sets': await concludedScores(table({ sets: 4, gap: 0.03, failed: ['new 3'] })),
  };
}

/** By name. */
export async function kindsOfAnswers(): Promise<Readonly<Record<string, Analysis>>> {
  noise = uniforms(streamKey('kinds of answers', 1));
  return {
    ...OF_TABLES,
    'scores of paired seeds': await ofScores(table({})),
    'scores of equal variants': await ofScores(table({ gap: 0 })),
    'scores of three variants': await ofScores(table({ variants: ['old', 'new', 'newest'], runs: 12 })),
    'scores, two runs each': await ofScores(table({ runs: 2 })),
    'scores, one of them failed': await ofScores(table({ runs: 12, failed: ['new 3'] })),
    'scores on two data sets': await ofScores(table({ sets: 2 })),
    'scores on eight data sets': await ofScores(table({ sets: 8, gap: 0.03 })),
    'scores on nine data sets, all alike': await ofScores(table({ sets: 9, gap: 0 })),
    'one variant on three data sets': await ofScores(table({ variants: ['only'], sets: 3 })),
    'one run of each of five': await ofScores(table({ variants: ['a', 'b', 'c', 'd', 'e'], runs: 1 })),
    'answers to questions': await ofScores(questions(), { rowId: 'question' }),
    'a program with seeds': ofProgram({ splits: 1 }),
    'a program with splits': ofProgram({ splits: 12 }),
    'a program that changes nothing': ofProgram({ splits: 12, gap: 0 }),
    'scores, each variant with runs of its own': await ofScores(unpaired()),
    'scores on nine data sets, one without both': await ofScores(table({ sets: 9, gap: 0.03, lacks: 'new,set 4' })),
    'folds, two of them missing': await ofScores(folds()),
    'answers of three runs to questions': await ofScores(repeatedQuestions(), { rowId: 'question' }),
  };
}
