/** What is said of several data sets: the forest with both questions answered, every pair of variants, ranks and interquartile means. Pure. */
import type { GivenAnalysis, GivenMetricAnalysis } from '../../analysis/given/given-analysis.js';
import type { Duel } from '../../analysis/given/wins.js';
import type { Estimate } from '../../base/estimate.js';
import { fixed, levelName, NBSP, NOTHING } from '../format.js';
import { openNotes } from '../notes.js';
import { cell, code, foldedSection, left, paragraph, right, section, strong, whichAreThere } from '../page.js';
import type { Part, Section } from '../page.js';
import { MOST_ROWS, number } from './sections.js';
import { changeShown, pText, valueShown } from './styles.js';
import { winMatrix } from './win-matrix.js';

export function acrossSection({ level, given }: GivenAnalysis, metric: GivenMetricAnalysis): Section | undefined {
  const there = metric.comparisons.filter(({ across }) => across !== undefined);
  if (there.length === 0) return undefined;
  const notes = openNotes();
  const estimates = there.flatMap(({ across }) => [across!.these, across!.likeTheseWider]);
  // Of one comparison there is nothing to adjust.
  const holm = metric.comparisons.length > 1;
  const shown = changeShown(metric, estimates);
  return section(
    ['These data sets, and others like them'],
    [
      paragraph(
        'Two questions, two units. About ',
        strong('these data sets'),
        `: each keeps its own spread over ${unitsWithin(given, metric)}. About `,
        strong('data sets like these'),
        ': each data set counts once, so that more runs on the same data sets do not help. Differences are variant − baseline.',
      ),
      paragraph(
        'How often a run is better is the mean over data sets of the share of pairs of runs in which the variant wins, ties half; its interval is about these data sets: runs are drawn again within each.',
      ),
      widerWords(Math.max(...there.map(({ across }) => across!.dataSets)), level),
      {
        is: 'table',
        columns: [
          left('variant'),
          left('baseline'),
          right(`these data sets (${levelName(level)})`),
          right(`data sets like these (${levelName(level)})`),
          right('median of such data sets'),
          right('p, like these'),
          ...(holm ? [right('Holm')] : []),
          right('a run is better'),
        ],
        rows: there.map(({ variant, baseline, across, improvement, pHolm }) => [
          cell(variant),
          cell(baseline),
          notes.cell(across!.these, shown),
          notes.cell(across!.likeTheseWider, shown),
          notes.cell(across!.median, shown),
          cell(pText(across!.likeTheseWiderP)),
          ...(holm ? [cell(pText(pHolm))] : []),
          improvement === undefined ? cell(NOTHING) : notes.cell(improvement, { factor: 100, unit: '%', decimals: 0 }),
        ]),
      },
      notes.part(),
    ],
  );
}

/** What is counted within a data set, in the plural. */
function unitsWithin({ pairing, blockWord, repeatWord }: GivenAnalysis['given'], metric: GivenMetricAnalysis): string {
  if (metric.comparisons.some(({ questions }) => questions !== undefined)) return 'questions';
  return pairing === 'none' ? 'runs' : `${pairing === 'block' ? blockWord : repeatWord}s`;
}

/** What the interval holds where effects are skewed: `npm run coverage`, 10,000 sets of exponential effects. */
const SKEWED_HOLDS = [
  [20, 96],
  [6, 93],
] as const;

/** Below six data sets there is no such interval; the figures are of a level of 95 %. */
function widerWords(dataSets: number, level: number): Part | undefined {
  const known = SKEWED_HOLDS.find(([fewest]) => dataSets >= fewest);
  if (known === undefined) return undefined;
  const [, holds] = known;
  const held =
    level === 0.95
      ? ` With this many strongly skewed differences it holds in about ${holds}${NBSP}% of cases, simulated.`
      : '';
  return paragraph(
    `The interval about data sets like these reaches, at each end, as far as the wider of two: Student’s t and t corrected for skewness (Hall 1992), since one data set with a large difference misleads t alone.${held} `,
    code('summary.json'),
    ' holds both.',
  );
}

export function duelsSection({ given, level }: GivenAnalysis, metric: GivenMetricAnalysis): Section | undefined {
  const { duels } = metric;
  if (duels === undefined || duels.length === 0) return undefined;
  const holm = duels.length > 1;
  const shown = changeShown(
    metric,
    duels.map(({ difference }) => exact(difference, level)),
  );
  const threshold = changeShown(metric, [], false);
  const difference = (duel: Duel): string => fixed(duel.difference * shown.factor, 2);
  const signedOf = (duel: Duel): string => `${duel.difference > 0 ? '+' : ''}${difference(duel)}`;
  const within = `${fixed(metric.threshold * threshold.factor, 2)}${threshold.unit === '' ? '' : ` ${threshold.unit}`}`;
  const figure = winMatrix({
    ...{ duels, level, metric: metric.name, variants: given.variants },
    words: {
      difference: signedOf,
      p: pText,
      threshold: within,
      unit: shown.unit,
    },
  });
  return section(
    ['Every variant against every other'],
    whichAreThere([
      paragraph(
        `On how many data sets the first is better, within ${within}, or worse; and on how many beyond doubt (the data set’s own test, Holm over the data sets). p is Wilcoxon’s, over the data sets’ means${holm ? ', with Holm over all pairs' : ''}.`,
      ),
      figure,
      foldedSection(
        ['The same as a table'],
        [
          {
            is: 'table',
            columns: [
              left('first'),
              left('second'),
              right('mean difference'),
              right('wins / ties / losses'),
              right('beyond doubt, for / against'),
              right('p'),
              ...(holm ? [right('Holm')] : []),
            ],
            rows: duels.slice(0, MOST_ROWS).map((duel) => [
              cell(duel.first),
              cell(duel.second),
              {
                is: 'number',
                value: duel.difference,
                text: `${signedOf(duel)}${shown.unit === '' ? '' : ` ${shown.unit}`}`,
              },
              cell(`${duel.wins} / ${duel.ties} / ${duel.losses}`),
              cell(duel.tested === 0 ? NOTHING : `${duel.surely} / ${duel.surelyNot}`),
              cell(pText(duel.p)),
              ...(holm ? [cell(pText(duel.pHolm))] : []),
            ]),
          },
        ],
      ),
    ]),
  );
}

function exact(point: number, level: number): Estimate {
  return { point, low: null, high: null, level, method: 'none', n: 1 };
}

/** Lines beside the answer, with what they hide. */
export function ranksSection({ given, level }: GivenAnalysis, metric: GivenMetricAnalysis): Section | undefined {
  const { ranks, iqm } = metric;
  if (ranks === undefined && iqm === undefined) return undefined;
  const notes = openNotes();
  const shown =
    iqm === undefined
      ? undefined
      : metric.scale === 'share'
        ? valueShown(metric, Object.values(iqm))
        : { factor: 1, unit: '', decimals: 3 };
  return foldedSection(
    ['Average ranks and interquartile means'],
    [
      paragraph(
        'For readers who know them. A rank forgets by how much: a hundredth of a point counts as much as ten, and a variant’s rank moves when another one is added. An interquartile mean forgets the worst and the best quarter of all runs, which may be whole data sets; its interval is about these data sets, with runs drawn again within each.',
      ),
      {
        is: 'table',
        columns: [
          left('variant'),
          right('average rank'),
          ...(ranks?.failuresLast === undefined ? [] : [right('failures ranked last')]),
          right(`interquartile mean (${levelName(level)})`),
        ],
        rows: given.variants.map((variant) => [
          cell(variant),
          number(ranks?.averageRanks[variant], 2),
          ...(ranks?.failuresLast === undefined ? [] : [number(ranks.failuresLast[variant], 2)]),
          iqm === undefined ? cell(NOTHING) : notes.cell(iqm[variant], shown!),
        ]),
      },
      notes.part(),
      ranks === undefined
        ? undefined
        : paragraph(
            `Ranks over the ${ranks.complete.length} data sets on which no run is missing${ranks.failuresLast === undefined ? '' : `; beside them over all ${given.dataSets.length}, whoever failed ranked last there`}. Friedman’s χ² = ${fixed(ranks.friedman.chiSquared, 2)}, p ${eq(ranks.friedman.p)}; Iman and Davenport’s F = ${fixed(ranks.friedman.f, 2)}, p ${eq(ranks.friedman.fP)}; Nemenyi’s critical difference ${fixed(ranks.criticalDifference, 2)}.`,
          ),
    ],
  );
}

function eq(p: number): string {
  return p < 0.001 ? '< 0.001' : `= ${pText(p)}`;
}
