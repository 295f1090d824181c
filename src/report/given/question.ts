/** Scores as they were read → the question that their report answers. Pure. */

interface Read {
  readonly variants: readonly string[];
  readonly dataSets: readonly string[];
  readonly baseline: string;
  readonly metrics: readonly { readonly name: string }[];
  readonly tuning?: 'grid' | 'trials';
}

/** In one sentence, ending in a question mark. */
export function questionAbout({ variants, dataSets, baseline, metrics, tuning }: Read): string {
  const on = dataSets.length > 1 ? ` on ${dataSets.length} data sets` : '';
  const name = metrics[0]!.name;
  if (variants.length === 1) return `How far do the scores of ${variants[0]!} vary${on} (${name})?`;
  if (tuning === 'trials') return `Which of ${variants.length} trials is best, and how much of that is luck (${name})?`;
  if (variants.length === 2)
    return `Is ${variants.find((variant) => variant !== baseline)!} better than ${baseline}${on} (${name})?`;
  return variants.length <= 5
    ? `Which of ${variants.slice(0, -1).join(', ')} and ${variants.at(-1)!} is best${on} (${name})?`
    : `Which of ${variants.length} variants is best${on} (${name})?`;
}
