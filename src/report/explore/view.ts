/** How a reader looks at a page: which metric, which variants, against what. Held by a link: `#metric=logLoss&hide=l1`. */

export interface View {
  /** The first metric of the report; by default the question's own. */
  readonly metric?: string;
  readonly hide: readonly string[];
  readonly baseline?: string;
  /** Differences within ± this much count as none, in the metric's own values. */
  readonly threshold?: number;
  /** Of the intervals, above 0.5 and below 1. */
  readonly level?: number;
}

/** What stands in the way of showing it is left out, so that an old or mistyped link still opens. */
export function readView(hash: string, allowed: { metrics: readonly string[]; variants: readonly string[] }): View {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  const oneOf = (name: string, known: readonly string[]): string | undefined =>
    known.find((each) => each === fields.get(name));
  const metric = oneOf('metric', allowed.metrics);
  const baseline = oneOf('baseline', allowed.variants);
  const threshold = within(fields.get('threshold'), { from: 0, to: Infinity });
  const level = within(fields.get('level'), { from: 0.5, to: 0.9999 });
  const hide = fields.getAll('hide').filter((name) => allowed.variants.includes(name));
  return {
    hide: allowed.variants.filter((name) => hide.includes(name)),
    ...(metric === undefined ? {} : { metric }),
    ...(baseline === undefined ? {} : { baseline }),
    ...(threshold === undefined ? {} : { threshold }),
    ...(level === undefined ? {} : { level }),
  };
}

function within(text: string | null, { from, to }: { from: number; to: number }): number | undefined {
  const value = text === null || text.trim() === '' ? NaN : Number(text);
  return value > from && value < to ? value : undefined;
}

/** Without the `#`; empty for the plain view. */
export function writeView({ metric, hide, baseline, threshold, level }: View): string {
  const fields = new URLSearchParams();
  if (metric !== undefined) fields.set('metric', metric);
  for (const name of hide) fields.append('hide', name);
  if (baseline !== undefined) fields.set('baseline', baseline);
  if (threshold !== undefined) fields.set('threshold', String(threshold));
  if (level !== undefined) fields.set('level', String(level));
  return fields.toString();
}
