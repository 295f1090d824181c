/** The origin `scores`: files that others wrote → scores, with a reading that says how they were understood. */
export { readScores } from './read-scores.js';
export { fingerprintOf, openSource } from './scores-file.js';
export type { ScoresFile } from './source.js';
export type { Pairing, Score, ScoreMetric } from './scores.js';
export { parseBetter, parseDerive, parseScale, parseTake, parseTestShare, parseWhere } from './options.js';
export type { ReadOptions, Take } from './options.js';
export { readingLines } from './reading.js';
export type { ReadingWords, ScoresReading } from './scores-reading.js';
export { OpenQuestion } from './ask.js';
