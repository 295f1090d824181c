/** `reseed run` with programs of one line, and what is done with the folders that it leaves. */
import type { Sessions } from './lines.js';

/** A program that scores by its seed; its second word shifts it. */
const SCORE = 'echo "accuracy: 0.$((50 + $1 * 7 % 17 + ${2:-0}))"\n';
const FAILS = 'if [ $1 -eq 3 ]; then echo no >&2; exit 4; fi\necho "accuracy: 0.$((60 + $1 % 5))"\n';
const SPLIT = 'echo "accuracy: 0.$((50 + $1 * 5 % 13 + $2 * 7 % 11 + ${3:-0}))"\n';
const [A, B] = ["'a=/bin/sh p.sh {seed}'", "'b=/bin/sh p.sh {seed} 2'"];

const FILES = { 'p.sh': SCORE, 'f.sh': FAILS, 's.sh': SPLIT, 'quiet.sh': 'exit 0\n', 'c.sh': 'echo "accuracy: 0.7"\n' };

export const PROGRAMS: Sessions = {
  programs: {
    files: FILES,
    lines: [
      `run ${A} ${B} --seeds 3 --dry-run`,
      `run ${A} ${B} --seeds 3 --quiet`,
      `run ${A} ${B} --seeds 3 --quiet --json --metric accuracy --no-html`,
      `run ${A} ${B} --seeds 4 --dry-run --json`,
      `run ${A} ${B} --seeds 3,5,9 --quiet --markdown --out listed`,
      `run ${A} ${B} --seeds 3 --quiet --check-seed --metric accuracy --out checked`,
      `run ${A} ${B} --seeds 3 --quiet --fresh`,
      `run ${A} ${B} --seeds 2 --quiet`,
      `run ${A} ${B} --seeds 3 --quiet --name mine --fail-on 'accuracy<0.5'`,
    ],
  },
  'programs until they are sure': {
    files: FILES,
    lines: [
      `run 'a=/bin/sh s.sh {split} {seed}' 'b=/bin/sh s.sh {split} {seed} 3' --seeds 1 --quiet --no-html --until accuracy.difference<0.2 --min-splits 3`,
      'report results/a-vs-b --markdown',
      'report results/a-vs-b --json --no-html',
      'verify results/a-vs-b',
      `run 'a=/bin/sh s.sh {split} {seed}' 'b=/bin/sh s.sh {split} {seed} 3' --seeds 1 --quiet --no-html --until accuracy.difference<0.0001 --min-splits 3 --splits 4 --out four`,
      `run 'a=/bin/sh c.sh {seed}' 'b=/bin/sh c.sh {seed} 1' --seeds 2 --quiet --no-html --check-seed --out same`,
      'report same --json --no-html',
    ],
  },
  'programs that fail': {
    files: FILES,
    lines: [
      `run ${A} 'c=/bin/sh f.sh {seed}' --seeds 5 --quiet --keep-logs failed`,
      `run ${A} 'c=/bin/sh f.sh {seed}' --seeds 5 --quiet --incident-codes 4,x`,
      `run ${A} 'q=/bin/sh quiet.sh {seed}' --seeds 2 --quiet --metric accuracy`,
      `run ${A} 'q=/bin/sh quiet.sh {seed}' --seeds 2 --quiet --out other`,
      `run 'a=/bin/sh s.sh {split} {seed}' 'b=/bin/sh s.sh {split} {seed} 3' --splits 3 --seeds 2 --quiet --out splits`,
      `run 'a=/bin/sh s.sh {split} {seed}' 'b=/bin/sh s.sh {split} {seed} 3' --splits 3 --seeds 2 --dry-run --out splits`,
    ],
  },
  shards: {
    files: FILES,
    lines: [
      `run ${A} 'c=/bin/sh f.sh {seed}' --seeds 5 --quiet --no-html`,
      `run ${A} ${B} --seeds 3 --shard 1/2 --quiet --name parts`,
      `run ${A} ${B} --seeds 3 --shard 2/2 --quiet --name parts --json`,
      `run ${A} ${B} --seeds 3 --shard 3/2 --quiet --name parts`,
      'report results/parts.shard-1-of-2 --no-html',
      'verify results/parts.shard-2-of-2',
      'merge results/parts.shard-1-of-2',
      'merge results/parts.shard-1-of-2 results/parts.shard-2-of-2',
      'merge results/parts.shard-1-of-2 results/parts.shard-2-of-2 --json --out joined --no-html',
      'merge results/parts.shard-1-of-2 results/a-vs-c',
      'merge missing',
      'merge',
    ],
  },
  rescore: {
    files: FILES,
    lines: [
      `run ${A} ${B} --seeds 3 --quiet --no-html`,
      'rescore results/a-vs-b',
      'rescore results/a-vs-b --metric loss',
      `rescore results/a-vs-b --match 'accuracy=^accuracy: (\\S+)' --json`,
      `rescore results/a-vs-b --match 'accuracy'`,
      'rescore missing',
      'rescore results/a-vs-b --metric accuracy --better up',
    ],
  },
  forget: {
    files: FILES,
    lines: [
      `run ${A} ${B} --seeds 3 --quiet --no-html`,
      `run ${A} 'c=/bin/sh f.sh {seed}' --seeds 5 --quiet --no-html`,
      `run 'a=/bin/sh s.sh {split} {seed}' 'b=/bin/sh s.sh {split} {seed} 3' --splits 3 --seeds 2 --quiet --no-html --out splits`,
      'forget results/a-vs-c',
      'forget results/a-vs-c --status failed',
      'forget results/a-vs-c --status crashed',
      'forget results/a-vs-b --variant b --seed 0',
      'forget results/a-vs-b --seed 1',
      'forget splits --split 0',
      'forget results/a-vs-c --variant c',
      'forget results/a-vs-b --variant z',
      'forget results/a-vs-b --seed x',
      'forget splits --split 1',
      'forget splits --split 9',
      'forget missing --variant a',
      `run ${A} ${B} --seeds 3 --quiet`,
    ],
  },
  'reports on programs': {
    files: FILES,
    lines: [
      `run ${A} ${B} --seeds 3 --quiet --no-html`,
      `run ${A} ${B} --seeds 3 --name mine --quiet --no-html`,
      `run 'a=/bin/sh s.sh {split} {seed}' 'b=/bin/sh s.sh {split} {seed} 3' --splits 3 --seeds 2 --quiet --no-html --out splits`,
      'verify results/a-vs-b',
      'verify splits --json',
      'report splits --json',
      'report splits --markdown',
      'compare results/a-vs-b results/mine',
      'compare results/a-vs-b splits',
    ],
  },
  'programs refused': {
    files: FILES,
    lines: [
      ...['0', 'x', '1,x', '1,1'].map((seeds) => `run ${A} ${B} --seeds ${seeds} --quiet`),
      `run ${A}`,
      `run '/bin/sh p.sh'`,
      `run ${A} 'a=x'`,
      `run ${A} 'b=/bin/sh missing.sh {seed}' --quiet --seeds 2 --out gone`,
      `run ${A} 'b=/bin/sh p.sh {sed}' --quiet`,
      `run ${A} ${B} --splits 3 --quiet`,
      ...[
        '--timeout soon',
        '--disk much',
        '--gpus x',
        '--gpus-per-run 2',
        '--gpus 0,1 --gpus-per-run 3',
        '--keep-logs none',
        '--jobs 0',
        '--jobs many',
        '--metric nothing --seeds 2 --out n',
        '--better higher --seeds 2 --dry-run',
        '--metrics accuracy,loss --dry-run --seeds 2',
        "--match 'x=('",
        '--until accuracy.difference<0.01',
        '--min-splits 4',
        '--shard one',
        '--name ../x',
        '--uses nowhere',
        '--seeds 2 --timeout 20m --uses p.sh --shell --dry-run',
        '--queue nowhere',
        '--threshold accuracy=1 --threshold accuracy=2',
        '--threshold sd=x',
      ].map((rest) => `run ${A} ${B} --quiet ${rest}`),
    ],
  },
  'workers refused': {
    files: {},
    lines: [
      'worker',
      'worker --queue nowhere',
      'worker --queue redis://127.0.0.1:1 --workers 0',
      'worker --queue redis://127.0.0.1:1 --idle x',
      'worker --queue redis://127.0.0.1:1 --lock 0',
    ],
  },
};
