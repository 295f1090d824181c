/**
 * What `report.html` shows of itself when its reader asks for another metric, baseline, level or threshold, or hides a variant. Where
 * a change is meant: `npx vitest run test/report/explore/views-golden.test.ts -u`, and read the difference.
 */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../../src/analysis/analyse.js';
import type { Evidence } from '../../../src/analysis/evidence.js';
import type { Metrics, OkRecord } from '../../../src/design/record.js';
import { dotRows } from '../../../src/report/explore/dots.js';
import { lookAt } from '../../../src/report/explore/look.js';
import { packEvidence } from '../../../src/report/explore/pack.js';
import { unpackEvidence } from '../../../src/report/explore/unpack.js';
import { pageFor, pageOf } from '../../../src/report/explore/page.js';
import { placesOfRuns } from '../../../src/report/explore/run-places.js';
import { readView, writeView } from '../../../src/report/explore/view.js';
import { renderMarkdown } from '../../../src/report/render/markdown.js';
import { madeEvidence } from '../../browser/made-page.js';
import { concludedKinds } from '../made-kinds.js';

/** Runs that failed, runs that are not there, and a metric that only predictions tell: kept in the folder, and packed for the page. */
function withGaps(): Evidence {
  const { experiment, records, ...rest } = madeEvidence({ failing: 5, splits: 4, seeds: 2 });
  const there = new Map([...records].filter((_, i) => i % 7 !== 3));
  const further = (folds: readonly OkRecord[]): Metrics => ({ auc: 0.7 + folds[0]!.split / 50 + folds[0]!.seed / 90 });
  return {
    ...{ ...rest, experiment: { ...experiment, metrics: ['accuracy', 'auc'] } },
    records: Object.assign(there, { further }),
  };
}

const EVIDENCE: Readonly<Record<string, Evidence>> = {
  nets: madeEvidence({ failing: 7, splits: 6, seeds: 2 }),
  'nets, with gaps': withGaps(),
  'one split': madeEvidence({ splits: 1, seeds: 4, labels: ['none', 'dropout'] }),
  'many failures': madeEvidence({ failing: 2, splits: 18, seeds: 2 }),
  ...Object.fromEntries(Object.entries(await concludedKinds()).map(([name, { evidence }]) => [name, evidence])),
};

const LINKS = [
  '',
  '#metric=logLoss&level=0.9&threshold=0.02',
  '#metric=auc',
  '#metric=accuracy&baseline=v1&hide=v2',
  '#baseline=new&hide=old&hide=new&threshold=0.0125',
  '#hide=v1&hide=v1&baseline=v0',
  '#metric=nothing&level=1&threshold=0&hide=nobody&baseline=',
  '#level=0.5&threshold=x&metric=',
  '#level=0.9999&threshold= ',
  'level=0.99&hide=v2&hide=newest',
];

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

describe('golden views of a page', () => {
  it.each(Object.entries(EVIDENCE))('%s: every link shows what it ever showed, as ever', async (name, made) => {
    const analysis = analyse(made);
    const { evidence, curves } = unpackEvidence(packEvidence(made, analysis.variants));
    const allowed = {
      metrics: analysis.metrics.map((metric) => metric.name),
      variants: analysis.variants.map((variant) => variant.name),
    };
    const lines = LINKS.slice(0, evidence.runs.length > 60 ? 1 : undefined).flatMap((link) => {
      const view = readView(link, allowed);
      const shown = lookAt(evidence, view);
      const page = pageFor(shown, view, { evidence });
      const rows = dotRows(shown, { evidence, places: placesOfRuns(evidence) });
      const [{ title, parts }, text] = [page, renderMarkdown(page)];
      return [
        `${link === '' ? 'no link' : link}: ${JSON.stringify(view)} written ${writeView(view)}`,
        renderMarkdown({ title, parts: parts.slice(0, 1) }),
        `page ${hashOf(text)}, ${text.length} letters; dots ${hashOf(JSON.stringify(rows))}`,
        ...rows.map((row) => `${row.label}: ${row.dots.length} dots, first ${JSON.stringify(row.dots[0])}`),
      ];
    });
    const whole = renderMarkdown(pageOf(analysis, { evidence }));
    const failures = whole.slice(whole.indexOf('Runs that failed'));
    lines.push(`curves of ${curves.lines.length} runs`, failures === whole.slice(-1) ? 'none failed' : failures);
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(
      `../../golden/report/views/${name.replaceAll(/,? /g, '-')}.txt`,
    );
  });
});
