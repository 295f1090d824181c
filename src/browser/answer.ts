/** What the worker answers, without the worker: a function of packed evidence and a request. Pure. */
import { lookAt } from '../report/explore/look.js';
import { dotRows, reasonOf } from '../report/explore/dots.js';
import { placesOfRuns } from '../report/explore/run-places.js';
import { unpackCurve } from '../report/explore/curves.js';
import { pageFor } from '../report/explore/page.js';
import { unpackEvidence } from '../report/explore/unpack.js';
import type { Unpacked } from '../report/explore/unpack.js';
import { writeView } from '../report/explore/view.js';
import { runCurveFigure } from '../report/figures/run-curve.js';
import { paragraph } from '../report/page.js';
import type { Figure } from '../report/page.js';
import { inlinedSvg } from '../report/render/html-figure.js';
import { htmlPart, renderHtml } from '../report/render/html.js';
import type { PageReply, Reply, Request, RunReply, ShowPage, ShowRun, Start, Trouble } from './messages.js';

/** The pictures of the masks stay what they are: the page puts its own into these places. */
const MASKS: readonly Figure[] = ['masks', 'masks-kept'].map((name) => ({
  is: 'figure',
  kind: 'masks',
  path: `figures/${name}.svg`,
  svg: '',
  alt: '',
}));

export function reseedPage(packed: string): (request: Exclude<Request, Start>) => Exclude<Reply, Trouble> {
  const unpacked = unpackEvidence(packed);
  return (request) => {
    switch (request.is) {
      case 'page':
        return answerPage(unpacked, request);
      case 'run':
        return answerRun(unpacked, request);
      case 'analysis': {
        const { evidence, summaries } = unpacked;
        return { is: 'analysis', id: request.id, analysis: lookAt(evidence, request.view, summaries) };
      }
    }
  };
}

function answerPage({ evidence, summaries }: Unpacked, { id, view }: ShowPage): PageReply {
  const analysis = lookAt(evidence, view, summaries);
  const places = placesOfRuns(evidence);
  const rows = dotRows(analysis, { evidence, places });
  const { help } = places;
  if (writeView(view) === '') return { is: 'page', id, rows, help };
  return { is: 'page', id, rows, help, html: renderHtml(pageFor(analysis, view, { evidence, masks: MASKS })) };
}

/** Every fold of one variant, split and seed: what became of it, and its learning curve. */
function answerRun({ evidence, curves }: Unpacked, { id, place }: ShowRun): RunReply {
  const { experiment, runs, records } = evidence;
  const own = runs.filter(
    ({ cell, variant, split, seed }) =>
      cell === undefined && variant === place.variant && split === place.split && seed === place.seed,
  );
  const label = experiment.variants[place.variant]?.label ?? place.variant;
  const where = `${label}, ${placesOfRuns(evidence).words(place)}`;
  const parts = own.map((run) => {
    const record = records.get(run.hash);
    const name = own.length > 1 ? `${where}, fold ${run.fold}` : where;
    if (record === undefined) return saying(`${name}: not trained yet.`);
    if (record.status === 'failed') return saying(`${name}: failed, ${reasonOf(record)}.`);
    const curve = unpackCurve(curves, Number(run.hash));
    if (curve === undefined || curve.train.length + curve.validation.length === 0) {
      const why =
        record.training === undefined
          ? 'no learning curve is known'
          : `learning curves are kept of every ${curves.every} splits`;
      return saying(`${name}: ${why}.`);
    }
    return inlinedSvg(runCurveFigure(curve, { name }).svg, `run-${id}-${run.fold}`);
  });
  return { is: 'run', id, html: parts.join('\n') };
}

function saying(text: string): string {
  return htmlPart(paragraph(text), { level: 3, under: '', ids: new Map() });
}
