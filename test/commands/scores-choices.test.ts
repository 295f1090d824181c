/** Every choice that `reseed scores` prints where it asks is typed as it stands, and must lead on. */
import { join } from 'node:path';
import yargs from 'yargs';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/base/errors.js';
import { COMMANDS } from '../../src/commands/command-list.js';
import type { Flags } from '../../src/commands/io.js';
import { scores } from '../../src/commands/scores.js';
import { OpenQuestion } from '../../src/origins/scores/index.js';
import { folderOf, readText } from '../origins/scores/files.js';
import { commandIo } from './command-io.js';

const LONG_NAME = 'a very long name of a setting, that somebody made of fifty characters or more';

/** Rows for each of the lists' values in turn. */
function rows(
  heading: string,
  lists: readonly (readonly (string | number)[])[],
  cells: readonly ((i: number) => string | number)[],
): string {
  const places = lists.reduce<(string | number)[][]>(
    (all, list) => all.flatMap((row) => list.map((each) => [...row, each])),
    [[]],
  );
  return [heading, ...places.map((row, i) => [...row, ...cells.map((cell) => cell(i))].join(','))].join('\n');
}

const score = (i: number): string => (0.5 + ((i * 37) % 101) / 250).toFixed(4);
const loss = (i: number): string => (2 - ((i * 31) % 97) / 100).toFixed(4);

const ASKED: Readonly<Record<string, string>> = {
  'which column is the variant': rows(
    'optimizer,lr,seed,accuracy',
    [
      ['sgd', 'adam'],
      [0.1, 0.01],
      [1, 2, 3],
    ],
    [score],
  ),
  'which of two is the variant': rows(
    'model,method,seed,accuracy',
    [
      ['a', 'b'],
      ['x', 'y'],
      [1, 2, 3],
    ],
    [score],
  ),
  'which is the score': rows(
    'model,seed,points,goals',
    [
      ['a', 'b'],
      [1, 2, 3, 4],
    ],
    [score, loss],
  ),
  'which way is better': rows(
    'model,seed,score',
    [
      ['a', 'b'],
      [1, 2, 3, 4],
    ],
    [score],
  ),
  'which of two is the data set': rows(
    'model,dataset,task,seed,accuracy',
    [
      ['a', 'b'],
      ['p', 'q'],
      ['s', 't'],
      [1, 2],
    ],
    [score],
  ),
  'what tells rows apart': rows(
    `model,dataset,"${LONG_NAME}",accuracy`,
    [
      ['a', 'b'],
      ['p', 'q'],
      ['u', 'v', 'w'],
    ],
    [score],
  ),
  'which step is the score': rows(
    'model,seed,epoch,accuracy,val_loss,train_loss',
    [
      ['a', 'b'],
      [1, 2],
      [1, 2, 3, 4],
    ],
    [score, loss, loss],
  ),
  'what a list is': 'model,accuracy\na,"[0.5,0.6,0.7]"\nb,"[0.6,0.7,0.9]"\n',
  'names with numbers behind':
    rows('run,accuracy', [['ppo_s0', 'ppo_s1', 'ppo_s2', 'sac_s0', 'sac_s1', 'sac_s2']], [score]) + '\nppo_s0,0.7',
  'what the names in headings are': 'Model,MMLU - EM,BoolQ - F1\na,0.7,0.5\nb,0.6,0.4\n',
  'which column names the rows of a leaderboard': 'name,win_rate,kind\ngpt,77,x\nclaude,75,x\nvicuna,70,y\n',
  'which rows of a metric count': 'unique_id,metric,ARIMA,Naive\nm1,mae,1,2\nm1,rmse,3,4\nm2,mae,5,6\nm2,rmse,7,8\n',
  'rows of one step that nothing tells apart': rows(
    'model,step,accuracy',
    [
      ['a', 'b'],
      [1, 1, 2, 2, 3, 3],
    ],
    [score],
  ),
  'a run that was started again': 'model,seed,accuracy,day\na,1,0.5,1\na,2,0.6,1\nb,1,OOM,1\nb,1,0.7,2\nb,2,0.8,1\n',
  'times alone': 'algo,run,runtime,memory\na,1,5.5,9\na,2,6.5,8\nb,1,4.5,9\nb,2,3.5,7\n',
  'shares or per cent': 'model,seed,accuracy\na,1,0.5\na,2,0.6\na,3,0.7\nb,1,0.8\nb,2,55\nb,3,66\n',
};

describe('every choice that is printed, typed as it stands, is taken or leads to another question', () => {
  it.each(Object.entries(ASKED))('%s', async (_, text) => {
    const question = await readText(text).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(question).toBeInstanceOf(OpenQuestion);
    const { question: asked, answers } = question as OpenQuestion;
    expect(answers.length).toBeGreaterThan(1);
    for (const { flag } of answers) expect(`${flag}: ${await typed(text, { flag, asked })}`).toBe(`${flag}: taken`);
  });
});

it('a choice takes the place of what was given in vain', async () => {
  const { io } = commandIo();
  const files = [
    join(folderOf({ 'runs.csv': 'model,seed,accuracy\na,1,0.5\na,2,0.6\nb,1,0.7\nb,2,0.8\n' }), 'runs.csv'),
  ];
  const refused = await scores({ files, metric: 'accuracy', baseline: 'zz' }, io).catch((error: unknown) => error);
  expect((refused as UserError).hint).toMatch(
    /--baseline b.*\n {2}Add it to: reseed scores runs\.csv --metric accuracy$/s,
  );
});

/** What comes of the command with that flag: `taken`, or the trouble. */
async function typed(text: string, { flag, asked }: { flag: string; asked: string }): Promise<string> {
  const flags = await parsed([...wordsIn(flag), '--dry-run']);
  const { io } = commandIo();
  const files = [join(folderOf({ 'runs.csv': text }), 'runs.csv')];
  try {
    await scores({ ...flags, files }, io);
    return 'taken';
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const leadsOn = error.hint?.startsWith('Say which:') === true && error.message !== asked;
    return leadsOn ? 'taken' : `${error.message} ${error.hint ?? ''}`;
  }
}

async function parsed(words: readonly string[]): Promise<Flags> {
  const line = COMMANDS.find((each) => each.words.startsWith('scores'))!;
  let flags: Flags = {};
  await yargs(['scores', 'runs.csv', ...words])
    .command(line.words, line.about, line.flags, (given) => void (flags = given as Flags))
    .strict()
    .exitProcess(false)
    .parseAsync();
  return flags;
}

/** As a POSIX shell cuts a line. */
function wordsIn(line: string): readonly string[] {
  return [...line.matchAll(/(?:[^\s']|'[^']*')+/g)].map(([word]) => word.replaceAll("'", ''));
}
