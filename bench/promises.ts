/** All rows of docs/COVERAGE.md that hold a sentence's promise, section by section. */
import type { PromiseRow } from './promise.js';
import { lookRows } from './promises-looks.js';
import { planRows } from './promises-plans.js';
import { sourceRows } from './promises-sources.js';

export const promiseRows: readonly PromiseRow[] = [...lookRows, ...planRows, ...sourceRows];
