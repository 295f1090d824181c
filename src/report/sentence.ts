/** A sentence of an answer, with its emphasis and its tone apart, so that every format can show them in its own way. */

export type Tone = 'good' | 'bad' | 'flat' | 'unsure';

/** `head` is what to emphasise; `head + tail` is the sentence. Plain text. */
export interface Sentence {
  readonly head: string;
  readonly tail: string;
  readonly tone: Tone;
}

/** First letter in capitals, for the start of a sentence. */
export function capital(text: string): string {
  return /^[a-z]/.test(text) ? text.slice(0, 1).toUpperCase() + text.slice(1) : text;
}

/** First letter small, for a sentence that goes on after a colon; words in capitals and names of people stay. */
export function uncapital(text: string): string {
  const goesOn = /^[A-Z](?:[a-z]|\s)/.test(text) && !NAMES.test(text);
  return goesOn ? text.slice(0, 1).toLowerCase() + text.slice(1) : text;
}

/** Whose methods reasons begin with. */
const NAMES = /^(?:Student|Welch|Bonett|Korn|Hall|Holm|Wilcoxon|Hodges|Nadeau|Bouckaert)\b/;
