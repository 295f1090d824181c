/** Any pipeline that prints a number: points drawn with awk, with and without their mirror images. Other awks draw other points. */
import { command, defineExperiment } from 'reseed';

const line = 'seq 500 | awk -v seed={seed} -v mirrored={mirrored} -f programs/pi.awk | tail -n 1';

export default defineExperiment({
  question: 'Does it pay to use mirror images of random points when pi is estimated?',
  background:
    'Two thousand points each: all drawn, or a quarter of them drawn and three mirror images of each. A pipeline of the shell prints the error; the seed is awk’s.',
  seeds: 40,
  metrics: [{ name: 'error', better: 'lower', label: 'error of pi', range: { least: 0 } }],
  needs: { 'a POSIX shell with seq and awk': ['/bin/sh', '-c', 'seq 1 | awk 1'] },
  variants: {
    plain: command(line, { mirrored: 0 }, { shell: true, uses: ['programs/pi.awk'] }),
    mirrored: command(line, { mirrored: 1 }, { shell: true, uses: ['programs/pi.awk'] }),
  },
});
