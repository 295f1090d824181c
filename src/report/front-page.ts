/** Analyses of all experiments → the page of `results/`: each question, its answer, a thumbnail and a link. Pure. */
import { tableOf } from '../origins/facts.js';
import type { Analysis } from '../analysis/analysis.js';
import { answerSentences } from './answers/answer.js';
import { count, whole } from './format.js';
import { runsWords } from './phrases.js';
import { emphasis, link, list, paragraph, section, strong } from './page.js';
import type { Figure, Page, Paragraph, Section, Span } from './page.js';
import { pictures } from './pictures.js';
import { protocolWords } from './sections/set-up.js';
import { IS, outOf } from '../base/how-many.js';

export interface FrontPageEntry {
  /** The results folder, relative to the page; `/` between its parts. */
  readonly folder: string;
  readonly analysis: Analysis;
}

/** A report that cannot be made again: its records are not here. */
export interface OtherReport {
  /** As in `FrontPageEntry`. */
  readonly folder: string;
  readonly title: string;
  /** The files to read, the first of them under the title. */
  readonly files: readonly string[];
}

/** Of 800 px: letters of a figure are no smaller than 10 px then. */
const THUMBNAIL_WIDTH = 680;

/** In the order of the entries. @param options.report  what the headings lead to, in each folder */
export function frontPage(
  entries: readonly FrontPageEntry[],
  { report = 'report.md', others = [] }: { report?: 'report.md' | 'report.html'; others?: readonly OtherReport[] } = {},
): Page {
  const sections = entries.map((entry) => entrySection(entry, report));
  const rest = others.length === 0 ? [] : [section(['Other reports'], [list(others.map(otherLine))])];
  return { title: ['Results'], parts: [...introduction(entries), ...sections, ...rest] };
}

function otherLine({ folder, title, files: [first, ...more] }: OtherReport): readonly Span[] {
  const to = (file: string): string => `${placeOf(folder)}/${encodeURIComponent(file)}`;
  return [
    first === undefined ? title : link(to(first), title),
    ` (${folder})`,
    ...more.flatMap((file): Span[] => [', ', link(to(file), file)]),
  ];
}

function placeOf(folder: string): string {
  return folder.split('/').map(encodeURIComponent).join('/');
}

function introduction(entries: readonly FrontPageEntry[]): readonly Paragraph[] {
  const made = entries.filter(({ analysis }) => tableOf(analysis.setup)?.data.made === true).length;
  const runs = entries.reduce((sum, { analysis }) => sum + analysis.runs.planned, 0);
  const generator = strong('a generator made');
  const table: readonly Span[] =
    made === 0
      ? []
      : made === entries.length
        ? [
            ' All of them use the built-in table, which ',
            generator,
            ': what they say is true of it, and an example for other data.',
          ]
        : [` ${made} of them use the built-in table, which `, generator, '.'];
  return [
    paragraph(
      `${count(entries.length, 'question')}, ${whole(runs)} trainings. Each heading leads to its report.`,
      ...table,
    ),
    paragraph('A range in brackets is a confidence interval; “points” are percentage points.'),
  ];
}

function entrySection({ folder, analysis }: FrontPageEntry, report: string): Section {
  const { setup, runs } = analysis;
  const place = placeOf(folder);
  const [picture] = pictures(analysis);
  return section(
    [link(`${place}/${report}`, setup.question)],
    [
      runs.missing > 0
        ? paragraph(strong('Incomplete:'), ` ${outOf(runs.missing, `${whole(runs.planned)} runs`, IS)} missing.`)
        : undefined,
      { is: 'answer', sentences: answerSentences(analysis).slice(0, 2) },
      thumbnail(picture, { place, report }),
      paragraph(
        emphasis(
          `${runsWords(analysis)}; ${protocolWords(analysis)}. `,
          link(`${place}/${report}`, 'Report'),
          ', ',
          link(`${place}/summary.csv`, 'figures in numbers'),
          '.',
        ),
      ),
    ],
  );
}

function thumbnail(figure: Figure, { place, report }: { place: string; report: string }): Figure {
  const path = `${place}/${figure.path}`;
  return { ...figure, path, thumbnail: { href: `${place}/${report}`, width: THUMBNAIL_WIDTH } };
}
