/**
 * The set-up as manifests and `summary.json` keep it: what a table tells of itself stands beside everything else, as it did
 * when tables were the only origin; what another origin tells stands under `origin`. Pure.
 */
import { isTable } from '../origins/facts.js';
import type { OriginFacts, TableFacts } from '../origins/facts.js';
import type { Setup } from './setup.js';

type TableParts = Omit<TableFacts, 'kind'>;

/** What a file holds. */
export type SetupForm = Omit<Setup, 'origin'> & (TableParts | { readonly origin: OriginFacts });

export function setupForm({ origin, until, version, command, ...asked }: Setup): SetupForm {
  const rule = until === undefined ? {} : { until };
  if (!isTable(origin)) return { ...asked, origin, ...rule, version, command };
  const { encoding, data, rows, engine, backend, numericsVersion, scoring } = origin;
  const scored = scoring === undefined ? {} : { scoring };
  return { ...asked, encoding, data, rows, ...rule, engine, backend, numericsVersion, ...scored, version, command };
}

export function setupFrom(form: SetupForm): Setup {
  if ('origin' in form) return form;
  const { encoding, data, rows, engine, backend, numericsVersion, scoring, ...rest } = form;
  const scored = scoring === undefined ? {} : { scoring };
  return { ...rest, origin: { kind: 'table', encoding, data, rows, engine, backend, numericsVersion, ...scored } };
}
