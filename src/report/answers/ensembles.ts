/** How many plain nets one net of a variant is worth, in words. */
import type { Analysis } from '../../analysis/analysis.js';
import type { EnsembleAnalysis, Nets } from '../../analysis/side-answers.js';
import { fixed, levelName } from '../format.js';
import { labelOf, metricNamed, metricOfRole, primaryMetric } from '../reading.js';
import type { Sentence, Tone } from '../sentence.js';

export type Worth = EnsembleAnalysis['worth'][number];

/** One sentence a variant: by log loss (or the only kind of error), by the score that counts, and by steadiness. */
export function ensemblesAnswer(analysis: Analysis): readonly Sentence[] {
  const { ensembles } = analysis;
  if (ensembles === undefined) return [];
  const primary = primaryMetric(analysis).name;
  const main = metricOfRole(analysis, 'loss')?.name ?? primary;
  const variants = [...new Set(ensembles.worth.map(({ variant }) => variant))];
  return variants.flatMap((variant) => {
    const own = ensembles.worth.filter((worth) => worth.variant === variant);
    const find = (metric: string, by: Worth['by']): Worth | undefined =>
      own.find((worth) => worth.metric === metric && worth.by === by);
    const first = find(main, 'score') ?? own[0];
    if (first === undefined) return [];
    const others = [main === primary ? undefined : find(primary, 'score'), find(primary, 'variance')].filter(
      (worth) => worth !== undefined && worth !== first,
    ) as Worth[];
    const tails = others.map((worth) => `${byWhat(analysis, worth)}, ${amount(worth)}`);
    return [
      {
        head: `One ${netName(labelOf(analysis, variant))} is worth ${netsWords(first.point, first)} ${plural(first.point, netName(labelOf(analysis, ensembles.plain)))}`,
        tail: ` (${interval(first)}) ${byWhat(analysis, first)}${tails.map((tail) => `; ${tail}`).join('')}.`,
        tone: toneOf(first),
      },
    ];
  });
}

/** `by log loss`, `by the steadiness of its accuracy`. */
export function byWhat(analysis: Analysis, { metric, by }: Worth): string {
  const label = metricNamed(analysis, metric)?.label ?? metric;
  return by === 'score' ? `by ${label}` : `by the steadiness of its ${label}`;
}

/** `3.2 (95 % CI 2.1 to 5.0)`, `fewer than 1 (95 % CI: fewer than 1)`. */
export function amount(worth: Worth): string {
  return `${netsWords(worth.point, worth)} (${interval(worth)})`;
}

export function interval(worth: Worth): string {
  const { low, high, level } = worth;
  if (typeof low === 'string' && low === high) return `${levelName(level)}: ${netsWords(low, worth)}`;
  return `${levelName(level)} ${netsWords(low, worth)} to ${netsWords(high, worth)}`;
}

export function netsWords(value: Nets, { least, most }: Pick<Worth, 'least' | 'most'>): string {
  if (value === 'fewer') return `fewer than ${least}`;
  if (value === 'more') return `more than ${most}`;
  return fixed(value, value < 9.95 ? 1 : 0);
}

/** A label as a noun for one net: `one plain net` is a `plain net`, `L2` a `net with L2`. */
export function netName(label: string): string {
  const bare = label.replace(/^(one|a) /, '');
  if (/\bnet$/.test(bare)) return bare;
  return bare === 'dropout' ? 'dropout net' : bare === 'none' ? 'plain net' : `net with ${bare}`;
}

export function plural(value: Nets, name: string): string {
  return value === 'fewer' ? name : name.replace(/\bnet\b/, 'nets');
}

function toneOf({ low, high }: Worth): Tone {
  if (low === 'more' || (typeof low === 'number' && low > 1)) return 'good';
  return high === 'fewer' ? 'bad' : 'unsure';
}
