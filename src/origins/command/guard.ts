/**
 * A process of its own that ends the commands if Reseed dies. It is told of each start before it happens, and then of the
 * process group, over a pipe; when the pipe closes (whatever the reason, `kill -9` included) it ends those that still run.
 *
 * Between the two Reseed may die. The pipe closes only once every process that was being started has become its program: until
 * then each holds a copy of the pipe. By then the program's environment holds the mark of its start, and the guard looks for
 * that mark, which no other process has. It can do so on Linux, where the system shows the environment of one's own processes.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';

/** The variable that holds the mark of a program's start. */
export const MARK = 'RESEED_START';

const PROGRAM = `
const { spawnSync } = require('node:child_process');
const { readFileSync, readdirSync } = require('node:fs');
const groups = new Map();
let rest = '';
const windows = process.platform === 'win32';
const taskkill = (group) => spawnSync('taskkill', ['/T', '/F', '/PID', String(group)], { stdio: 'ignore' });
const end = (group, signal) => { try { windows ? taskkill(group) : process.kill(-group, signal); } catch {} };
const look = (read) => { try { return read(); } catch { return ''; } };
const groupOf = (id) => Number(look(() => readFileSync('/proc/' + id + '/stat', 'latin1')).split(') ').pop().split(' ')[2]);
const marked = (mark) => Array.from(look(() => readdirSync('/proc')))
  .filter((id) => Number(id) > 1 && ('\\0' + look(() => readFileSync('/proc/' + id + '/environ', 'latin1'))).includes('\\0${MARK}=' + mark + '\\0'))
  .map(groupOf);
process.stdin.setEncoding('utf8');
process.stdin.on('data', (text) => {
  const lines = (rest + text).split('\\n');
  rest = lines.pop();
  for (const line of lines) {
    const [mark, group] = line.slice(1).split(' ');
    if (line[0] === '-') groups.delete(mark); else groups.set(mark, Number(group));
  }
});
process.stdin.on('close', () => {
  const all = [...groups].flatMap(([mark, group]) => (group > 1 ? [group] : marked(mark))).filter((group) => group > 1);
  if (all.length === 0) process.exit(0);
  for (const group of all) end(group, 'SIGTERM');
  setTimeout(() => { for (const group of all) end(group, 'SIGKILL'); process.exit(0); }, 1000);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
`;

/** The starts of programs, each from before it begins until nothing of it is left. */
export interface Guard {
  /** A start is about to happen; its mark, which the program must have in its environment. */
  starting(): string;
  /** It has happened, and this is its group. */
  watch(mark: string, group: number): void;
  forget(mark: string): void;
  end(): void;
}

export function startGuard(): Guard {
  // A group of its own: Ctrl-C reaches the terminal's whole group, and the guard must outlive it.
  const child = spawn(process.execPath, ['-e', PROGRAM], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    windowsHide: true,
    // Another Reseed may have started this one as its program. Without its mark, that one's guard does not end this guard.
    env: { ...process.env, [MARK]: undefined },
  });
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.unref();
  // When this returns, a short text is in the pipe, and is not lost if Reseed dies at once.
  const tell = (line: string): void => void child.stdin.write(`${line}\n`);
  const own = randomUUID();
  let starts = 0;
  return {
    starting() {
      const mark = `${own}-${++starts}`;
      tell(`?${mark}`);
      return mark;
    },
    watch: (mark, group) => tell(`+${mark} ${group}`),
    forget: (mark) => tell(`-${mark}`),
    end: () => void child.stdin.end(),
  };
}
