/**
 * Analysis → the page of its report. The order here is the order on the page: the answer first, then what it rests on. Knows
 * no format, folder, machine, clock or worker: equal analyses give equal pages.
 */
import { isMade } from '../origins/facts.js';
import type { Analysis } from '../analysis/analysis.js';
import type { Equivalence } from '../analysis/equivalence.js';
import { questionAsked } from './question-asked.js';
import { answerSentences } from './answers/answer.js';
import { breakable, count, whole } from './format.js';
import { runsWords } from './phrases.js';
import { alert, code, emphasis, list, paragraph, section, strong, whichAreThere } from './page.js';
import type { Figure, Page, Paragraph, Part, Section } from './page.js';
import { dataSetsFigure } from './given/figure.js';
import { readSection } from './given/read.js';
import { acrossSection, duelsSection, ranksSection } from './given/over-data-sets.js';
import { cellsSection, contrastsSection } from './given/sections.js';
import { tenMoreSection } from './given/ten-more.js';
import { questionsSection } from './given/by-question.js';
import { pictures } from './pictures.js';
import { comparisonsSection } from './sections/comparisons.js';
import { choiceSection } from './sections/choice.js';
import { conditionsSection } from './sections/conditions.js';
import { ensemblesSection } from './sections/ensembles.js';
import { equivalenceSection } from './sections/equivalence.js';
import { glossarySection } from './sections/glossary.js';
import { pairingSection } from './sections/pairing.js';
import { predictionsSection } from './sections/predictions.js';
import { reproduceSection } from './sections/reproduce.js';
import { rerunsSection } from './sections/reruns.js';
import { protocolWords, setupSection } from './sections/set-up.js';
import { sourcesSection } from './sections/sources.js';
import { variantsSection } from './sections/variants.js';
import { forScaleSentence } from './answers/verdict.js';
import { IS, outOf } from '../base/how-many.js';

export interface ReportOptions {
  /** The pictures of the dropout masks. */
  readonly masks?: readonly Figure[];
  /** What a comparison of two folders says about sameness. */
  readonly equivalence?: readonly Equivalence[];
}

/** A part without its facts is left out. */
export function reportPage(analysis: Analysis, { masks = [], equivalence = [] }: ReportOptions = {}): Page {
  const [main, ...others] = pictures(analysis);
  const show = (...kinds: readonly string[]): readonly Figure[] => others.filter(({ kind }) => kinds.includes(kind));
  return {
    title: [questionAsked(analysis)],
    parts: whichAreThere([
      ...firstScreen(analysis),
      main,
      extent(analysis),
      ...show('trace'),
      sourcesSection(analysis, show('sources')),
      ensemblesSection(analysis, show('ensembles')),
      rerunsSection(analysis),
      choiceSection(analysis, show('choice')),
      variantsSection(analysis),
      ...show('runs'),
      comparisonsSection(analysis, show('gain', 'forest')),
      pairingSection(analysis),
      ...givenParts(analysis),
      equivalenceSection(analysis, equivalence),
      predictionsSection(analysis, show('loss-parts')),
      curvesSection(show('curves')),
      masks.length === 0 ? undefined : section(['The masks'], masks),
      warningsSection(analysis),
      conditionsSection(analysis),
      readSection(analysis.setup),
      setupSection(analysis),
      reproduceSection(analysis),
      glossarySection(analysis),
    ]),
  };
}

const CURVES =
  'Where the validation curve turns up while the training curve goes on falling, the net is learning its training rows by heart. Training losses are taken as the net trains, with dropout on, so they can lie above the validation losses.';

function firstScreen(analysis: Analysis): readonly (Part | undefined)[] {
  const { setup, runs } = analysis;
  const scale = forScaleSentence(analysis);
  return [
    isMade(setup) ? MADE : undefined,
    setup.protocol.kind === 'courseBootstrap' ? FLATTERING : undefined,
    runs.missing > 0
      ? alert(
          'warning',
          strong('Incomplete.'),
          ` ${outOf(runs.missing, `${whole(runs.planned)} runs`, IS)} missing; the same command trains ${runs.missing === 1 ? 'it' : 'them'}.`,
        )
      : undefined,
    ...answerSentences(analysis).map((sentence): Part => ({ is: 'answer', sentences: [sentence] })),
    scale === undefined ? undefined : { ...paragraph(breakable(scale)), aside: true },
    setup.background === undefined ? undefined : paragraph(breakable(setup.background)),
  ];
}

const MADE = alert(
  'note',
  strong('The data are made.'),
  ' This table comes from a generator with a fixed seed, not from measurements: what follows is true of it, and an example for other data.',
);

const FLATTERING = alert(
  'warning',
  strong('This protocol flatters.'),
  ' The rows that give the score also decide when training stops, as in the course’s notebook; scores on rows that nobody looked at would be worse. Use ',
  code('holdout'),
  ' for honest three-way splits.',
);

/** One line under the picture: how much was trained, and whether all of it worked. */
function extent(analysis: Analysis): Paragraph {
  const { runs, variants } = analysis;
  const failed = runs.failed === 0 ? '' : `, of which ${whole(runs.failed)} failed and left no score`;
  return paragraph(
    emphasis(`${runsWords(analysis)}${failed}: ${count(variants.length, 'variant')}; ${protocolWords(analysis)}.`),
  );
}

/** Of scores from a file. */
function givenParts({ given }: Analysis): readonly (Part | undefined)[] {
  const [metric, ...others] = given?.metrics ?? [];
  if (given === undefined || metric === undefined) return [];
  return [
    dataSetsFigure(given, metric),
    acrossSection(given, metric),
    questionsSection(given, metric),
    contrastsSection(given, metric),
    tenMoreSection(given, metric),
    duelsSection(given, metric),
    ranksSection(given, metric),
    cellsSection(given, metric),
    ...others.map((other) => {
      const parts = whichAreThere([
        acrossSection(given, other),
        questionsSection(given, other),
        contrastsSection(given, other),
      ]);
      return parts.length === 0 ? undefined : section([`Also: ${other.name}`], parts);
    }),
  ];
}

function curvesSection(figures: readonly Figure[]): Section | undefined {
  return figures.length === 0 ? undefined : section(['Learning curves'], [paragraph(CURVES), ...figures]);
}

function warningsSection({ warnings }: Analysis): Section {
  const items = warnings.map(({ text, remedy }) => [strong(breakable(text)), ` ${breakable(remedy)}`]);
  return section(['Warnings'], [items.length === 0 ? paragraph('None.') : list(items)]);
}
