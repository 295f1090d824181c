/** Folders, and what is typed in them. */
export interface Lines {
  readonly files: Readonly<Record<string, string>>;
  /** A command line; one with answers to what it asks; or files that are written at this point. */
  readonly lines: readonly (string | readonly [string, ...string[]] | Readonly<Record<string, string>>)[];
}

export type Sessions = Readonly<Record<string, Lines>>;
