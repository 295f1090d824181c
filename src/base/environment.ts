/** What this machine and this build are: the one place that reads the clock, the host and the package's own version. */
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, hostname, platform, arch, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json: two levels up from dist/src, one from src. */
export const PACKAGE_ROOT = findPackageRoot(dirname(fileURLToPath(import.meta.url)));

export const VERSION = (JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as { version: string })
  .version;

function findPackageRoot(folder: string): string {
  try {
    readFileSync(join(folder, 'package.json'));
    return folder;
  } catch {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('package.json of reseed not found above its own code');
    return findPackageRoot(parent);
  }
}

export interface Machine {
  readonly node: string;
  readonly platform: string;
  readonly cpu: string;
  /** The processor's vector instructions, as far as the system tells them; TensorFlow's kernels choose by them. */
  readonly simd: string;
  readonly cores: number;
  readonly memoryGiB: number;
}

export function describeMachine(): Machine {
  return {
    node: process.versions.node,
    platform: `${platform()} ${arch()}`,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    simd: vectorInstructions(),
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 1073741824),
  };
}

function vectorInstructions(): string {
  try {
    const flags = /^(?:flags|Features)\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? '';
    return (flags.match(/\b(?:sse4_[12]|avx\w*|fma|f16c|amx\w*|asimd\w*|sve\w*)\b/g) ?? []).sort().join(' ');
  } catch {
    return '';
  }
}

export function hostName(): string {
  return hostname();
}

/** Milliseconds since 1970, for timing fields and the manifest; never for results. */
export function clock(): number {
  return Date.now();
}

/** Milliseconds that only ever grow, for waiting and pacing: the system's clock may be set back meanwhile. */
export function stopwatch(): number {
  return performance.now();
}
