/** How to make the report again, and from what it was made. */
import type { Analysis } from '../../analysis/analysis.js';
import { fingerprintOf, repeatsOf, tableOf } from '../../origins/facts.js';
import { code, foldedSection, paragraph } from '../page.js';
import type { Section } from '../page.js';
import { isFromFile } from '../../question/words.js';

const SAME_BYTES = {
  everywhere: 'The command gives these bytes again on any machine, with any number of workers.',
  'one machine':
    'The command gives these bytes again on one machine, with any number of workers; TensorFlow’s kernels may round otherwise on another.',
  'not promised':
    'Nobody promises that the command gives the same scores again; the same records give the same report.',
} as const;

export function reproduceSection({ setup }: Analysis): Section {
  const table = tableOf(setup);
  const fingerprint = fingerprintOf(setup.origin);
  const made =
    table === undefined ? '' : `, numerics version ${table.numericsVersion}, engine ${table.engine} (${table.backend})`;
  return foldedSection(
    ['Make it again'],
    [
      { is: 'code block', lines: [setup.command] },
      paragraph(
        `Reseed ${setup.version}${made}, experiment seed ${setup.seed}. `,
        ...(fingerprint === undefined ? [] : ['Data fingerprint: ', code(fingerprint), '. ']),
        `${isFromFile({ setup }) ? 'The same files give these bytes again on any machine.' : SAME_BYTES[repeatsOf(setup.origin)]} Records and files: `,
        code('summary.json'),
        ', ',
        code('summary.csv'),
        ', ',
        code('runs.csv'),
        '.',
      ),
    ],
  );
}
