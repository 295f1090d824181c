/** Analyses of all experiments → `results/README.md`: each question, its answer, a thumbnail and a link. Pure. */
import type { Analysis } from '../analysis/analysis.js';
import { answerSentences } from './answer.js';
import { markdownText, xmlText } from './escape.js';
import { count, whole } from './format.js';
import { blocks, markdownSentence } from './markdown.js';
import { pictures } from './pictures.js';
import { protocolWords } from './sections/conditions.js';

export interface FrontPageEntry {
  /** The results folder, relative to the page; `/` between its parts. */
  readonly folder: string;
  readonly analysis: Analysis;
}

const THUMBNAIL_WIDTH = 480;

/** Markdown, in the order of the entries. */
export function renderFrontPage(entries: readonly FrontPageEntry[]): string {
  return `${blocks(['# Results', introduction(entries), ...entries.map(section)])}\n`;
}

function introduction(entries: readonly FrontPageEntry[]): string {
  const made = entries.filter(({ analysis }) => analysis.setup.data.made).length;
  const runs = entries.reduce((sum, { analysis }) => sum + analysis.runs.planned, 0);
  const table =
    made === entries.length
      ? 'All of them use the built-in table, which **a generator made**: what they say is true of it, and an example for other data.'
      : `${made} of them use the built-in table, which **a generator made**.`;
  return blocks([
    `${count(entries.length, 'question')}, ${whole(runs)} trainings. Each heading leads to its report.${made === 0 ? '' : ` ${table}`}`,
    'A range in brackets is a confidence interval; “points” are percentage points.',
  ]);
}

function section({ folder, analysis }: FrontPageEntry): string {
  const { setup, runs } = analysis;
  const link = folder.split('/').map(encodeURIComponent).join('/');
  const [picture] = pictures(analysis);
  const [first, second] = answerSentences(analysis);
  const sentences = [first, second].filter((sentence) => sentence !== undefined);
  return blocks([
    `## [${markdownText(setup.question)}](${link}/report.md)`,
    runs.missing > 0
      ? `**Incomplete:** ${count(runs.missing, 'run')} of ${whole(runs.planned)} are missing.`
      : undefined,
    sentences.map(markdownSentence).join(' '),
    `<a href="${xmlText(link)}/report.md"><img src="${xmlText(`${link}/${picture.path}`)}" width="${THUMBNAIL_WIDTH}" alt="${xmlText(picture.alt)}"></a>`,
    `*${count(runs.planned, 'run')}; ${protocolWords(analysis)}. [Report](${link}/report.md), [figures in numbers](${link}/summary.csv).*`,
  ]);
}
