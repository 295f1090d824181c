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
  const { kind: _kind, encoding, data, rows, ...trained } = origin;
  return { ...asked, encoding, data, rows, ...rule, ...trained, version, command };
}

export function setupFrom(form: SetupForm): Setup {
  if ('origin' in form) return form;
  const { encoding, data, rows, engine, backend, numericsVersion, scoring, reading, ...rest } = form;
  const told = { encoding, data, rows, engine, backend, numericsVersion };
  const there = {
    ...(scoring === undefined ? {} : { scoring }),
    ...(reading === undefined ? {} : { reading }),
  };
  return { ...rest, origin: { kind: 'table', ...told, ...there } };
}
