/**
 * An analysis → what a paper takes over: a table (booktabs, siunitx), the paragraph on methods, and BibTeX of what that
 * cites. Pure. The words are those of the report; numbers are rounded as there.
 */
import type { Analysis, MetricInfo, VariantAnalysis } from '../../analysis/analysis.js';
import type { Estimate } from '../../base/estimate.js';
import {
  blocksOfVariants,
  hasNewRows,
  isOverQuestions,
  hasReruns,
  primaryMetric,
  variantMetric,
  variantNamed,
} from '../reading.js';
import { atOnce, changeStyle, count, levelName, listed, valueStyle, whole } from '../format.js';
import { bibEntry, REFERENCES } from '../references.js';
import type { Reference } from '../references.js';
import { methodTitle } from '../../stats/interval-methods.js';
import { tableOf } from '../../origins/facts.js';
import { isFromFile, repeatWord, unitWord } from '../../question/words.js';
import { tableLines } from './latex-table.js';
import type { Column } from './latex-table.js';
import { tex } from './latex-text.js';

interface NamedColumn extends Column {
  /** What the paragraph on methods calls it. */
  readonly name: string;
}

/** A table with its caption, and a paragraph on how its numbers were made. Needs the packages booktabs and siunitx. */
export function latexOf(analysis: Analysis): string {
  const columns = columnsOf(analysis);
  return [
    '% Needs \\usepackage{booktabs,siunitx}; the entries that are cited: the same command with --bibtex.',
    ...tableLines(analysis.variants, columns, {
      caption: caption(analysis),
      label: `tab:${analysis.setup.name.replaceAll(/[^\w-]/g, '-')}`,
    }),
    '',
    methods(analysis, columns),
    '',
  ].join('\n');
}

/** BibTeX of every method that the table's numbers were made by, and of this program. */
export function bibtexOf(analysis: Analysis): string {
  const { version } = analysis.setup;
  const own = `@misc{reseed,\n  key = {Reseed},\n  title = {Reseed: How Much of Your Model's Score Is Luck?},\n  note = {Version ${version}},\n}\n`;
  return [...citedBy(columnsOf(analysis)).map(bibEntry), own].join('\n');
}

function columnsOf(analysis: Analysis): readonly NamedColumn[] {
  const metric = primaryMetric(analysis);
  const { factor } = changeStyle(metric);
  const of = (pick: (variant: VariantAnalysis) => Estimate | undefined): (Estimate | undefined)[] =>
    analysis.variants.map(pick);
  const own = (key: 'mean' | 'sd' | 'sdRerun') => of((variant) => variantMetric(variant, metric.name)?.[key]);
  const difference = (key: 'differenceSimultaneous' | 'differenceNewRows') =>
    of(({ name }) => analysis.comparisons.find(({ variant }) => variant === name)?.metrics[metric.name]?.[key]);
  const unit = unitOf(metric);
  const change = metric.scale === 'share' ? ['(points)'] : unit;
  return [
    {
      name: `mean ${metric.label}`,
      heading: [metric.label, ...unit],
      factor: valueStyle(metric).factor,
      estimates: own('mean'),
    },
    { name: 'the total SD', heading: ['SD, total', ...change], factor, estimates: own('sd') },
    ...(hasReruns(analysis)
      ? [{ name: 'the SD between reruns', heading: ['SD, rerun', ...change], factor, estimates: own('sdRerun') }]
      : []),
    ...(analysis.comparisons.length === 0
      ? []
      : [
          {
            name: 'the difference',
            heading: ['difference', ...change],
            factor,
            estimates: difference('differenceSimultaneous'),
          },
        ]),
    ...(hasNewRows(analysis)
      ? [
          {
            name: 'the difference on new rows',
            heading: ['difference,', 'new rows', ...change],
            factor,
            estimates: difference('differenceNewRows'),
          },
        ]
      : []),
  ];
}

function unitOf(metric: MetricInfo): readonly string[] {
  const { unit } = valueStyle(metric);
  return unit === '' ? [] : [`(${unit})`];
}

function caption(analysis: Analysis): string {
  const metric = primaryMetric(analysis);
  const { seeds, unit, setup } = analysis;
  const [word, repeat] = [unitWord(analysis), repeatWord(analysis)];
  const [least, most] = blocksOfVariants(analysis);
  const n = least === most ? `n = ${most}$` : `n = ${least}$ to $${most}$`;
  const each = unit === 'seed' || seeds === 1 ? '' : `, ${count(seeds, repeat)} each`;
  const data = analysis.otherData === true ? undefined : tableOf(setup)?.data;
  const table = data?.made === true ? 'the built-in table of Reseed, which a generator made' : tex(data?.name ?? '');
  const where = data === undefined ? '' : ` on ${table} (${whole(data.rows)} rows)`;
  const byQuestion = isOverQuestions(analysis);
  const alone = byQuestion && most === 1 ? 'question' : word;
  const others = byQuestion && most > 1 ? ', those of differences over questions' : '';
  const intervals = `in brackets ${tex(levelName(setup.level))}s over ${alone}s${others}`;
  const means = `mean over $${n} ${most === 1 && least === 1 ? word : `${word}s`}${each}, ${intervals}`;
  return `${tex(capital(metric.label))}${where}: ${means}. ${differenceWords(analysis)}`.trim();
}

function differenceWords(analysis: Analysis): string {
  const { comparisons } = analysis;
  if (comparisons.length === 0) return '';
  const family = comparisons.length === 1 ? '' : `, for ${atOnce(comparisons.length)}`;
  const paired = isOverQuestions(analysis)
    ? 'paired by question'
    : analysis.paired === false
      ? 'not paired'
      : `paired by ${unitWord(analysis)}`;
  const [first] = comparisons;
  const than = comparisons.every(({ baseline }) => baseline === first!.baseline)
    ? tex(variantNamed(analysis, first!.baseline)?.label ?? first!.baseline)
    : 'the baseline of each';
  return `Differences are from ${than}, ${paired}${family}${pairsOf(analysis)}.`;
}

/** Over how many blocks, where some variant misses a score there. */
function pairsOf(analysis: Analysis): string {
  const numbers = analysis.comparisons.map(({ verdict }) => verdict.mean.interval.n);
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const all = blocksOfVariants(analysis)[1];
  if (analysis.paired === false || isOverQuestions(analysis) || (least === all && most === all) || most > all)
    return '';
  return `, over $${least === most ? '' : `${least}$ to $`}${most}$ of them`;
}

/** What was done, each method with its source; a sentence a quantity. */
function methods(analysis: Analysis, columns: readonly NamedColumn[]): string {
  const sentences = columns.flatMap((column) => {
    const names = namesOf(column.estimates);
    if (names.length === 0) return [];
    const titles = names.map((name) => `${tex(methodTitle(name) ?? name)}${citation(REFERENCES[name])}`);
    return [`for ${tex(column.name)}, ${listed(titles)}`];
  });
  const rest =
    analysis.unit === 'seed'
      ? 'They describe these rows and folds.'
      : isFromFile(analysis)
        ? `The ${unitWord(analysis)} is the unit: the scores of one ${unitWord(analysis)} count once.`
        : `The ${analysis.unit} is the unit: the scores of one ${analysis.unit} share their rows and count once.`;
  return [
    '\\paragraph{Statistics.}',
    `The ${tex(levelName(analysis.setup.level)).replace(/~?CI$/, '')} confidence intervals are: ${sentences.join('; ')}.`,
    `${rest} Computed with Reseed ${analysis.setup.version}~\\cite{reseed}, experiment seed ${analysis.setup.seed}.`,
  ].join('\n');
}

function namesOf(estimates: readonly (Estimate | undefined)[]): readonly string[] {
  return [...new Set(estimates.flatMap((each) => (each === undefined || each.low === null ? [] : [each.method])))];
}

function citedBy(columns: readonly Column[]): readonly Reference[] {
  const found = columns.flatMap(({ estimates }) => namesOf(estimates).flatMap((name) => REFERENCES[name] ?? []));
  return [...new Map(found.map((reference) => [reference.key, reference])).values()];
}

function citation(references: readonly Reference[] | undefined): string {
  return references === undefined ? '' : `~\\cite{${references.map(({ key }) => key).join(',')}}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
