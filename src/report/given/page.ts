/** Scores from a file → the page of their report, and the one of a screen. */
import type { GivenAnalysis } from '../../analysis/given/analyse-given.js';
import { count } from '../format.js';
import { alert, cell, code, foldedSection, left, list, paragraph, section, whichAreThere } from '../page.js';
import type { Page, Part } from '../page.js';
import { answerOf, questionOf } from './answer.js';
import { dataSetsFigure } from './figure.js';
import {
  acrossSection,
  cellsSection,
  contrastsSection,
  duelsSection,
  questionsSection,
  ranksSection,
  variantsTable,
} from './sections.js';

/** How the file was understood, as the reader of files said it. */
export interface HowRead {
  readonly headline: string;
  readonly columns: readonly { readonly column: string; readonly role: string; readonly words: string }[];
  readonly rules: readonly string[];
  readonly command: string;
  readonly fingerprint: string;
  readonly version: string;
}

export function givenPage(analysis: GivenAnalysis, how: HowRead): Page {
  const [metric, ...others] = analysis.metrics;
  const figure = dataSetsFigure(analysis, metric!);
  return {
    title: [questionOf(analysis)],
    parts: whichAreThere([
      ...firstScreen(analysis, how),
      figure,
      acrossSection(analysis, metric!),
      questionsSection(analysis, metric!),
      contrastsSection(analysis, metric!),
      duelsSection(analysis, metric!),
      ranksSection(analysis, metric!),
      cellsSection(analysis, metric!),
      ...others.map((other) =>
        section(
          [`Also: ${other.name}`],
          [...variantsTable(analysis, other), acrossSection(analysis, other), contrastsSection(analysis, other)],
        ),
      ),
      readSection(how),
      foldedSection(
        ['Make it again'],
        [
          { is: 'code block', lines: [how.command] },
          paragraph(
            `Reseed ${how.version}. Fingerprint of the files: `,
            code(how.fingerprint),
            '. The same files give the same bytes, on any machine. Beside this page: ',
            code('summary.json'),
            ' with every number, and ',
            code('runs.csv'),
            ' with the scores as they were read.',
          ),
        ],
      ),
    ]),
  };
}

export function givenScreen(analysis: GivenAnalysis, how: HowRead): Page {
  return { title: [questionOf(analysis)], parts: firstScreen(analysis, how) };
}

const MOST_ON_SCREEN = 20;

function firstScreen(analysis: GivenAnalysis, { rules }: HowRead): readonly Part[] {
  const [metric] = analysis.metrics;
  const table = variantsTable(analysis, metric!);
  const short = analysis.given.variants.length <= MOST_ON_SCREEN ? table : [];
  return [
    ...answerOf(analysis).map((sentence): Part => ({ is: 'answer', sentences: [sentence] })),
    ...short,
    ...warningsOf(analysis).map((words) => alert('warning', words)),
    ...rules
      .filter((rule) => /flattered|no pure repeats/.test(rule))
      .map((rule) => alert('warning', `${rule.charAt(0).toUpperCase()}${rule.slice(1)}.`)),
  ];
}

function warningsOf({ given, failures }: GivenAnalysis): readonly string[] {
  const failed = [...failures.values()].reduce((sum, each) => sum + each, 0);
  const missing = given.scores.filter(({ status }) => status === 'missing').length;
  return [
    ...(failed > 0
      ? [
          `${count(failed, 'run')} failed or never ended: ${[...failures]
            .slice(0, 6)
            .map(([reason, times]) => `${times} ${reason}`)
            .join(', ')}. Means are of the runs that have a score.`,
        ]
      : []),
    ...(missing > 0 ? [`${count(missing, 'run')} are missing that other variants have.`] : []),
    ...(given.tuning === 'grid'
      ? [
          'The settings are scored on the folds that were used to choose among them: the best one’s score is flattered. Score it on rows that had no part in the choice.',
        ]
      : []),
  ];
}

function readSection({ headline, columns, rules }: HowRead): Part {
  return section(
    ['How the file was read'],
    [
      paragraph(headline),
      {
        is: 'table',
        columns: [left('column'), left('role'), left('read as')],
        rows: columns.map(({ column, role, words }) => [cell(column), cell(role), cell(words)]),
      },
      list(rules.map((rule) => [rule])),
    ],
  );
}
