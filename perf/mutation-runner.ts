/**
 * One vitest in the copy that holds the mutants, kept alive from mutant to mutant: it transforms each file once. It is a process of its
 * own, so that a mutant that never ends can be ended from outside together with everything it started.
 */
import { createVitest } from 'vitest/node';

/** Test files, from the top of the project, and the environment to run them in. */
export interface Request {
  readonly files: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly passed: boolean;
  readonly durationMs: number;
  /** The first failure, in a line. */
  readonly failure: string;
}

const quiet = { watch: false, bail: 1, maxWorkers: 1, fileParallelism: false, reporters: [{}], passWithNoTests: true };
const vitest = await createVitest('test', quiet, {}, {});
process.on('message', (request: Request) => {
  void answer(request).then((said) => process.send!(said));
});
process.send!('ready');

async function answer({ files, env }: Request): Promise<Answer> {
  Object.assign(process.env, env);
  const began = performance.now();
  const wanted = new Set(files);
  const specifications = (await vitest.globTestSpecifications([...files])).filter(({ moduleId }) =>
    wanted.has(moduleId.slice(process.cwd().length + 1)),
  );
  // Vitest adds up the failures of all runs, and would end the next one at its first test.
  vitest.state.filesMap.clear();
  vitest.state.idMap.clear();
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
  const failed = testModules.flatMap((module) => [
    ...module.errors().map(({ message }) => message),
    ...[...module.children.allTests('failed')].map(
      (test) => `${test.fullName}: ${test.result().errors?.[0]?.message ?? ''}`,
    ),
    ...(module.ok() ? [] : [`${module.relativeModuleId} failed`]),
  ]);
  const failure =
    [...failed, ...unhandledErrors.map(String)][0] ??
    (testModules.length < wanted.size ? 'not every file was run' : '');
  return { passed: failure === '', durationMs: performance.now() - began, failure: failure.split('\n')[0]! };
}
