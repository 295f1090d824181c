/** What ties the runs of two variants together; where it is the seed's number alone, how far it does and the answer without it. */
import type { Analysis } from '../../analysis/analysis.js';
import type { PairingAnalysis } from '../../analysis/side-answers.js';
import { changeStyle, decimalsFor, fixed, levelName } from '../format.js';
import { openNotes } from '../notes.js';
import { cell, left, paragraph, right, section, strong } from '../page.js';
import type { Line, Section } from '../page.js';
import { comparisonMetric, labelOf, present, primaryMetric } from '../reading.js';

export function pairingSection(analysis: Analysis): Section | undefined {
  const { pairing, comparisons } = analysis;
  if (pairing?.unpaired === undefined || pairing.unpaired.length === 0) return undefined;
  const metric = primaryMetric(analysis);
  const pairs = pairing.unpaired.map((one) => {
    const same = comparisons.find(({ variant, baseline }) => variant === one.variant && baseline === one.baseline);
    return { ...one, paired: same === undefined ? undefined : comparisonMetric(same, metric.name)?.difference };
  });
  const style = changeStyle(metric);
  const decimals = decimalsFor(present(pairs.flatMap(({ paired, difference }) => [paired, difference])), style.factor);
  const show = { ...style, decimals, plus: true };
  const notes = openNotes();
  const level = levelName(pairs[0]!.difference.level);
  return section(
    [headingOf(pairing)],
    [
      paragraph(whatTies(pairing)),
      {
        is: 'table',
        columns: [
          left('variants'),
          right('correlation'),
          right(`difference in ${metric.label}, paired (${level})`),
          right(`unpaired (${level})`),
        ],
        rows: pairs.map(({ variant, baseline, correlation, paired, difference }) => [
          cell(strong(labelOf(analysis, variant)), ' − ', strong(labelOf(analysis, baseline))),
          cell(correlation === null ? '–' : fixed(correlation, 2)),
          paired === undefined ? cell('–') : notes.cell(paired, show),
          notes.cell(difference, show),
        ]),
      },
      notes.part(),
    ],
  );
}

function headingOf({ by }: PairingAnalysis): string {
  return by === 'seed' ? 'Paired by seed number only' : 'Paired by split, on different rows';
}

function whatTies({ by, rows }: PairingAnalysis): string {
  if (by === 'split' || rows === 'different')
    return 'The predictions say that runs which are compared with each other were scored on different rows, so the pairing ties nothing together that is known: read the unpaired answer.';
  return 'Run by run the variants were given the same seed, and nobody knows what else they share. If the seed ties nothing together, the correlation is near 0 and both answers agree; where it is high, the paired one is the sharper.';
}

/** For the list of what the intervals rest on. */
export function pairingLine({ pairing }: Analysis): Line | undefined {
  if (pairing === undefined) return undefined;
  return [strong(`${TITLES[pairing.by]}.`), ` ${wordsOf(pairing)}`];
}

const TITLES = { rows: 'Paired by rows', split: 'Paired by split', seed: 'Paired by seed number only' } as const;

function wordsOf({ by, rows }: PairingAnalysis): string {
  if (by === 'rows') return 'Reseed divided the rows and gave every variant the same ones.';
  if (rows === 'the same')
    return 'The predictions came back for the same rows with the same truths, variant by variant.';
  if (rows === 'different') return 'The predictions came back for different rows.';
  return by === 'split'
    ? 'The programs divide the rows themselves, by the number of the split; that it means the same rows to each of them is believed, not checked.'
    : 'See the unpaired answer beside the paired one.';
}
