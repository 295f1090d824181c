/** How many plain nets one net of a variant is worth, in words. */
import type { Analysis } from '../../analysis/analysis.js';
import type { EnsembleAnalysis, Nets } from '../../analysis/side-answers.js';
import { fixed, levelName } from '../format.js';
import { labelOf, metricNamed, metricOfRole, primaryMetric } from '../reading.js';
import type { Sentence } from '../sentence.js';
import { leadOf } from '../../stats/index.js';
import type { Judgement } from '../../stats/index.js';
import { blocks, groundOf } from './ground.js';
import { sizeOf, toneOf } from './verdict.js';

export type Worth = EnsembleAnalysis['worth'][number];

/** One sentence a variant: by log loss (or the only kind of error), by the score that counts, and by steadiness. */
export function ensemblesAnswer(analysis: Analysis): readonly Sentence[] {
  const { ensembles } = analysis;
  if (ensembles === undefined) return [];
  const primary = primaryMetric(analysis).name;
  const main = metricOfRole(analysis, 'loss')?.name ?? primary;
  const variants = [...new Set(ensembles.worth.map(({ variant }) => variant))];
  return variants.map((variant) => {
    const own = ensembles.worth.filter((worth) => worth.variant === variant);
    const find = (metric: string, by: Worth['by']): Worth | undefined =>
      own.find((worth) => worth.metric === metric && worth.by === by);
    const first = find(main, 'score') ?? own[0]!;
    const others = [main === primary ? undefined : find(primary, 'score'), find(primary, 'variance')].filter(
      (worth) => worth !== undefined && worth !== first,
    ) as Worth[];
    const plain = netName(labelOf(analysis, ensembles.plain));
    const amounts = [first, ...others].map((worth, i) => {
      const nets = i === 0 ? ` ${plural(worth.point, plain)}` : '';
      return `${byWhat(analysis, worth)}, ${netsWords(worth.point, worth)}${nets} (${interval(worth)})`;
    });
    return {
      head: headOf(first, { net: netName(labelOf(analysis, variant)), plain }),
      tail: `: ${amounts.join('; ')}. Over ${blocks(analysis, [first, ...others])}.`,
      tone: toneOf(judged(first)),
    };
  });
}

/** Summaries of earlier releases hold no judgement. */
function judged({ verdict }: Worth): Judgement {
  return verdict ?? { words: 'not judged', about: 'this table', newRows: 'not asked' };
}

/** By the interval against one plain net, not by the number that was read off. */
function headOf(worth: Worth, { net, plain }: { net: string; plain: string }): string {
  const verdict = judged(worth);
  const lead = leadOf(verdict);
  const ground = `${groundOf(verdict)}${sizeOf(verdict)}`;
  if (lead !== 0) return `One ${net} is worth ${lead > 0 ? 'more' : 'less'} than one ${plain}${ground}`;
  if (verdict.words === 'no clear difference') return `One ${net} is worth about one ${plain}${ground}`;
  const unsure = verdict.words === 'too noisy' ? 'Too noisy to tell' : 'Not judged';
  return `${unsure} whether one ${net} is worth more than one ${plain}`;
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
  const [least, most] = [netsWords(low, worth), netsWords(high, worth)];
  return least === most ? 'no interval' : `${levelName(level)} ${least} to ${most}`;
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
