/** `reseed scores`, and what is done with the folders that it leaves. */
import type { Sessions } from './lines.js';

const wave = (i: number, k: number): number => ((i * 37 + k * 11) % 23) / 460;

/** Two models on `sets` data sets over five seeds. */
function many(sets: number, gap = 0.02): string {
  const rows = Array.from({ length: sets * 10 }, (_, i) => {
    const [set, seed, model] = [Math.floor(i / 10), Math.floor(i / 2) % 5, i % 2];
    return `${'ab'[model]},set${set},${seed},${(0.7 + set / 40 + wave(set, seed) + model * gap + wave(i, 3) / 9).toFixed(4)}`;
  });
  return `model,dataset,seed,accuracy\n${rows.join('\n')}\n`;
}

/** Two or more models over twelve seeds. */
function long(models = 'ab', metric = 'accuracy', shift = 0): string {
  const rows = models
    .split('')
    .flatMap((model, m) =>
      Array.from({ length: 12 }, (_, i) => `${model},${i},${(0.7 + shift + m / 60 + wave(i, m)).toFixed(4)}`),
    );
  return `model,seed,${metric}\n${rows.join('\n')}\n`;
}

/** Curves: three epochs of each run, some of which crashed. */
const CURVES = `model,seed,epoch,state,val_loss\n${['a', 'b']
  .flatMap((model, m) =>
    Array.from({ length: 24 }, (_, i) => {
      const [seed, epoch] = [Math.floor(i / 3), i % 3];
      const state = m === 1 && seed === 7 ? 'crashed' : 'finished';
      return `${model},${seed},${epoch},${state},${(0.9 - epoch / 5 - m / 30 + wave(seed, m)).toFixed(4)}`;
    }),
  )
  .join('\n')}\n`;

/** Folds of a cross-validation, one of which a model lacks. */
const FOLDS = `model,fold,accuracy\n${['a', 'b', 'c']
  .flatMap((model, m) =>
    Array.from({ length: 20 }, (_, i) =>
      m === 2 && i === 7 ? '' : `${model},${i},${(0.7 + m / 40 + wave(i, m)).toFixed(4)}`,
    ),
  )
  .filter((line) => line !== '')
  .join('\n')}\n`;

/** Answers over three seeds, in topics; a number for each. */
const SEEDED = `model,seed,item,topic,points\n${['old', 'new']
  .flatMap((model, m) =>
    Array.from(
      { length: 36 },
      (_, i) => `${model},${i % 3},q${Math.floor(i / 3)},t${Math.floor(i / 9)},${((i * 7 + m * 3) % 11) + m}`,
    ),
  )
  .join('\n')}\n`;

/** Losses of four models on seven data sets, one score each; one is missing, two are equal. */
const TIMES = `model,dataset,loss\n${['a', 'b', 'c', 'd']
  .flatMap((model, m) =>
    Array.from({ length: 7 }, (_, d) =>
      m === 3 && d === 2
        ? ''
        : `${model},set${d},${(10 + d * 3 + (m === 1 && d < 2 ? 0 : m) * 0.7 + wave(d, m) * 20).toFixed(2)}`,
    ),
  )
  .filter((line) => line !== '')
  .join('\n')}\n`;

/** Means with their errors, as papers print them. */
const PRINTED = 'model,accuracy,se\nold,0.81,0.01\nnew,0.84,0.012\nnewest,0.85,0.02\n';

const ANSWERS = `model,question_id,passage,correct\n${Array.from({ length: 40 }, (_, q) =>
  ['a', 'b'].map((model) => `${model},${q},p${q % 8},${model === 'b' || q % 3 > 0 ? 1 : 0}`).join('\n'),
).join('\n')}\n`;

export const SCORES: Sessions = {
  'scores of two models': {
    files: { 'x.csv': long() },
    lines: [
      'scores x.csv --dry-run',
      'scores x.csv',
      'scores x.csv --quiet',
      'scores x.csv --markdown',
      'scores x.csv --no-html --out there --baseline b',
      'scores x.csv --out there/my-folder --level 0.9 --seed 3 --threshold accuracy=2',
    ],
  },
  'scores on data sets': {
    files: { 'x.csv': long(), 'sets.csv': many(10), 'three.csv': long('abc') },
    lines: [
      'scores sets.csv',
      'scores sets.csv --quiet --dataset dataset --variant model --block seed',
      'scores three.csv --baseline c',
      'scores three.csv --where model=a,b --quiet',
      "scores three.csv --where 'seed<6' --quiet",
      "scores x.csv --derive 'arm=model' --quiet",
    ],
  },
  'scores that leave a question open': {
    files: {
      'x.csv': long(),
      'three.csv': long('abc'),
      'gap.csv': long('ab', 'gap'),
      'two.csv': 'model,seed,accuracy,f1\na,1,.7,.6\na,2,.72,.61\nb,1,.74,.66\nb,2,.73,.6\n',
    },
    lines: [
      'scores gap.csv',
      'scores gap.csv --metric gap --better lower --scale plain --quiet',
      "scores gap.csv --variant model --block seed --baseline b --level 0.9 --seed 2 --threshold gap=1 --columns model,seed,gap --delimiter comma --encoding UTF-8 --where 'seed<9' --test-share 0.2",
      'scores two.csv --take mean --better lower --scale plain --repeat seed --row seed --cluster seed --step seed --status seed',
      'scores gap.csv --metric gap --better sideways',
      'scores two.csv',
      'scores two.csv --metric f1,accuracy --quiet',
      'scores two.csv --columns model,seed,f1 --quiet',
      'scores x.csv --test-share 0.1 --quiet',
      'scores x.csv three.csv --dry-run',
    ],
  },
  'files that hold no scores': {
    files: {
      'x.csv': long(),
      'empty.csv': '',
      'head.csv': 'model,seed,accuracy\n',
      'words.csv': 'model,seed,accuracy\na,1,good\nb,1,bad\n',
    },
    lines: [
      'scores x.csv --quiet --no-html',
      'scores results/x --quiet --out again',
      'scores results/x/runs.csv --dry-run',
      ...['empty.csv', 'head.csv', 'words.csv', 'missing.csv', 'there'].map((file) => `scores ${file}`),
      'scores',
      { 'foreign/report.md': 'mine' },
      'scores x.csv --out foreign',
    ],
  },
  'scores of many kinds': {
    files: {
      'folds.csv': FOLDS,
      'seeded.csv': SEEDED,
      'times.csv': TIMES,
      'printed.csv': PRINTED,
      'own.csv': `model,run,f1\n${Array.from({ length: 11 }, (_, i) => `${i < 6 ? 'x' : 'y'},${i},${(0.6 + wave(i, 2)).toFixed(4)}`).join('\n')}\n`,
      'flat.csv': 'model,seed,accuracy\na,1,.7\na,2,.7\na,3,.7\nb,1,.8\nb,2,.8\nb,3,.8\n',
      'alone.csv': 'model,seed,accuracy\na,1,.7\nb,2,.8\n',
      'huge.csv': `model,seed,cost\n${Array.from({ length: 16 }, (_, i) => `${'ab'[i % 2]},${i >> 1},${(2 + wave(i, 1) + (i % 2) / 5).toFixed(4)}e18`).join('\n')}\n`,
      'uneven.csv': 'model,run,accuracy\na,1,.7\na,2,.71\na,3,.75\nb,9,.8\nc,7,.7\nc,8,.7\n',
      ' (odd) name..csv': long('ab'),
    },
    lines: [
      ...['folds', 'times', 'printed', 'own', 'flat', 'alone'].flatMap((name) => [
        `scores ${name}.csv --no-html --better ${name === 'times' ? 'lower' : 'higher'} --quiet`,
        `cat results/${name}/report.md`,
      ]),
      'scores huge.csv --metric cost --better lower --scale plain --no-html --quiet',
      'cat results/huge/report.md',
      'scores uneven.csv --no-html --quiet',
      'cat results/uneven/report.md',
      "scores folds.csv --test-share 0.05 --block fold --no-html --markdown --where 'fold<12' --out few",
      'scores folds.csv --test-share 0.05 --block fold --no-html --quiet',
      'cat results/folds/report.md',
      'scores folds.csv --test-share 0.05 --block fold --where model=a,b --json --no-html',
      'scores seeded.csv --row item --cluster topic --repeat seed --better higher --scale plain --no-html',
      'cat results/seeded/report.md',
      'cat results/times/summary.csv',
      "scores ' (odd) name..csv' --no-html",
      'ls results',
    ],
  },
  gates: {
    files: {
      'x.csv': long(),
      'sets.csv': many(2),
      'ten.csv': many(10),
      'alone.csv': 'model,seed,accuracy\na,1,.8\nb,1,.7\n',
      'flat.csv': 'model,seed,accuracy\na,1,.7\na,2,.7\na,3,.7\nb,1,.8\nb,2,.8\nb,3,.8\n',
      'three.csv': long('abc'),
    },
    lines: [
      ...['accuracy<0.1', 'accuracy<-0.005', 'accuracy<0.02', 'accuracy.sdRatio<0.9'].flatMap((gate) => [
        `scores sets.csv --quiet --no-html --markdown --fail-on '${gate}'`,
        `scores ten.csv --quiet --no-html --markdown --fail-on '${gate}'`,
      ]),
      ...['accuracy<-0.5', 'accuracy.mean<0.6'].flatMap((gate) => [
        `scores alone.csv --quiet --no-html --markdown --fail-on '${gate}'`,
        `scores flat.csv --quiet --no-html --markdown --fail-on '${gate}'`,
      ]),
      "scores three.csv --quiet --no-html --markdown --fail-on 'accuracy<0.025'",
      "scores three.csv --quiet --no-html --markdown --fail-on 'accuracy.sdRatio<1.01'",
      ...['accuracy<0.1', 'accuracy<-0.005', 'accuracy<0.017', 'accuracy.sdRatio<0.5', 'accuracy.mean<0.9', 'f1<0'].map(
        (gate) => `scores x.csv --quiet --no-html --fail-on '${gate}'`,
      ),
      ...['accuracy', 'accuracy<', 'accuracy<x', '<1', 'accuracy.median<1'].map(
        (gate) => `scores x.csv --quiet --no-html --fail-on '${gate}'`,
      ),
    ],
  },
  reports: {
    files: { 'x.csv': long() },
    lines: [
      'scores x.csv --quiet --no-html',
      'scores x.csv --quiet --no-html --out there/my-folder --level 0.9 --seed 3 --threshold accuracy=2',
      'report results/x',
      'report results/x --quiet',
      'on a terminal: report results/x',
      'on a terminal: scores x.csv --no-html',
      'report results/x --latex --bibtex',
      'report results/x --open --no-html',
      'cat results/x/report.md',
      'cat results/x/runs.csv',
      'cat results/x/summary.csv',
      'report results/x --latex',
      'report results/x --bibtex',
      'report results/x --markdown --threshold accuracy=50',
      'report results/x --metric f1',
      'report results/x --metrics accuracy',
      'verify results/x',
      'verify results/x --json',
      'verify there',
      'verify missing',
      'report missing',
      'report',
    ],
  },
  'damaged folders': {
    files: { 'x.csv': long() },
    lines: [
      'scores x.csv --quiet',
      { 'results/x/report.md': 'mine' },
      'verify results/x',
      'report results/x --quiet',
      'verify results/x',
      { 'results/x/report.html': '<p>cut' },
      'verify results/x --json',
      { 'results/x/summary.json': '{}' },
      'verify results/x',
      'report results/x',
      { 'results/x/runs.jsonl': '' },
      'verify results/x',
      'report results/x',
      'report results/x --force --no-html',
      'verify results/x',
      { 'results/x/runs.jsonl': 'no record\n{"hash":"1"}\n' },
      'verify results/x',
      'report results/x --force',
      { 'results/x/manifest.json': '{' },
      'verify results/x',
      'report results/x',
      'scores x.csv --quiet',
      { 'alone/runs.jsonl': '' },
      'verify alone',
      'report alone',
      'scores x.csv --out other --no-html --open',
    ],
  },
  'two folders': {
    files: { 'x.csv': long(), 'sets.csv': many(10), 'three.csv': long('abc') },
    lines: [
      'scores x.csv --quiet --no-html',
      'scores x.csv --quiet --no-html --out there/my-folder --level 0.9 --seed 3 --threshold accuracy=2',
      'scores three.csv --quiet --no-html',
      'scores sets.csv --quiet --no-html',
      'compare results/x there/my-folder',
      'compare results/x results/three --markdown',
      'compare results/x results/three --out both',
      'cat both/report.md',
      "compare results/x results/sets --fail-on 'accuracy<0.5'",
      'compare results/x results/x',
      'compare results/x missing',
      'compare results/x',
      'compare results/x results/three --out results/x',
      'compare results/x results/three --json --no-html',
    ],
  },
  'folders as git keeps them': {
    files: {
      'x.csv': long(),
      'sets.csv': many(10),
      'three.csv': long('abc'),
      'gap.csv': long('ab', 'gap'),
      'other.csv': long('yz'),
      'few.csv': long('ab').split('\n').slice(0, 5).join('\n'),
      'open.csv': 'optimizer,lr,accuracy\nsgd,0.1,0.9\nsgd,0.2,0.8\nadam,0.1,0.7\nadam,0.2,0.6\n',
    },
    lines: [
      'scores x.csv --quiet --no-html',
      'scores three.csv --quiet --no-html --out there/x',
      'scores sets.csv --quiet --no-html',
      'scores few.csv --quiet --no-html',
      'rm results/x/runs.jsonl results/x/manifest.json there/x/runs.jsonl results/sets/manifest.json results/few/runs.jsonl',
      'compare results/x there/x',
      'compare results/x there/x --out both',
      'cat both/report.md',
      'cat both/summary.csv',
      "compare results/x there/x --fail-on 'accuracy<0.5' --markdown --threshold accuracy=3",
      "compare results/x there/x --fail-on 'accuracy<-0.5' --json",
      'verify results/x',
      'verify there/x',
      'report results/x',
      'cp results/sets sets',
      'compare results/sets sets',
      'compare results/sets sets.csv',
      'compare results/x results/sets',
      'compare x.csv three.csv',
      'compare results/x three.csv',
      'compare x.csv gap.csv',
      'compare x.csv other.csv',
      'compare x.csv open.csv',
      'compare x.csv missing',
      'rm there/x/runs.csv',
      'compare results/x there/x',
      'compare results/few there/x',
      'rm results/few/runs.csv',
      'compare results/few there/x',
      { 'there/x/report.md': 'mine' },
      'compare results/x there/x',
      { 'odd/summary.json': '{"kind":"scores"}', 'bad/summary.json': '{"variants":{"a":{}}}' },
      'compare odd results/x',
      'compare results/x bad',
    ],
  },
  'scores of curves and answers': {
    files: { 'curves.csv': CURVES, 'answers.csv': ANSWERS },
    lines: [
      'scores curves.csv --dry-run',
      'scores curves.csv --metric val_loss --take last --quiet',
      'scores curves.csv --metric val_loss --take best --step epoch --quiet',
      'scores curves.csv --metric val_loss --take middle',
      'scores curves.csv --metric val_loss --take last --status state --block seed --quiet',
      'scores curves.csv --status none --take last --dry-run',
      'scores answers.csv --dry-run',
      'scores answers.csv --metric correct --better higher --quiet',
      'scores answers.csv --metric correct --better higher --cluster passage --row question_id',
      'scores answers.csv --row passage --dry-run',
      'scores answers.csv --metric nothing',
      'scores answers.csv --variant nothing',
      'scores answers.csv --delimiter semicolon',
      'scores answers.csv --delimiter dot',
      'scores answers.csv --encoding utf-7',
      'scores answers.csv --scale big',
      'scores answers.csv --level 2',
      'scores answers.csv --seed x',
      'scores answers.csv --where x',
      'scores answers.csv --derive x',
      'scores answers.csv --test-share 3',
      'scores answers.csv --threshold correct',
      'scores answers.csv --threshold correct=x',
      'scores answers.csv --take last --take best',
      'scores answers.csv --colour red',
    ],
  },
};
