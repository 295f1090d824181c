/** All rows of docs/COVERAGE.md that hold a sentence's promise, section by section. */
import type { PromiseRow } from './promise.js';
import { failureRows } from './promises-failures.js';
import { familyRows } from './promises-families.js';
import { lookRows } from './promises-looks.js';
import { moreSpreadRows } from './promises-more-spread.js';
import { newRowsRows } from './promises-new-rows.js';
import { outlierRows } from './promises-outliers.js';
import { planRows } from './promises-plans.js';
import { questionRows } from './promises-questions.js';
import { shareRows } from './promises-shares.js';
import { sourceRows } from './promises-sources.js';
import { summaryRows } from './promises-summaries.js';

export const promiseRows: readonly PromiseRow[] = [
  ...newRowsRows,
  ...shareRows,
  ...familyRows,
  ...lookRows,
  ...moreSpreadRows,
  ...planRows,
  ...sourceRows,
  ...questionRows,
  ...failureRows,
  ...outlierRows,
  ...summaryRows,
];
