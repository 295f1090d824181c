/**
 * Analysis → the files of a report, as texts. The order here is the order on the page: the answer first, then what it rests
 * on. Knows no folder, machine, clock or worker: equal analyses give equal bytes.
 */
import type { Analysis } from '../analysis/analysis.js';
import type { Equivalence } from '../analysis/equivalence.js';
import { answerSentences } from './answer.js';
import { markdownText } from './escape.js';
import { count, whole } from './format.js';
import { alert, blocks, markdownSentence } from './markdown.js';
import { pictures } from './pictures.js';
import { comparisonsSection } from './sections/comparisons.js';
import { choiceSection } from './sections/choice.js';
import { conditionsSection, protocolWords, reproduceSection, setupSection } from './sections/conditions.js';
import { ensemblesSection } from './sections/ensembles.js';
import { equivalenceSection } from './sections/equivalence.js';
import { glossarySection } from './sections/glossary.js';
import { predictionsSection } from './sections/predictions.js';
import { rerunsSection } from './sections/reruns.js';
import { sourcesSection } from './sections/sources.js';
import { variantsSection } from './sections/variants.js';
import { majoritySentence } from './sentences.js';
import { summaryCsv, summaryJson } from './summary.js';

export interface Report {
  /** Text by path relative to the results folder, with `/`. */
  readonly files: Readonly<Record<string, string>>;
}

export interface ReportOptions {
  /** The pictures of the dropout masks, whose files the caller writes. */
  readonly masks?: { readonly markdown: string };
  /** What a comparison of two folders says about sameness. */
  readonly equivalence?: readonly Equivalence[];
}

/** Everything but `runs.csv`, which comes from records (`renderRunsCsv`), and the pictures of the masks. */
export function renderReport(analysis: Analysis, { masks, equivalence = [] }: ReportOptions = {}): Report {
  const all = pictures(analysis);
  const [main, ...others] = all;
  const show = (...kinds: readonly string[]): string =>
    blocks(others.filter(({ kind }) => kinds.includes(kind)).map(({ markdown }) => markdown));
  const curves = show('curves');
  const page = blocks([
    firstScreen(analysis),
    main.markdown,
    extent(analysis),
    show('trace'),
    sourcesSection(analysis, show('sources')),
    ensemblesSection(analysis, show('ensembles')),
    rerunsSection(analysis),
    choiceSection(analysis, show('choice')),
    variantsSection(analysis),
    show('runs'),
    comparisonsSection(analysis, show('gain', 'forest')),
    equivalenceSection(analysis, equivalence),
    predictionsSection(analysis, show('loss-parts')),
    curves === '' ? undefined : blocks(['## Learning curves', CURVES, curves]),
    masks === undefined ? undefined : blocks(['## The masks', masks.markdown.trimEnd()]),
    warningsSection(analysis),
    conditionsSection(analysis),
    setupSection(analysis),
    reproduceSection(analysis),
    glossarySection(analysis),
  ]);
  return {
    files: Object.fromEntries([
      ['report.md', `${page}\n`],
      ...all.map(({ path, svg }) => [path, svg] as const),
      ['summary.json', summaryJson(analysis, equivalence)],
      ['summary.csv', summaryCsv(analysis)],
    ]),
  };
}

const CURVES =
  'Where the validation curve turns up while the training curve goes on falling, the net is learning its training rows by heart. Training losses are taken as the net trains, with dropout on, so they can lie above the validation losses.';

const MADE =
  '**The data are made.** This table comes from a generator with a fixed seed, not from measurements: what follows is true of it, and an example for other data.';

const FLATTERING =
  '**This protocol flatters.** The rows that give the score also decide when training stops, as in the course’s notebook; scores on rows that nobody looked at would be worse. Use `holdout` for honest three-way splits.';

function firstScreen(analysis: Analysis): string {
  const { setup, runs } = analysis;
  const majority = majoritySentence(analysis);
  return blocks([
    `# ${markdownText(setup.question)}`,
    setup.data.made ? alert('NOTE', MADE) : undefined,
    setup.protocol.kind === 'courseBootstrap' ? alert('WARNING', FLATTERING) : undefined,
    runs.missing > 0
      ? alert(
          'WARNING',
          `**Incomplete.** ${count(runs.missing, 'run')} of ${whole(runs.planned)} are missing; the same command trains them.`,
        )
      : undefined,
    ...answerSentences(analysis).map(markdownSentence),
    majority === undefined ? undefined : markdownText(majority),
    setup.background === undefined ? undefined : markdownText(setup.background),
  ]);
}

/** One line under the picture: how much was trained, and whether all of it worked. */
function extent(analysis: Analysis): string {
  const { runs, variants } = analysis;
  const failed = runs.failed === 0 ? '' : `, of which ${whole(runs.failed)} failed and left no score`;
  return `*${count(runs.planned, 'run')}${failed}: ${count(variants.length, 'variant')}; ${protocolWords(analysis)}.*`;
}

function warningsSection({ warnings }: Analysis): string {
  const items = warnings.map(({ text, remedy }) => `- **${markdownText(text)}** ${markdownText(remedy)}`);
  return blocks(['## Warnings', items.length === 0 ? 'None.' : items.join('\n')]);
}
