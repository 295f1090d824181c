/** Puts `report.html` into a results folder, in place of one that Reseed made and nobody changed. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Analysis } from '../analysis/analysis.js';
import { lookAt, readTextIfThere } from '../base/open-file.js';
import { UserError } from '../base/errors.js';
import type { Evidence } from '../analysis/evidence.js';
import { pageOf } from '../report/explore/page.js';
import type { Figure } from '../report/page.js';
import { htmlDocument, isSealed } from '../report/render/html-document.js';
import { pageAssets } from './page-assets.js';
import { HTML_FILE } from '../store/published.js';
import { refuseLinks, replaceFile } from '../store/write-files.js';

/** @throws {UserError} if a `report.html` is there that someone else made, or changed */
export function writeHtml(
  folder: string,
  {
    analysis,
    evidence,
    masks,
    explorable,
  }: {
    analysis: Analysis;
    evidence: Evidence;
    masks: readonly Figure[];
    /** Whether the page holds what it was made of. */
    explorable: boolean;
  },
): void {
  const path = ownPath(folder);
  const page = pageOf(analysis, { evidence, masks });
  replaceFile(
    path,
    htmlDocument(page, { assets: pageAssets(), explorable: explorable ? { analysis, evidence } : undefined }),
  );
}

/** Whether the `report.html` that is there is whole: one that Reseed made, and nobody changed. True where there is none. */
export function isHtmlWhole(folder: string): boolean {
  const text = textOf(join(folder, HTML_FILE));
  return text === undefined || isSealed(text);
}

/** An older page would show what is no longer true. */
export function removeHtml(folder: string): void {
  const path = join(folder, HTML_FILE);
  if (lookAt(path)?.isFile() === true && isSealed(textOf(path) ?? '')) rmSync(path);
}

function ownPath(folder: string): string {
  refuseLinks(folder, [HTML_FILE]);
  const path = join(folder, HTML_FILE);
  const text = textOf(path);
  if (text !== undefined && !isSealed(text)) {
    throw new UserError(
      `${path} was changed since Reseed made it, or is not Reseed’s, and is left as it is.`,
      'Move it away, choose another folder with --out, or leave it out with --no-html.',
    );
  }
  return path;
}

const MOST_BYTES = 256 * 1024 * 1024;

/** @throws {UserError} if it is no file that can be read: a pipe in its place is not waited for */
function textOf(path: string): string | undefined {
  return readTextIfThere(path, { most: MOST_BYTES });
}
