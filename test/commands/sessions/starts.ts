/** `reseed init`, by flags and by answers. */
import type { Sessions } from './lines.js';
import { TABLE } from './tables.js';

export const STARTS: Sessions = {
  'a start': {
    files: { 'table.csv': TABLE },
    lines: [
      'init',
      'init mine',
      'cat experiments/mine.ts',
      'init mine',
      'init dropout-vs-none',
      'init a/b',
      'init other --data table.csv --target price --drop id,when',
      'cat experiments/other.ts',
      'init third --data table.csv',
      'init third --data table.csv --target nothing',
      'init third --target price',
      'init prog --door program',
      "init prog2 --door program --command 'plain=python train.py {seed}' --command 'mixup=python mixup.py {seed}'",
      "init prog3 --door program --command 'no name'",
      "init prog3 --command 'plain=python train.py {seed}'",
      'init prog3 --door program --data table.csv --target price',
      'cat prog.ts',
      'cat prog2.ts',
      'init kept --door scores',
      'cat kept.csv',
      'scores kept.csv --dry-run',
      'init kept --door window',
      ['init', '1', 'asked', ''],
      ['init', '1', 'asked2', 'table.csv', 'bought'],
      ['init', '2', 'asked3', ''],
      ['init', '2', 'asked4', 'python a.py {seed}', 'python b.py {seed}'],
      ['init', '2', 'asked5', 'python a.py {seed}', ''],
      ['init', '3', 'asked6'],
      ['init', '4', 'program', 'asked7', ''],
      ['init', ''],
    ],
  },
};
