/** How to make the report again, and from what it was made. */
import type { Analysis } from '../../analysis/analysis.js';
import { code, foldedSection, paragraph } from '../page.js';
import type { Section } from '../page.js';

export function reproduceSection({ setup }: Analysis): Section {
  const version = `Reseed ${setup.version}, numerics version ${setup.numericsVersion}, engine ${setup.engine} (${setup.backend}), experiment seed ${setup.seed}.`;
  const sameBytes =
    setup.engine === 'fused'
      ? 'The command gives these bytes again on any machine, with any number of workers.'
      : 'The command gives these bytes again on one machine, with any number of workers; TensorFlow’s kernels may round otherwise on another.';
  return foldedSection(
    ['Make it again'],
    [
      { is: 'code block', lines: [setup.command] },
      paragraph(
        `${version} Data fingerprint: `,
        code(setup.data.fingerprint),
        `. ${sameBytes} Records and files: `,
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
