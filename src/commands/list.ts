/** `reseed list`: the experiments that can be run here, with their questions. */
import { listExperiments, loadExperiment } from '../experiment/load-experiment.js';
import { isOn } from './flags.js';
import { EXIT } from './io.js';
import type { ExitCode, Flags, Io } from './io.js';

export async function list(flags: Flags, io: Io): Promise<ExitCode> {
  const found = await Promise.all(
    listExperiments(io.cwd).map(async ({ name }) => ({
      name,
      question: (await loadExperiment(name, io.cwd)).question,
    })),
  );
  if (isOn(flags, 'json')) io.out(`${JSON.stringify(found, null, 2)}\n`);
  else {
    const width = Math.max(...found.map(({ name }) => name.length));
    for (const { name, question } of found) io.out(`${name.padEnd(width)}  ${question}\n`);
  }
  return EXIT.done;
}
