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

const SEEN_TO_REPEAT =
  'One run was made twice on one machine and gave the same bits (--check-seed); of the others, and of other machines, nobody promises it.';

function repeatWords({ setup }: Pick<Analysis, 'setup'>): string {
  if (isFromFile({ setup })) return 'The same files give these bytes again on any machine.';
  const repeats = repeatsOf(setup.origin);
  return setup.origin.kind === 'command' && repeats === 'one machine' ? SEEN_TO_REPEAT : SAME_BYTES[repeats];
}

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
        `${repeatWords({ setup })} Records and files: `,
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
