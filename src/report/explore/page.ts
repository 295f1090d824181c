/** Evidence and a view → the page to show: the report, with a note on what its reader changed. Pure. */
import type { Analysis } from '../../analysis/analysis.js';
import { digitsOf, fixed, levelName, listedNames, changeStyle, withUnit } from '../format.js';
import { alert, list, section, strong } from '../page.js';
import type { Alert, Figure, Page, Part } from '../page.js';
import { labelOf, primaryMetric } from '../reading.js';
import { reportPage } from '../report.js';
import { failuresIn } from './dots.js';
import type { Evidence } from '../../analysis/evidence.js';
import type { View } from './view.js';

const MOST_FAILURES = 50;

export interface PageParts {
  readonly evidence: Evidence;
  /** Where the pictures of the masks go. */
  readonly masks?: readonly Figure[];
}

/** The page of `report.html` as the file holds it. */
export function pageOf(analysis: Analysis, { evidence, masks = [] }: PageParts): Page {
  const { equivalence } = evidence;
  const page = reportPage(analysis, { masks, ...(equivalence === undefined ? {} : { equivalence }) });
  const failures = failuresIn(evidence, MOST_FAILURES);
  if (failures.length === 0) return page;
  const failed: Part = { ...section(['Runs that failed'], [list(failures.map((each) => [each]))]), folded: true };
  return { ...page, parts: [...page.parts, failed] };
}

/** The same for a view, which says first what is not as the report has it. */
export function pageFor(analysis: Analysis, view: View, parts: PageParts): Page {
  const page = pageOf(analysis, parts);
  return { ...page, parts: [changed(analysis, view), ...page.parts] };
}

function changed(analysis: Analysis, { metric, hide, baseline, threshold, level }: View): Alert {
  const first = primaryMetric(analysis);
  const { factor, unit } = changeStyle(first);
  const gap = fixed(first.threshold * factor, Math.max(4, digitsOf(first.threshold * factor) + 2)).replace(
    /\.?0+$/,
    '',
  );
  const said = [
    ...(metric === undefined ? [] : [`the metric ${first.label}`]),
    ...(baseline === undefined ? [] : [`the baseline ${labelOf(analysis, baseline)}`]),
    ...(level === undefined ? [] : [levelName(level).replace(/.CI$/, '') + ' intervals']),
    ...(threshold === undefined ? [] : [`no difference within ± ${withUnit(gap, unit)}`]),
    ...(hide.length === 0
      ? []
      : [`without ${listedNames(hide)}, which still count where comparisons are judged together`]),
  ];
  return alert('note', strong('Not as the report has it:'), ` ${said.join('; ')}.`);
}
