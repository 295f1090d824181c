/** `reseed doctor`: which engines and backends work here, and what to do about the rest. */
import { describeTfjs } from '../engines/tfjs.js';
import { describeMachine, VERSION } from '../environment.js';
import { openEngine } from '../engines/open.js';
import { isOn } from './flags.js';
import { EXIT } from './io.js';
import type { ExitCode, Flags, Io } from './io.js';

export async function doctor(flags: Flags, io: Io): Promise<ExitCode> {
  const machine = describeMachine();
  const fused = await tryFused();
  const { backends } = await describeTfjs();
  if (isOn(flags, 'json')) {
    io.out(`${JSON.stringify({ reseed: VERSION, machine, engines: { fused, tfjs: backends } }, null, 2)}\n`);
    return EXIT.done;
  }
  io.out(
    `reseed ${VERSION}, Node ${machine.node}, ${machine.platform}, ${machine.cores} cores (${machine.cpu}), ${machine.memoryGiB} GiB\n\n`,
  );
  io.out(line('fused', 'wasm-simd', fused.loads, fused.reason));
  for (const { name, loads, reason, version } of backends) io.out(line('tfjs', name, loads, loads ? version : reason));
  return EXIT.done;
}

async function tryFused(): Promise<{ loads: boolean; reason: string }> {
  try {
    (await openEngine('fused')).dispose();
    return { loads: true, reason: '' };
  } catch (error) {
    return { loads: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

function line(engine: string, backend: string, loads: boolean, remark = ''): string {
  return `${loads ? 'works ' : 'absent'}  ${engine.padEnd(6)} ${backend.padEnd(11)} ${remark}\n`;
}
