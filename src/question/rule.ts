/** The one grammar of `--fail-on` and `--until`: METRIC.QUANTITY, a side, a number. Pure. */

/**
 * `difference`: of every variant from its baseline. `mean`: of every variant. `sdRatio`: SD of the baseline over that of the
 * variant, between reruns where a split has several seeds.
 */
export const QUANTITIES = ['difference', 'mean', 'sdRatio'] as const;
export type Quantity = (typeof QUANTITIES)[number];

export interface Rule {
  /** As it stands there, its quantity aside; a file's metric may hold dots. */
  readonly metric: string;
  /** Absent where none is named. */
  readonly quantity?: Quantity;
  readonly side: '<' | '>';
  readonly limit: number;
}

const RULE = /^(.+?)\s*([<>])\s*(-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)$/;

/** Undefined where the text is no rule. */
export function parseRule(text: string): Rule | undefined {
  const match = RULE.exec(text.trim());
  if (match === null) return undefined;
  const [, named = '', side, limit] = match;
  const quantity = QUANTITIES.find((each) => named.endsWith(`.${each}`));
  const metric = quantity === undefined ? named : named.slice(0, -quantity.length - 1);
  const rule = { metric: metric.trim(), side: side as '<' | '>', limit: Number(limit) };
  return quantity === undefined ? rule : { ...rule, quantity };
}
