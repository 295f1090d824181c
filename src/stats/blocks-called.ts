/** What a block is called in reasons: the word of the caller's design, `block` where it gives none. */

/** The word for a block. */
export interface BlockWord {
  /** In the singular: `split`, `seed`, `fold`, or a word of the caller's own; `block` by default. */
  readonly unit?: string;
}

/** `3 splits`, `1 split`. */
export function blocksCalled(n: number, { unit = 'block' }: BlockWord): string {
  return `${n} ${unit}${n === 1 ? '' : 's'}`;
}

/** The word alone, of options that hold more. */
export function blockWord({ unit }: BlockWord): BlockWord {
  return unit === undefined ? {} : { unit };
}
