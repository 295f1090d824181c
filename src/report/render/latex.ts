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
import {
  atOnce,
  changeStyle,
  count,
  decimalsFor,
  fixed,
  hasWidth,
  legible,
  levelName,
  listed,
  NOTHING,
  PLAIN,
  valueStyle,
  whole,
} from '../format.js';
import { bibEntry, REFERENCES } from '../references.js';
import type { Reference } from '../references.js';
import { methodTitle } from '../../stats/interval-methods.js';
import { tableOf } from '../../origins/facts.js';
import { isFromFile, repeatWord, unitWord } from '../../question/words.js';

interface Column {
  readonly heading: string;
  /** Shown as value × factor. */
  readonly factor: number;
  /** In the order of the variants; undefined for the baseline's own difference. */
  readonly estimates: readonly (Estimate | undefined)[];
}

/** A table with its caption, and a paragraph on how its numbers were made. Needs the packages booktabs and siunitx. */
export function latexOf(analysis: Analysis): string {
  const columns = columnsOf(analysis);
  return [
    '% Needs \\usepackage{booktabs,siunitx}; the entries that are cited: the same command with --bibtex.',
    ...tableLines(analysis, columns),
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

function columnsOf(analysis: Analysis): readonly Column[] {
  const metric = primaryMetric(analysis);
  const { factor } = changeStyle(metric);
  const of = (pick: (variant: VariantAnalysis) => Estimate | undefined): (Estimate | undefined)[] =>
    analysis.variants.map(pick);
  const own = (key: 'mean' | 'sd' | 'sdRerun') => of((variant) => variantMetric(variant, metric.name)?.[key]);
  const difference = (key: 'differenceSimultaneous' | 'differenceNewRows') =>
    of(({ name }) => analysis.comparisons.find(({ variant }) => variant === name)?.metrics[metric.name]?.[key]);
  const unit = unitOf(metric);
  const change = metric.scale === 'share' ? ' (points)' : unit;
  return [
    { heading: `${metric.label}${unit}`, factor: valueStyle(metric).factor, estimates: own('mean') },
    { heading: `SD, total${change}`, factor, estimates: own('sd') },
    ...(hasReruns(analysis) ? [{ heading: `SD, rerun${change}`, factor, estimates: own('sdRerun') }] : []),
    ...(analysis.comparisons.length === 0
      ? []
      : [{ heading: `difference${change}`, factor, estimates: difference('differenceSimultaneous') }]),
    ...(hasNewRows(analysis)
      ? [{ heading: `difference, new rows${change}`, factor, estimates: difference('differenceNewRows') }]
      : []),
  ];
}

function unitOf(metric: MetricInfo): string {
  const { unit } = valueStyle(metric);
  return unit === '' ? '' : ` (${unit})`;
}

function tableLines(analysis: Analysis, columns: readonly Column[]): readonly string[] {
  const shown = columns.map((column) => cellsOf(column));
  const rows = analysis.variants.map((variant, i) => [
    tex(variant.label),
    ...shown.flatMap((cells) => [cells.points[i]!, cells.ranges[i]!]),
    `${variant.runs.ok}/${variant.runs.planned}`,
  ]);
  const headings = columns.map(({ heading }) => `\\multicolumn{2}{c}{${tex(heading)}}`);
  return [
    '\\begin{table}',
    '  \\centering\\small\\setlength{\\tabcolsep}{4pt}',
    `  \\caption{${caption(analysis)}}`,
    `  \\label{tab:${analysis.setup.name.replaceAll(/[^\w-]/g, '-')}}`,
    `  \\begin{tabular}{l ${shown.map(({ format }) => `S[table-format=${format}] l`).join(' ')} r}`,
    '    \\toprule',
    `    ${['variant', ...headings, 'runs'].join(' & ')} \\\\`,
    '    \\midrule',
    ...rows.map((row) => `    ${row.join(' & ')} \\\\`),
    '    \\bottomrule',
    '  \\end{tabular}',
    '\\end{table}',
  ];
}

/** Numbers for an S column, their intervals, and siunitx's description of the column. */
function cellsOf({ estimates, factor }: Column): { points: string[]; ranges: string[]; format: string } {
  const there = estimates.flatMap((estimate) => estimate ?? []);
  const decimals = decimalsFor(there, factor);
  const number = (value: number, places = decimals): string => siunitx(fixed(value * factor, places));
  const points = estimates.map((estimate) =>
    estimate?.point == null ? `{${dash(estimate)}}` : number(estimate.point),
  );
  const ranges = estimates.map((estimate) => {
    // A range without width would be read as certainty, so it is not shown; a narrow one gets more decimals.
    if (estimate?.low == null || estimate.high === null || !hasWidth(estimate)) return '';
    const { decimals: places } = legible(estimate, { ...PLAIN, factor, decimals });
    return `(\\numrange[range-phrase={ to }]{${number(estimate.low, places)}}{${number(estimate.high, places)}})`;
  });
  const numbers = points.filter((text) => !text.startsWith('{'));
  return { points, ranges, format: tableFormat(numbers) };
}

/** As siunitx reads numbers: to it a comma is a decimal mark, and a power of ten is `e`. */
function siunitx(text: string): string {
  const plain = text.replaceAll(',', '').replace('\u2212', '-');
  return plain.replace(/×10(.+)$/, (_all, raised: string) => {
    return `e${Array.from(raised, (each) => (each === '⁻' ? '-' : String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(each)))).join('')}`;
  });
}

/** The room that a column of such numbers takes: sign and digits, decimals, digits of the power of ten. */
function tableFormat(numbers: readonly string[]): string {
  const parts = numbers.map((text) => /^(-?)(\d+)(?:\.(\d+))?(?:e(-?)(\d+))?$/.exec(text) ?? []);
  const most = (group: number): number => Math.max(0, ...parts.map((part) => part[group]?.length ?? 0));
  const sign = (group: number): string => (most(group) > 0 ? '-' : '');
  const power = most(5) === 0 ? '' : `e${sign(4)}${most(5)}`;
  return `${sign(1)}${Math.max(1, most(2))}.${most(3)}${power}`;
}

/** A baseline has no difference from itself. */
function dash(estimate: Estimate | undefined): string {
  return estimate === undefined ? '' : NOTHING.replace('–', '--');
}

function caption(analysis: Analysis): string {
  const metric = primaryMetric(analysis);
  const { seeds, unit, setup } = analysis;
  const [word, repeat] = [unitWord(analysis), repeatWord(analysis)];
  const [least, most] = blocksOfVariants(analysis);
  const n = least === most ? `n = ${most}$` : `n = ${least}$ to $${most}$`;
  const each = unit === 'seed' || seeds === 1 ? '' : `, ${count(seeds, repeat)} each`;
  const data = analysis.otherData === true ? undefined : tableOf(setup)?.data;
  const where = data === undefined ? '' : ` on ${tex(data.name)} (${whole(data.rows)} rows)`;
  const intervals = `in brackets ${tex(levelName(setup.level))}s over ${isOverQuestions(analysis) ? 'question' : word}s`;
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
  if (analysis.paired === false || (least === all && most === all) || most > all) return '';
  return `, over $${least === most ? '' : `${least}$ to $`}${most}$ of them`;
}

/** What was done, each method with its source; a sentence a quantity. */
function methods(analysis: Analysis, columns: readonly Column[]): string {
  const sentences = columns.flatMap(({ heading, estimates }) => {
    const names = namesOf(estimates);
    if (names.length === 0) return [];
    const titles = names.map((name) => `${tex(methodTitle(name) ?? name)}${citation(REFERENCES[name])}`);
    return [`${tex(heading.replace(/ \(.*\)$/, ''))} by ${listed(titles)}`];
  });
  const rest =
    analysis.unit === 'seed'
      ? 'They describe these rows and folds.'
      : isFromFile(analysis)
        ? `The ${unitWord(analysis)} is the unit: the scores of one ${unitWord(analysis)} count once.`
        : `The ${analysis.unit} is the unit: the scores of one ${analysis.unit} share their rows and count once.`;
  return [
    '\\paragraph{Statistics.}',
    `The ${tex(levelName(analysis.setup.level)).replace(/~?CI$/, '')} intervals are made for ${sentences.join('; ')}.`,
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

const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '\u00a0': '~',
  '→': '$\\to$',
  '−': '$-$',
  '×': '$\\times$',
  χ: '$\\chi$',
  '²': '$^2$',
  '³': '$^3$',
};

/** Names may hold anything: nothing in them is a command. */
function tex(text: string): string {
  return text.replaceAll(/[\\~^\u00a0→−×χ²³#$%&_{}]/g, (character) => SPECIAL[character] ?? `\\${character}`);
}
