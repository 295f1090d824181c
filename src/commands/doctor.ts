/** `reseed doctor`: which engines and backends work here, how fast, and what to do about the rest. */
import { availableParallelism } from 'node:os';
import type { EngineName } from '../engines/engine.js';
import { NUMERICS_VERSION } from '../engines/fused/numerics-version.js';
import { newerNodeAdvice, useWideVectors } from '../engines/fused/wide-vectors.js';
import { FUSED_BACKEND, openEngine } from '../engines/open.js';
import { missingTfjs, TFJS_BACKENDS } from '../engines/tfjs-packages.js';
import type { BackendReport } from '../engines/tfjs.js';
import { describeMachine, VERSION } from '../base/environment.js';
import type { Machine } from '../base/environment.js';
import { measureSpeed, speedCheckTask } from '../bench/speed-check.js';
import { isOn } from './flags.js';
import { EXIT } from './io.js';
import type { ExitCode, Flags, Io } from './io.js';
import { whole } from '../base/how-many.js';

/** One line of the diagnosis: what `--json` prints of a backend. */
export interface Finding {
  readonly engine: EngineName;
  readonly backend: string;
  readonly loads: boolean;
  readonly version: string;
  /** Why it does not load, and what to do; empty if it loads. */
  readonly reason: string;
  /** Cores that one worker keeps busy. */
  readonly coresAWorker: number;
  /** Replica-epochs a second of one worker; null if it does not load. */
  readonly epochsPerSecond: number | null;
}

const WHAT =
  'replica-epochs/s of one worker: 50-25 relu net with dropout, 1,600 rows, batches of 32; about a second each';

/** @param options.ms  how long each backend trains */
export async function doctor(flags: Flags, io: Io, { ms = 1000 }: { ms?: number } = {}): Promise<ExitCode> {
  const machine = describeMachine();
  const workers = availableParallelism();
  const findings = await examine(ms);
  if (isOn(flags, 'json')) {
    const chosen = chosenOf(findings);
    io.out(`${JSON.stringify({ schema: 1, reseed: VERSION, machine, workers, chosen, engines: findings }, null, 2)}\n`);
  } else io.out(doctorWords(findings, { machine, workers }));
  return EXIT.done;
}

async function examine(ms: number): Promise<readonly Finding[]> {
  const backends = await examineTfjs();
  const fused = {
    name: FUSED_BACKEND,
    loads: true,
    reason: '',
    version: `${VERSION}, numerics version ${NUMERICS_VERSION}, ${useWideVectors() ? 256 : 128}-bit vectors`,
  };
  const taskOf = await speedCheckTask();
  const findings: Finding[] = [];
  for (const [engine, { name, ...found }] of [
    ['fused', fused] as const,
    ...backends.map((backend) => ['tfjs', backend] as const),
  ]) {
    const checked = found.loads ? await check(engine, { backend: name, taskOf, ms }) : { epochsPerSecond: null };
    findings.push({ engine, backend: name, coresAWorker: 1, ...found, ...checked });
  }
  return findings;
}

/** Nothing of TensorFlow.js is imported where it is not installed. */
async function examineTfjs(): Promise<readonly BackendReport[]> {
  const missing = missingTfjs();
  if (missing === undefined) return (await (await import('../engines/tfjs.js')).describeTfjs()).backends;
  const reason = `${missing.message} ${missing.hint}`;
  return TFJS_BACKENDS.map((name) => ({ name, loads: false, reason, version: '' }));
}

/** Loading is not working: only what trains is said to work. */
async function check(
  engine: EngineName,
  { backend, taskOf, ms }: { backend: string; taskOf: Awaited<ReturnType<typeof speedCheckTask>>; ms: number },
): Promise<Pick<Finding, 'epochsPerSecond'> & Partial<Pick<Finding, 'loads' | 'reason'>>> {
  try {
    const opened = await openEngine(engine, { backend });
    try {
      const speed = await measureSpeed(opened, { taskOf, ms });
      return { epochsPerSecond: Number(speed.toPrecision(3)) };
    } finally {
      opened.dispose();
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const remedy =
      engine === 'fused' ? 'It needs WebAssembly with SIMD: use --engine tfjs here.' : 'Use another --backend.';
    return { loads: false, reason: `${why.replace(/\.$/, '')}. ${remedy}`, epochsPerSecond: null };
  }
}

/** What a bench takes when nothing is said, and what `--engine tfjs` takes. */
function chosenOf(findings: readonly Finding[]): { readonly fused: string | null; readonly tfjs: string | null } {
  const first = (engine: EngineName): string | null =>
    findings.find((each) => each.engine === engine && each.loads)?.backend ?? null;
  return { fused: first('fused'), tfjs: first('tfjs') };
}

/** What is found, in lines. */
export function doctorWords(
  findings: readonly Finding[],
  { machine, workers }: { machine: Machine; workers: number },
): string {
  const { node, platform, cores, cpu, memoryGiB } = machine;
  const { fused, tfjs } = chosenOf(findings);
  const advice = newerNodeAdvice();
  return [
    `reseed ${VERSION}, Node ${node}, ${platform}, ${cores} cores (${cpu}), ${memoryGiB} GiB`,
    `A bench uses ${whole(workers)} workers here, one core each; --workers changes that.`,
    '',
    ...findings.map((finding, i) => line(finding, findings[i - 1])),
    ...(advice === undefined ? [] : ['', advice]),
    '',
    WHAT,
    fused === null ? 'The default engine does not work here: use --engine tfjs.' : 'A bench takes the engine fused.',
    tfjs === null ? 'The engine tfjs does not work here.' : `With --engine tfjs it takes the backend ${tfjs}.`,
    '',
  ].join('\n');
}

function line({ engine, backend, loads, version, reason, epochsPerSecond }: Finding, above?: Finding): string {
  const what = `${loads ? 'works ' : 'absent'}  ${engine.padEnd(6)} ${backend.padEnd(11)}`;
  if (!loads) return `${what} ${above?.reason === reason ? 'for the same reason' : reason}`;
  const speed = epochsPerSecond ?? 0;
  return `${what} ${(speed < 100 ? speed.toFixed(1) : speed.toFixed(0)).padStart(6)} replica-epochs/s  ${version}`;
}
