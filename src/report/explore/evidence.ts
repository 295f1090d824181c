/** What a page needs beside an analysis so that a reader can ask it anew: all that the analysis was made of. */
import type { Evidence } from '../../analysis/analyse.js';
import type { Warning } from '../../analysis/analysis.js';
import type { Equivalence } from '../../analysis/equivalence.js';
import type { Question } from '../../question/question.js';

export interface PageEvidence extends Evidence {
  readonly experiment: Question;
  /** Said beside those that the analysis finds. */
  readonly warnings?: readonly Warning[];
  readonly equivalence?: readonly Equivalence[];
}
