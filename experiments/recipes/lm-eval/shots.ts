/**
 * lm-evaluation-harness on a task of our own, with and without examples in the prompt. Its model `dummy` answers by chance and
 * needs no download; put your own in its place. Given the name of a file, the harness
 * writes results_TIME.json beside it; given a folder, it would write into one within, where a rule does not look.
 */
import { command, defineExperiment } from 'reseed';

const line =
  'lm_eval run --model dummy --tasks sums --include_path . --output_path {out}/results.json --seed {seed} --num_fewshot {shots}';
const uses = ['sums.yaml', 'questions.jsonl'];

export default defineExperiment({
  question: 'Do three examples in the prompt help?',
  seeds: 5,
  score: { accuracy: { json: 'results_*.json', path: 'results.sums.acc,none' } },
  variants: { none: command(line, { shots: 0 }, { uses }), three: command(line, { shots: 3 }, { uses }) },
});
