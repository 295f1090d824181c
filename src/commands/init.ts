/** `reseed init NAME`: a commented start through one of three doors: a table, a program, scores. Asks on a terminal what no flag says. */
import { join, resolve } from 'node:path';
import { lookAt } from '../base/open-file.js';
import { quoted } from '../data/names.js';
import { PACKAGE_ROOT } from '../base/environment.js';
import { UserError } from '../base/errors.js';
import type { CsvFile } from '../experiment/experiment.js';
import { listExperiments } from '../experiment/load-experiment.js';
import { loadTable } from '../experiment/load-table.js';
import { shellWord } from '../base/shell-word.js';
import { replaceFile } from '../store/write-files.js';
import { dataFrom } from './data-flags.js';
import { doorOf } from './doors.js';
import type { Door } from './doors.js';
import { experimentTemplate } from './experiment-template.js';
import { text, texts } from './flags.js';
import { EXIT } from './io.js';
import { shownPath } from './folders.js';
import type { ExitCode, Flags, Io } from './io.js';
import { programTemplate } from './program-template.js';
import type { Program } from './program-template.js';
import { scoresTemplate } from './scores-template.js';

export async function init(flags: Flags, io: Io): Promise<ExitCode> {
  const data = dataFrom(flags);
  const door = await doorOf(flags, io);
  refuseForeignFlags(flags, door);
  const name = checkName(await nameFrom(flags, io));
  const start = START[door](name, { data, flags, io });
  refuseWhatIsThere(start.path, { name, io, experiment: door !== 'scores' });
  const { path, content, next } = { ...start, ...(await start.fill()) };
  replaceFile(path, content);
  io.out(`Wrote ${shownPath(io, path)}\n\n${next}\n`);
  return EXIT.done;
}

interface Start {
  readonly path: string;
  /** What is asked and read only once the file is known not to be there. */
  readonly fill: () => Promise<{ readonly content: string; readonly next: string }>;
}
interface Given {
  readonly data: CsvFile | undefined;
  readonly flags: Flags;
  readonly io: Io;
}

const START: Readonly<Record<Door, (name: string, given: Given) => Start>> = {
  table: (name, { data, io }) => ({
    path: join(io.cwd, 'experiments', `${name}.ts`),
    fill: async () => {
      const table = data ?? (await askedTable(io));
      // Reads the table now, so that a wrong file or column is told here and not at the first bench.
      if (table !== undefined) await loadTable(table, io.cwd);
      const bench = commandIn(io, 'bench');
      const next = `Next: put your question into it, then\n  ${bench} ${name} --splits 5    for a first look\n  ${bench} ${name}               for the whole answer`;
      return { content: experimentTemplate(name, table), next };
    },
  }),
  program: (name, { flags, io }) => ({
    // Here, where the programs are seen from: an experiment's commands are started in its own folder.
    path: join(io.cwd, `${name}.ts`),
    fill: async () => {
      const given = texts(flags, 'command');
      const programs = given.length > 0 ? given.map(programOf) : await askedPrograms(io);
      const next = `Next: put your programs into it, then\n  ${commandIn(io, 'plan')} ./${name}.ts     shows the commands to the letter, and starts none\n  ${commandIn(io, 'bench')} ./${name}.ts    runs them`;
      return { content: programTemplate(name, programs), next };
    },
  }),
  scores: (name, { io }) => ({
    path: join(io.cwd, `${name}.csv`),
    fill: () => {
      const scores = `${commandIn(io, 'scores')} ${name}.csv`;
      const next = `Next: put your scores into it, then\n  ${scores} --dry-run    says how it is read\n  ${scores}              answers\nA file that you have already needs no start: ${commandIn(io, 'scores')} FILE`;
      return Promise.resolve({ content: scoresTemplate(`${name}.csv`), next });
    },
  }),
};

async function askedTable(io: Io): Promise<CsvFile | undefined> {
  const path = (await io.ask?.('Which CSV file? (Enter: the built-in table): ')) ?? '';
  if (path === '') return undefined;
  const target = (await io.ask?.('Which of its columns is to be predicted?: ')) ?? '';
  return dataFrom({ data: path, target });
}

async function askedPrograms(io: Io): Promise<readonly Program[] | undefined> {
  const first = (await io.ask?.('The command that trains, {seed} where its seed goes (Enter: an example): ')) ?? '';
  if (first === '') return undefined;
  const second = (await io.ask?.('The command to compare with it: ')) ?? '';
  return [['first', first] as const, ...(second === '' ? [] : [['second', second] as const])];
}

function programOf(words: string): Program {
  const [, name, line] = /^([^=\s]+)=(.+)$/s.exec(words) ?? [];
  if (name === undefined || line === undefined)
    throw new UserError(
      `--command ${shellWord(words)} has no name.`,
      "Write --command 'plain=python train.py --seed {seed}'.",
    );
  return [name, line];
}

function refuseForeignFlags(flags: Flags, door: Door): void {
  if (door !== 'table' && flags.data !== undefined)
    throw new UserError('--data goes with --door table.', 'Leave one of them out.');
  if (door !== 'program' && flags.command !== undefined)
    throw new UserError('--command goes with --door program.', 'Leave one of them out.');
}

function refuseWhatIsThere(
  path: string,
  { name, io, experiment }: { name: string; io: Io; experiment: boolean },
): void {
  if (lookAt(path) !== undefined) {
    throw new UserError(`${shownPath(io, path)} is there already.`, 'Choose another name, or delete the file first.');
  }
  if (experiment && listExperiments(io.cwd).some((known) => known.name === name)) {
    throw new UserError(`${quoted(name)} is the name of an experiment already.`, '"reseed list" shows them all.');
  }
}

/** As it is called here: in this checkout, or in a project that has Reseed installed. */
function commandIn(io: Io, command: string): string {
  const here = resolve(io.cwd) === resolve(PACKAGE_ROOT);
  return here && command === 'bench' ? 'npm run bench --' : `npx reseed ${command}`;
}

async function nameFrom(flags: Flags, io: Io): Promise<string> {
  const name = text(flags, 'name') ?? (await io.ask?.('What is it to be called? (such as my-question): '));
  if (name !== undefined) return name;
  throw new UserError(
    'A start needs a name, and here nobody can be asked for it.',
    'Write: reseed init my-question, with --door program or --door scores if it is not about a table.',
  );
}

/** It names a file, a folder and a command-line word. */
function checkName(name: string): string {
  if (/^[a-z0-9][a-z0-9_-]{0,63}$/i.test(name)) return name;
  throw new UserError(
    `${quoted(name)} cannot name an experiment.`,
    'Use letters, digits, "-" and "_" only, at most 64, as in: reseed init my-question',
  );
}
