/**
 * A process of its own that ends the commands if Reseed dies. It is told of each process group over a pipe; when the pipe
 * closes (whatever the reason, `kill -9` included) it ends those that still run. It reads nothing else and no file.
 */
import { spawn } from 'node:child_process';

const PROGRAM = `
const groups = new Set();
let rest = '';
const windows = process.platform === 'win32';
const { spawnSync } = require('node:child_process');
const taskkill = (group) => spawnSync('taskkill', ['/T', '/F', '/PID', String(group)], { stdio: 'ignore' });
const end = (signal) => { for (const group of groups) try { windows ? taskkill(group) : process.kill(-group, signal); } catch {} };
process.stdin.setEncoding('utf8');
process.stdin.on('data', (text) => {
  const lines = (rest + text).split('\\n');
  rest = lines.pop();
  for (const line of lines) {
    const group = Number(line.slice(1));
    if (!(group > 1)) continue;
    if (line[0] === '+') groups.add(group); else groups.delete(group);
  }
});
process.stdin.on('close', () => {
  if (groups.size === 0) process.exit(0);
  end('SIGTERM');
  setTimeout(() => { end('SIGKILL'); process.exit(0); }, 1000);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
`;

export interface Guard {
  watch(group: number): void;
  forget(group: number): void;
  end(): void;
}

export function startGuard(): Guard {
  // A group of its own: Ctrl-C reaches the terminal's whole group, and the guard must outlive it.
  const child = spawn(process.execPath, ['-e', PROGRAM], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    windowsHide: true,
  });
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.unref();
  const tell = (line: string): void => void child.stdin.write(`${line}\n`);
  return {
    watch: (group) => tell(`+${group}`),
    forget: (group) => tell(`-${group}`),
    end: () => void child.stdin.end(),
  };
}
