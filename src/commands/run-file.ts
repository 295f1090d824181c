/** The question of `reseed run` as an experiment file, for machines that work together. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandQuestion } from '../origins/command/variant.js';
import { UserError } from '../base/errors.js';
import type { Io } from './io.js';

/** @returns its path. @throws {UserError} if another file of that name is there */
export function writeExperiment(question: CommandQuestion, io: Io): string {
  const file = `${question.name}.mjs`;
  const path = join(io.cwd, file);
  const text = experimentText(question);
  if (!existsSync(path)) {
    writeFileSync(path, text, { flag: 'wx' });
    io.err(
      `note: the question is written to ./${file}: every machine takes the commands from its own copy of it, never from a message\n`,
    );
  } else if (readFileSync(path, 'utf8') !== text) {
    throw new UserError(
      `./${file} is there, and it asks something else.`,
      'Give this question another --name, or delete the file.',
    );
  } else io.err(`note: ./${file} holds this question\n`);
  return `./${file}`;
}

function experimentText({ folder: _folder, protocol, seedNumbers, vary, ...rest }: CommandQuestion): string {
  const amounts = {
    seeds: seedNumbers ?? protocol.seeds,
    ...(vary.includes('split') ? { splits: protocol.splits } : {}),
  };
  return `// Written by "reseed run"; it may be changed as any experiment file.\nexport default ${JSON.stringify({ ...rest, ...amounts }, null, 2)};\n`;
}
