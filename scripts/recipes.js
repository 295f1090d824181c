/**
 * The programs of docs/RECIPES.md, each run once through `reseed run` where what it needs is here; prints a table with the
 * versions, as the packages themselves tell them. RECIPES_PYTHON names the Python (default: python3).
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { optionsOf } from '../dist/perf/program-options.js';

const root = fileURLToPath(new URL('..', import.meta.url));
optionsOf(
  'npm run recipes\n  runs the programs of docs/RECIPES.md whose packages are here; RECIPES_PYTHON names the Python',
  {},
);
const python = process.env.RECIPES_PYTHON ?? 'python3';
/** A program that prints the versions of Python packages and of Python itself. */
const version = (...names) => {
  const each = names.map((name) => `"${name}", ${name}.__version__`).join(', "·", ');
  return [python, '-c', `import platform, ${names.join(', ')}; print(${each}, "· Python", platform.python_version())`];
};
const at = (file) => join(root, 'experiments/recipes', file);

const RECIPES = [
  {
    title: 'PyTorch',
    version: version('torch'),
    flags: ['--metric', 'testAccuracy'],
    variants: [
      `none=${python} '${at('train_torch.py')}' {seed}`,
      `dropout=${python} '${at('train_torch.py')}' {seed} --dropout .5`,
    ],
  },
  {
    title: 'Keras',
    version: version('keras', 'jax'),
    flags: ['--metric', 'valAccuracy'],
    variants: [
      `none=${python} '${at('train_keras.py')}' {seed}`,
      `dropout=${python} '${at('train_keras.py')}' {seed} --dropout .5`,
    ],
  },
  {
    title: 'XGBoost',
    version: version('xgboost'),
    flags: [],
    variants: [
      `most=${python} '${at('train_xgboost.py')}' {seed}`,
      `half=${python} '${at('train_xgboost.py')}' {seed} --subsample .5`,
    ],
  },
  {
    title: 'R',
    version: ['Rscript', '-e', 'cat("R", as.character(getRversion()))'],
    flags: [],
    variants: [`half=Rscript '${at('train.R')}' {seed} .5`, `tenth=Rscript '${at('train.R')}' {seed} .1`],
  },
  {
    title: 'lm-evaluation-harness',
    version: [
      python,
      '-c',
      'import platform, lm_eval; from importlib.metadata import version; print("lm_eval", version("lm_eval"), "· Python", platform.python_version())',
    ],
    // Its scores are a file of JSON, so an experiment file has the rule that reads them.
    experiment: at('lm-eval/shots.ts'),
  },
];

/** Programs that stand beside the chosen Python, such as `lm_eval`, come before those of others. */
const path = `${python.includes('/') ? `${dirname(resolve(python))}:` : ''}${process.env.PATH}`;

const rows = RECIPES.map(({ title, version: [program, ...words], experiment, flags, variants }) => {
  const env = { ...process.env, PATH: path, KERAS_BACKEND: 'jax' };
  const found = spawnSync(program, words, { encoding: 'utf8', env });
  if (found.status !== 0) return `| ${title} | not here | – |`;
  const cwd = mkdtempSync(join(tmpdir(), 'reseed-recipe-'));
  const cli = join(root, 'dist/src/cli.js');
  const asked = experiment === undefined ? ['run', '--seeds', '5', ...flags, ...variants] : ['bench', experiment];
  const out = join(cwd, 'results');
  const ran = spawnSync(process.execPath, [cli, ...asked, '--quiet', '--no-html', '--out', out], {
    ...{ cwd, encoding: 'utf8', env },
  });
  process.stderr.write(ran.stdout + ran.stderr);
  const ok =
    ran.status === 0
      ? `${readFileSync(join(out, 'runs.csv'), 'utf8').trim().split('\n').length - 1} runs`
      : `failed, exit code ${ran.status}`;
  rmSync(cwd, { recursive: true, force: true });
  return `| ${title} | ${found.stdout.trim().split('\n').at(-1)} | ${ok} |`;
});

process.stdout.write(`| recipe | versions | ran |\n|:---|:---|:---|\n${rows.join('\n')}\n`);
