/** How long whole benches take, from process start to report: the default one, and the course's, whose times were published. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface TimedBench {
  readonly command: string;
  readonly runs: number;
  readonly seconds: number;
  /** What the course took for its half of these runs (its own way, without the honest three-way splits). */
  readonly published: string;
}

const BENCHES = [
  { experiment: 'dropout-vs-none', published: '' },
  { experiment: 'course-bootstrap', published: '50 runs, about 7 minutes' },
  { experiment: 'course-bootstrap-age', published: '' },
  { experiment: 'course-bootstrap-best', published: '100 runs, about 50 minutes' },
] as const;

export function timeBenches(say: (line: string) => void): TimedBench[] {
  const cli = fileURLToPath(new URL('../src/cli.js', import.meta.url));
  return BENCHES.map(({ experiment, published }) => {
    const folder = mkdtempSync(join(tmpdir(), 'reseed-perf-'));
    try {
      const began = performance.now();
      const { status, stderr } = spawnSync(process.execPath, [cli, 'bench', experiment, '--quiet', '--out', folder]);
      const seconds = (performance.now() - began) / 1000;
      if (status !== 0) throw new Error(`bench ${experiment} failed: ${String(stderr)}`);
      const summary = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')) as { runs: { ok: number } };
      say(`bench ${experiment}: ${seconds.toFixed(1)} s`);
      return { command: `reseed bench ${experiment}`, runs: summary.runs.ok, seconds, published };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
