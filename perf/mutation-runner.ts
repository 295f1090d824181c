/**
 * One vitest in the copy that holds the mutants, kept alive from mutant to mutant: it transforms each file once. It is a process of its
 * own, so that a mutant that never ends can be ended from outside together with everything it started.
 */
import { join } from 'node:path';
import { createVitest } from 'vitest/node';

/** Test files, from the top of the project, each with the ids of the tests to run (none: all), and the environment to run them in. */
export interface Request {
  readonly files: Readonly<Record<string, readonly string[]>>;
  readonly env: Readonly<Record<string, string>>;
  /** Whether the first failure ends it. */
  readonly bail: boolean;
}

export interface TestAnswer {
  readonly id: string;
  readonly file: string;
  readonly name: string;
  readonly passed: boolean;
  readonly durationMs: number;
}

export interface Answer {
  readonly passed: boolean;
  readonly durationMs: number;
  /** The first failure, in a line. */
  readonly failure: string;
  /** Those that were run. */
  readonly tests: readonly TestAnswer[];
}

const quiet = { watch: false, maxWorkers: 1, fileParallelism: false, reporters: [{}], passWithNoTests: true };
const vitest = await createVitest('test', quiet, {}, {});
process.on('message', (request: Request) => {
  void answer(request).then((said) => process.send!(said));
});
process.send!('ready');

async function answer({ files, env, bail }: Request): Promise<Answer> {
  Object.assign(process.env, env);
  for (const { config } of [vitest, ...vitest.projects]) config.bail = bail ? 1 : 0;
  const began = performance.now();
  const wanted = new Map(Object.entries(files).map(([file, ids]) => [join(process.cwd(), file), ids]));
  const found = (await vitest.globTestSpecifications([...wanted.keys()])).filter(({ moduleId }) =>
    wanted.has(moduleId),
  );
  const specifications = found.map(({ project, moduleId }) => {
    const testIds = [...wanted.get(moduleId)!];
    return project.createSpecification(moduleId, testIds.length === 0 ? {} : { testIds });
  });
  // Vitest adds up the failures of all runs, and would end the next one at its first test.
  vitest.state.filesMap.clear();
  vitest.state.idMap.clear();
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
  const all = testModules.flatMap((module) => [...module.children.allTests()]);
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
  return {
    passed: failure === '',
    durationMs: performance.now() - began,
    failure: failure.split('\n')[0]!,
    tests: all
      .filter((test) => ['passed', 'failed'].includes(test.result().state))
      .map((test) => ({
        id: test.id,
        file: test.module.relativeModuleId,
        name: test.fullName,
        passed: test.ok(),
        durationMs: test.diagnostic()?.duration ?? 0,
      })),
  };
}
