/** What a user may say of a file; each flag overrules what the file's names suggest. */
import { UserError } from '../../base/errors.js';
import { quoted } from '../../data/names.js';

/** Which number of a curve is the score. */
export type Take =
  | { readonly kind: 'last' }
  | { readonly kind: 'best' }
  | { readonly kind: 'mean'; readonly steps: number }
  | { readonly kind: 'at-best'; readonly metric: string };

export interface ReadOptions {
  /** Columns that make a variant; `columns`: a column each; `none`: there is one. */
  readonly variant?: readonly string[];
  readonly dataSet?: readonly string[];
  /** Columns that make a block; `row`: the k-th row of each cell. */
  readonly block?: readonly string[];
  readonly repeat?: readonly string[];
  /** The first is the verdict's. */
  readonly metrics?: readonly string[];
  readonly baseline?: string;
  readonly take?: Take;
  /** By metric; the empty name stands for all of which the direction is not known. */
  readonly better?: ReadonlyMap<string, 'higher' | 'lower'>;
  /** `mixed`: what lies above 1 is per cent, the rest shares; `by`: so for each value of these columns as a whole. */
  readonly scale?: 'share' | 'percent' | 'plain' | 'mixed' | { readonly by: readonly string[] };
  readonly columns?: readonly string[];
  readonly rowId?: string;
  readonly cluster?: string;
  readonly step?: string;
  readonly status?: string;
  /** Columns in which an empty cell means what stands above it. */
  readonly fill?: readonly string[];
  /** A row without a score was started again where a later one lies in its place. */
  readonly reruns?: boolean;
  readonly where?: readonly { readonly column: string; readonly values: readonly string[] }[];
  /** New columns from the groups of a pattern. */
  readonly derive?: readonly { readonly names: readonly string[]; readonly column: string; readonly pattern: RegExp }[];
  /** Test rows over all rows of a split; `none` where blocks are no splits of one table. */
  readonly testShare?: number | 'none';
}

/** @throws {UserError} unless it is last, best, mean:K or at-best:METRIC */
export function parseTake(text: string): Take {
  if (text === 'last') return { kind: 'last' };
  if (text === 'best') return { kind: 'best' };
  const mean = /^mean:([1-9]\d{0,5})$/.exec(text);
  if (mean !== null) return { kind: 'mean', steps: Number(mean[1]) };
  const at = /^at-best:(.+)$/.exec(text);
  if (at !== null) return { kind: 'at-best', metric: at[1]! };
  throw new UserError(
    `--take ${quoted(text)} is not known.`,
    'Write last, best, mean:5 (of the last 5 steps) or at-best:val_loss.',
  );
}

/** `lower`, or `gap=lower,score=higher`. @throws {UserError} otherwise */
export function parseBetter(text: string): ReadonlyMap<string, 'higher' | 'lower'> {
  return new Map(
    text.split(',').map((part): [string, 'higher' | 'lower'] => {
      const at = part.lastIndexOf('=');
      const side = part.slice(at + 1).trim();
      if (side !== 'higher' && side !== 'lower')
        throw new UserError(
          `--better ${quoted(text)} is not known.`,
          'Write --better higher, --better lower, or --better loss=lower,score=higher.',
        );
      return [part.slice(0, Math.max(0, at)).trim(), side];
    }),
  );
}

/** `percent`, or `by:dataset`. @throws {UserError} otherwise */
export function parseScale(text: string): NonNullable<ReadOptions['scale']> {
  if (text === 'share' || text === 'percent' || text === 'plain' || text === 'mixed') return text;
  const names = /^by:(.+)$/
    .exec(text)?.[1]
    ?.split(',')
    .map((name) => name.trim());
  if (names?.every((name) => name !== '') === true) return { by: names };
  throw new UserError(
    `--scale ${quoted(text)} is not known.`,
    'Write share, percent, plain, mixed, or by:COLUMN where each value of a column has a unit of its own.',
  );
}

/** `kind=tuned,default` or several of them with a space or semicolon between. @throws {UserError} otherwise */
export function parseWhere(text: string): { readonly column: string; readonly values: readonly string[] } {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1)
    throw new UserError(`--where ${quoted(text)} is not known.`, 'Write --where COLUMN=VALUE, or COLUMN=VALUE,VALUE.');
  return {
    column: text.slice(0, at).trim(),
    values: text
      .slice(at + 1)
      .split(',')
      .map((value) => value.trim()),
  };
}

/** `size,kind=folder 1:pythia-([^-]+)(-deduped)?` @throws {UserError} otherwise */
export function parseDerive(text: string): {
  readonly names: readonly string[];
  readonly column: string;
  readonly pattern: RegExp;
} {
  const match = /^([^=]+)=([^:]+):(.+)$/.exec(text);
  const hint =
    'Write --derive "NAME,NAME=COLUMN:PATTERN", a group in brackets for each name: "size,kind=model:net-([0-9]+)(-wide)?".';
  if (match === null || text.length > 1000) throw new UserError(`--derive ${quoted(text)} is not known.`, hint);
  const names = match[1]!.split(',').map((name) => name.trim());
  try {
    return { names, column: match[2]!.trim(), pattern: new RegExp(match[3]!, 'u') };
  } catch (error) {
    throw new UserError(
      `--derive ${quoted(text)}: ${error instanceof Error ? error.message : 'the pattern is none'}.`,
      hint,
    );
  }
}

/** `0.1`, `1/10` or `none`. @throws {UserError} otherwise */
export function parseTestShare(text: string): number | 'none' {
  if (text === 'none') return text;
  const match = /^(\d*\.?\d+)(?:\/(\d+))?$/.exec(text);
  const share = match === null ? NaN : Number(match[1]) / Number(match[2] ?? 1);
  if (share > 0 && share < 1) return share;
  throw new UserError(
    `--test-share ${quoted(text)} is no share.`,
    'Write the test rows over all rows, as 0.1 or 1/10; or none, where blocks are no splits of one table.',
  );
}
