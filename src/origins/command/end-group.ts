/** Ends a command with everything that it started and that did not leave its group. */
import { spawn } from 'node:child_process';

/** The program that ends a process with its children where there are no groups; undefined where there are. */
export function endingProgram(group: number, platform: NodeJS.Platform): readonly string[] | undefined {
  return platform === 'win32' ? ['taskkill', '/T', '/F', '/PID', String(group)] : undefined;
}

export function endGroup(group: number, signal: NodeJS.Signals): void {
  const program = endingProgram(group, process.platform);
  if (program !== undefined) {
    spawn(program[0]!, program.slice(1), { stdio: 'ignore', windowsHide: true }).on('error', () => undefined);
    return;
  }
  try {
    process.kill(-group, signal);
  } catch {
    // No process is left in the group.
  }
}
