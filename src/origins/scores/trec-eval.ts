/** What trec_eval prints: a measure, a query and a value in each line, `all` in place of a query for the mean of all. Pure. */
import { tableOf } from './cells.js';
import type { CellTable } from './cells.js';

const LINE = /^([A-Za-z][\w.-]*)\s+(\S+)\s+(\S+)$/;
/** Lines that only trec_eval writes about all queries. */
const OWN = /^(?:runid|num_q|num_ret|num_rel|num_rel_ret|map|gm_map|Rprec|bpref|recip_rank|P_\d+|ndcg(?:_cut_\d+)?)$/;
const MEAN = 'all';

/** A row a query, or one of means where there are no queries; undefined where the text is none. */
export function trecEval(text: string, name: string): CellTable | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const parts = lines.map((line) => LINE.exec(line.trim()));
  if (parts.length === 0 || parts.includes(null)) return undefined;
  const cells = parts.map((part) => ({ measure: part![1]!, query: part![2]!, value: part![3]! }));
  if (!cells.some(({ measure, query }) => query === MEAN && OWN.test(measure))) return undefined;
  const system = cells.find(({ measure }) => measure === 'runid')?.value;
  const single = cells.filter(({ query }) => query !== MEAN);
  const kept = (single.length > 0 ? single : cells).filter(({ measure }) => !/^(?:runid|num_|relstring)/.test(measure));
  const measures = [...new Set(kept.map(({ measure }) => measure))];
  const rows = new Map<string, Map<string, string>>();
  for (const { measure, query, value } of kept) {
    const row = rows.get(query) ?? new Map<string, string>();
    // Two values of one measure for one query: two runs in one file, and no output of trec_eval.
    if (row.has(measure)) return undefined;
    rows.set(query, row.set(measure, value));
  }
  if (measures.length === 0) return undefined;
  const head = [...(system === undefined ? [] : ['system']), ...(single.length > 0 ? ['query_id'] : [])];
  return tableOf(
    name,
    [...head, ...measures],
    [...rows].map(([query, row]) => [
      ...(system === undefined ? [] : [system]),
      ...(single.length > 0 ? [query] : []),
      ...measures.map((measure) => row.get(measure) ?? ''),
    ]),
  );
}
