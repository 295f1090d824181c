/**
 * How long whole benches take, from process start to report: the default one, a small one beside the same in scikit-learn and
 * joblib, and the course's, whose times were published.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface TimedBench {
  readonly command: string;
  /** Nets that were trained. */
  readonly runs: number;
  readonly seconds: number;
  /** What the course took for its half of these runs (its own way, without the honest three-way splits). */
  readonly published: string;
}

const BENCHES = [
  { experiment: 'dropout-vs-none', published: '' },
  { experiment: 'dropout-vs-none', flags: ['--splits', '5'], published: '' },
  { experiment: 'course-bootstrap', published: '50 runs, about 7 minutes' },
  { experiment: 'course-bootstrap-age', published: '' },
  { experiment: 'course-bootstrap-best', published: '100 runs, about 50 minutes' },
] as const satisfies readonly { experiment: string; flags?: readonly string[]; published: string }[];

/** @param options.python  where it has scikit-learn and joblib, the small bench is timed with these as well */
export function timeBenches(
  say: (line: string) => void,
  { python }: { python?: string | undefined } = {},
): TimedBench[] {
  const cli = fileURLToPath(new URL('../src/cli.js', import.meta.url));
  const ours = BENCHES.map((bench): TimedBench => {
    const { experiment, published } = bench;
    const flags = 'flags' in bench ? bench.flags : [];
    const folder = mkdtempSync(join(tmpdir(), 'reseed-perf-'));
    try {
      const began = performance.now();
      const { status, stderr } = spawnSync(process.execPath, [
        ...[cli, 'bench', experiment, ...flags],
        ...['--quiet', '--out', folder],
      ]);
      const seconds = (performance.now() - began) / 1000;
      if (status !== 0) throw new Error(`bench ${experiment} failed: ${String(stderr)}`);
      const summary = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')) as { runs: { ok: number } };
      const command = ['reseed bench', experiment, ...flags].join(' ');
      say(`${command}: ${seconds.toFixed(1)} s`);
      return { command, runs: summary.runs.ok, seconds, published };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
  return [...ours, ...joblibBench(say, python)];
}

/** None where this Python lacks what it takes. */
function joblibBench(say: (line: string) => void, python: string | undefined): TimedBench[] {
  if (python === undefined) return [];
  const script = fileURLToPath(new URL('../../perf/peers/joblib_bench.py', import.meta.url));
  const { stdout, status } = spawnSync(python, [script], { encoding: 'utf8' });
  if (status !== 0) {
    say('joblib_bench.py is left out: this Python lacks scikit-learn or joblib');
    return [];
  }
  const { seconds, nets } = JSON.parse(stdout) as { seconds: number; nets: number };
  say(`joblib_bench.py: ${seconds.toFixed(1)} s`);
  return [{ command: 'python perf/peers/joblib_bench.py', runs: nets, seconds, published: '' }];
}
