/** The three doors: what people come with, the command that answers it, and how they are asked which is theirs. */
import { UserError } from '../base/errors.js';
import { choice } from './flags.js';
import type { Flags, Io } from './io.js';

export const DOORS = ['table', 'program', 'scores'] as const;
export type Door = (typeof DOORS)[number];

const WHAT_FOR: Readonly<Record<Door, readonly [has: string, command: string]>> = {
  table: ['a table (CSV): does dropout help on it?', 'npx reseed bench --data my.csv --target price'],
  program: [
    'a program that prints a score',
    "npx reseed run 'plain=python train.py --seed {seed}' 'mixup=python train.py --seed {seed} --mixup .2'",
  ],
  scores: ['scores that you have already', 'npx reseed scores results.csv'],
};

/** What `reseed` says by itself where nobody can be asked. */
export function doorsShown(): string {
  const lines = DOORS.map((door) => `${WHAT_FOR[door][0]}\n    ${WHAT_FOR[door][1]}`);
  return [
    'How much of your model’s score is luck? You have …',
    ...lines.map((line) => `  ${line}`),
    '  nothing yet\n    npx reseed bench',
    '"npx reseed init NAME" writes a start to change; "npx reseed --help" shows every command.\n',
  ].join('\n');
}

/** The door that `--door` names, or the flags of one; asked for on a terminal; the table where nobody can be asked. */
export async function doorOf(flags: Flags, io: Io): Promise<Door> {
  const named = choice(flags, 'door', DOORS);
  if (named !== undefined) return named;
  if (flags.data === undefined && flags.command !== undefined) return 'program';
  if (flags.data !== undefined || io.ask === undefined) return 'table';
  io.err(`${['What do you have?', ...DOORS.map((door, i) => `  ${i + 1}  ${WHAT_FOR[door][0]}`)].join('\n')}\n`);
  return pick(await io.ask('1, 2 or 3: '));
}

function pick(answer: string): Door {
  const door = DOORS[Number(answer) - 1] ?? DOORS.find((each) => each === answer);
  if (door === undefined)
    throw new UserError(`${JSON.stringify(answer)} is not 1, 2 or 3.`, 'Start again, and type one of them.');
  return door;
}
