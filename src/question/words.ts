/** What the parts of a design are called: split and seed, or the words of the file that holds the scores. Pure. */
import type { Protocol } from './question.js';

interface Design {
  readonly setup: { readonly protocol: Protocol };
  readonly unit: 'split' | 'repeat' | 'seed';
}

/** What the statistics resample, in the singular. */
export function unitWord({ setup: { protocol }, unit }: Design): string {
  const words = protocol.kind === 'given' ? protocol.words : undefined;
  if (words === undefined) return unit;
  return unit === 'seed' ? words.repeat : words.block;
}

/** A run of one block, in the singular. */
export function repeatWord({ setup: { protocol } }: Pick<Design, 'setup'>): string {
  return (protocol.kind === 'given' ? protocol.words?.repeat : undefined) ?? 'seed';
}

/** Whether the scores lie in a file, so that nobody here knows rows, folds or trainings. */
export function isFromFile({ setup: { protocol } }: Pick<Design, 'setup'>): boolean {
  return protocol.kind === 'given' && protocol.words !== undefined;
}

/**
 * Whether the rows of one table are divided here, for our nets or for programs, so that answers are about that table.
 * Folders over other data than each other's are about none.
 */
export function isOnTable({
  setup: { protocol },
  otherData = false,
}: Pick<Design, 'setup'> & { readonly otherData?: boolean | undefined }): boolean {
  return protocol.kind !== 'given' && !otherData;
}

/** Programs divide their data themselves: how, and whether at all, nobody here knows. */
export function isOfPrograms({
  setup: { protocol, origin },
}: {
  readonly setup: { readonly protocol: Protocol; readonly origin: { readonly kind: string } };
}): boolean {
  return origin.kind === 'command' && protocol.kind === 'given';
}
