/** Runs tests in a copy that holds mutants: once with all of them asleep, to learn which tests reach which; then with one awake. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Mutant } from './mutants.js';
import type { Answer, Request } from './mutation-runner.js';

/** What one test file did while all mutants were asleep. */
export interface Seen {
  readonly file: string;
  readonly passed: boolean;
  readonly durationMs: number;
  readonly failure: string;
  /** The ids of the mutants that it reaches. */
  readonly reached: readonly string[];
}

export type State = 'killed' | 'timed out' | 'survived' | 'not reached';

export interface Trial {
  readonly id: string;
  readonly state: State;
  /** What failed, or how many test files of how many that reach it were run. */
  readonly why: string;
  readonly durationMs: number;
}

/** A file that takes longer is run by itself; what a mutant may cost in all: what no test has found by then has survived. */
const SHORT_MS = 4000;
const MOST_MS = 30_000;

/** Tests that call what they test; all others start programs. */
const CALLING = /^test\/(analysis|report|question|planning|library)\//u;

/** The processes of one copy; `end` them all. */
export interface Tester {
  watch(file: string): Promise<Seen>;
  tryMutant(mutant: Mutant, tests: readonly Seen[]): Promise<Trial>;
  end(): void;
}

export function openTester(copy: string): Tester {
  const hits = join(copy, 'hits');
  const spying = runner(copy, {
    NODE_OPTIONS: `--import ${fileURLToPath(new URL('../../perf/mutation-hits.mjs', import.meta.url))}`,
  });
  const plain = runner(copy, {});
  return {
    async watch(file) {
      mkdirSync(hits, { recursive: true });
      const answer = (await spying.ask({ files: [file], env: { RESEED_HITS: hits } }, 300_000)) ?? {
        passed: false,
        durationMs: 0,
        failure: 'never ended',
      };
      const lines = readdirSync(hits).flatMap((name) => readFileSync(join(hits, name), 'utf8').split('\n'));
      rmSync(hits, { recursive: true });
      return { file, ...answer, reached: [...new Set(lines)].filter((id) => id !== '') };
    },
    tryMutant: (mutant, tests) => tryMutant(plain, mutant, tests),
    end() {
      spying.end();
      plain.end();
    },
  };
}

async function tryMutant(plain: Runner, { id, file }: Mutant, tests: readonly Seen[]): Promise<Trial> {
  const reaching = nearest(
    tests.filter(({ passed, reached }) => passed && reached.includes(id)),
    file,
  );
  const began = performance.now();
  const ended = (state: State, why: string): Trial => ({
    id,
    state,
    why,
    durationMs: Math.round(performance.now() - began),
  });
  if (reaching.length === 0) return ended('not reached', '');
  let spent = 0;
  let run = 0;
  while (run < reaching.length && (spent === 0 || spent + reaching[run]!.durationMs < MOST_MS)) {
    const group = nextGroup(reaching.slice(run));
    const usual = group.reduce((sum, { durationMs }) => sum + durationMs, 0);
    const request = { files: group.map(({ file }) => file), env: { __STRYKER_ACTIVE_MUTANT__: id } };
    const answer = await plain.ask(request, 20_000 + 5 * usual);
    if (answer === undefined) return ended('timed out', request.files.join(' '));
    if (!answer.passed) return ended('killed', answer.failure.slice(0, 160));
    spent += usual;
    run += group.length;
  }
  return ended('survived', `${run} of ${reaching.length} test files`);
}

/**
 * Tests that call, and those of the folder where the mutant is (of commands, where it is the bench): a program that passes through a
 * place on its way elsewhere takes long and sees little of it. Where there are none of these, all. A source's own test comes early.
 */
function nearest(reaching: readonly Seen[], source: string): readonly Seen[] {
  const [, area = ''] = source.split('/');
  const folders = [area, ...(area === 'bench' ? ['commands'] : [])].map((name) => `test/${name}/`);
  const near = reaching.filter(({ file }) => CALLING.test(file) || folders.some((folder) => file.startsWith(folder)));
  const own = source.replace(/^src\/(.*)\.ts$/u, 'test/$1.test.ts');
  const cost = ({ file, durationMs }: Seen): number => durationMs / (file === own ? 10 : 1);
  return [...(near.length === 0 ? reaching : near)].sort((a, b) => cost(a) - cost(b));
}

/** Short files in one go: starting is what costs most. */
function nextGroup(files: readonly Seen[]): readonly Seen[] {
  const long = files.findIndex(({ durationMs }) => durationMs > SHORT_MS);
  return files.slice(0, long === -1 ? files.length : Math.max(1, long));
}

interface Runner {
  /** Undefined where it took longer than `limitMs` and was ended. */
  ask(request: Request, limitMs: number): Promise<Answer | undefined>;
  end(): void;
}

function runner(copy: string, env: Record<string, string>): Runner {
  let child: ChildProcess | undefined;
  const end = (): void => {
    // With everything that it started: it leads a group of its own.
    if (child?.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
    child = undefined;
  };
  const start = async (): Promise<ChildProcess> => {
    const own = fork(fileURLToPath(new URL('mutation-runner.js', import.meta.url)), {
      cwd: copy,
      detached: true,
      env: { ...process.env, NO_COLOR: '1', ...env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await once(own, 'message');
    return own;
  };
  return {
    async ask(request, limitMs) {
      child ??= await start();
      const own = child;
      own.send(request);
      const timer = new AbortController();
      const late = setTimeout(() => timer.abort(), limitMs);
      try {
        const [answer] = (await Promise.race([
          once(own, 'message', { signal: timer.signal }),
          once(own, 'exit', { signal: timer.signal }).then(() => [undefined]),
        ])) as [Answer | undefined];
        if (answer === undefined) end();
        return answer;
      } catch (error) {
        if (!timer.signal.aborted) throw error;
        end();
        return undefined;
      } finally {
        clearTimeout(late);
        timer.abort();
      }
    },
    end,
  };
}
