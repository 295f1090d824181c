/** `reseed bench --all`: every built-in experiment in its own folder, then the front page, results/README.md. */
import { join, resolve } from 'node:path';
import { readBench } from '../bench/open-bench.js';
import { UserError } from '../base/errors.js';
import { hasOwnModels } from '../experiment/own-models.js';
import { kindOf } from '../origins/open.js';
import { isTableQuestion } from '../origins/table/kind.js';
import { listExperiments, loadExperiment } from '../experiment/load-experiment.js';
import { frontPage } from '../report/front-page.js';
import { renderMarkdown } from '../report/render/markdown.js';
import { refuseForeignFrontPage, writeFrontPage } from '../bench/publish-front-page.js';
import { bench } from './bench.js';
import { flagsThatDecide } from './flag-names.js';
import { EXIT } from './io.js';
import type { ExitCode, Flags, Io } from './io.js';

/** In the order in which the lecture asks; others follow by name. */
const ORDER = [
  'dropout-vs-none',
  'rerun',
  'regularizers',
  'dropout-rate',
  'dropout-placement',
  'ensembling',
  'sources',
  'course-bootstrap',
  'course-bootstrap-age',
  'course-bootstrap-best',
  'capacity',
];

/** Flags that would make these other benches than the committed ones, or put them elsewhere. */
const NOT_WITH_ALL = flagsThatDecide('table', 'runs', 'metrics', 'place');

export async function benchAll(flags: Flags, io: Io): Promise<ExitCode> {
  const extra = NOT_WITH_ALL.find((name) => flags[name] !== undefined);
  if (extra !== undefined) {
    throw new UserError(
      `--all runs every experiment as it is, so ${extra === 'experiment' ? 'an experiment' : `--${extra}`} does not go with it.`,
      'Leave one of the two out.',
    );
  }
  const folder = resolve(io.cwd, 'results');
  refuseForeignFrontPage(folder);
  const names = await benchNames(io.cwd);
  let worst: ExitCode = EXIT.done;
  const programs = await commandNames(io);
  const places = [
    ...names.map((name) => ({ name, out: name })),
    ...programs.map((name) => ({ name, out: `programs/${name}` })),
  ];
  for (const { name, out } of places) {
    io.err(`\n${name}\n`);
    const code = await bench({ ...flags, experiment: name, out: join('results', out) }, io);
    if (code === EXIT.interrupted || code === EXIT.usage) return code;
    if (code !== EXIT.done) worst = code;
  }
  const entries = names.map((name) => ({ folder: name, analysis: readBench(join(folder, name)).analysis }));
  writeFrontPage(folder, renderMarkdown(frontPage(entries)));
  io.out('\nFront page: results/README.md\n');
  return worst;
}

/**
 * Experiments with programs, of which this machine has all that they need. They have their own folders and no place on the
 * front page, whose bytes are the same everywhere: theirs are not.
 */
async function commandNames({ cwd, err }: Io): Promise<readonly string[]> {
  const found = listExperiments(cwd).map(({ name }) => name);
  const loaded = await Promise.all(found.map((name) => loadExperiment(name, cwd)));
  return found.filter((name, i) => {
    const question = loaded[i]!;
    const kind = kindOf(question);
    if (kind.kind !== 'command') return false;
    const missing = kind.lacks?.(question);
    if (missing !== undefined) err(`\n${name} is left out: it needs ${missing}.\n`);
    return missing === undefined;
  });
}

/** Experiments that run on the fused engine, which gives the same bytes on every machine. */
async function benchNames(cwd: string): Promise<readonly string[]> {
  const found = listExperiments(cwd).map(({ name }) => name);
  const known = [...ORDER.filter((name) => found.includes(name)), ...found.filter((name) => !ORDER.includes(name))];
  const loaded = await Promise.all(known.map((name) => loadExperiment(name, cwd)));
  return known.filter((_, i) => isTableQuestion(loaded[i]!) && !hasOwnModels(loaded[i]));
}
