/** What the words of a status column say about a run. */

export type RunState = 'ok' | 'failed' | 'unfinished' | 'stopped by the tuner';

/** A solver's answers (`SAT`, `optimal`) say that it came to an end, too. */
const OK =
  /^(?:ok|complete|completed|finished|success|successful|succeeded|done|passed|solved|optimal|feasible|(?:un)?sat(?:isfiable)?|0|true)$/i;
const UNFINISHED = /^(?:running|queued|waiting|pending|scheduled|started|preempting|unfinished)$/i;

/** Of a text that is no known word: failed, since whoever writes "OOM" there does not mean success. */
export function stateOf(text: string | undefined): RunState {
  if (text === undefined || OK.test(text)) return 'ok';
  const word = text.replace(/^.*\./, '');
  if (OK.test(word)) return 'ok';
  if (/^pruned$/i.test(word)) return 'stopped by the tuner';
  return UNFINISHED.test(word) ? 'unfinished' : 'failed';
}
