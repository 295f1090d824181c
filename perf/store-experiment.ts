/** What `store.ts` has `reseed bench` resume: ten runs a split, `--splits` says how many. */
import { idleExperiment } from './idle-bench.js';

export default idleExperiment(10_000);
