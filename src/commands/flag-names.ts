/**
 * Every flag and positional of the command line, once, with what it decides. Types, the canonical command and what `--all`
 * refuses come from here, so a name that is misspelt or forgotten does not compile. What a flag is called for in `--help`
 * stands with the commands that take it.
 */

/**
 * `runs` and `table` decide which runs there are (in the order of the canonical command), `metrics` what a report is about,
 * `place` where runs are made and kept; the others none of these.
 */
type Decides = 'runs' | 'table' | 'metrics' | 'place' | 'nothing';

const FLAGS = {
  // Which experiment, on which table, read how.
  experiment: 'table',
  data: 'table',
  target: 'table',
  drop: 'table',
  task: 'table',
  delimiter: 'table',
  decimal: 'table',
  encoding: 'table',
  missing: 'table',
  'skip-lines': 'table',
  numeric: 'table',
  category: 'table',
  'same-words': 'table',
  'ignore-index': 'table',
  'drop-missing-target': 'table',
  keep: 'table',
  copies: 'table',
  // Which runs.
  group: 'runs',
  time: 'runs',
  folds: 'runs',
  'class-weight': 'runs',
  'log-target': 'runs',
  until: 'runs',
  'min-splits': 'runs',
  splits: 'runs',
  seeds: 'runs',
  seed: 'runs',
  engine: 'runs',
  backend: 'runs',
  metric: 'metrics',
  metrics: 'metrics',
  threshold: 'metrics',
  out: 'place',
  shard: 'place',
  queue: 'place',
  // How a command goes about it, and what it prints.
  all: 'nothing',
  'allow-mixed': 'nothing',
  html: 'nothing',
  open: 'nothing',
  'dry-run': 'nothing',
  'fail-on': 'nothing',
  force: 'nothing',
  fresh: 'nothing',
  idle: 'nothing',
  json: 'nothing',
  latex: 'nothing',
  markdown: 'nothing',
  bibtex: 'nothing',
  lock: 'nothing',
  masks: 'nothing',
  quiet: 'nothing',
  split: 'nothing',
  steps: 'nothing',
  values: 'nothing',
  variant: 'nothing',
  workers: 'nothing',
  // What `plan` plans for.
  budget: 'nothing',
  correlation: 'nothing',
  detect: 'nothing',
  'half-width': 'nothing',
  power: 'nothing',
  'sd-ratio': 'nothing',
  'total-sd-ratio': 'nothing',
  'sd-seed': 'nothing',
  'sd-split': 'nothing',
  // How `scores` reads a file.
  baseline: 'nothing',
  better: 'nothing',
  block: 'nothing',
  cluster: 'nothing',
  columns: 'nothing',
  dataset: 'nothing',
  derive: 'nothing',
  fill: 'nothing',
  level: 'nothing',
  repeat: 'nothing',
  reruns: 'nothing',
  row: 'nothing',
  scale: 'nothing',
  status: 'nothing',
  step: 'nothing',
  take: 'nothing',
  'test-share': 'nothing',
  where: 'nothing',
  // How `run` runs commands.
  'check-seed': 'nothing',
  'clean-out': 'nothing',
  disk: 'nothing',
  gpus: 'nothing',
  'gpus-per-run': 'nothing',
  'incident-codes': 'nothing',
  'keep-logs': 'nothing',
  match: 'nothing',
  uses: 'nothing',
  jobs: 'nothing',
  shell: 'nothing',
  timeout: 'nothing',
  // How `init` begins.
  door: 'nothing',
  command: 'nothing',
  // Positionals.
  commands: 'nothing',
  dir: 'nothing',
  dirs: 'nothing',
  file: 'nothing',
  files: 'nothing',
  first: 'nothing',
  name: 'nothing',
  second: 'nothing',
} as const satisfies Readonly<Record<string, Decides>>;

export type FlagName = keyof typeof FLAGS;

export const FLAG_NAMES = Object.keys(FLAGS) as readonly FlagName[];

/** In the order in which the canonical command writes them. */
export function flagsThatDecide(...what: readonly Decides[]): readonly FlagName[] {
  return FLAG_NAMES.filter((name) => what.includes(FLAGS[name]));
}
