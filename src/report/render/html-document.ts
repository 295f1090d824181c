/**
 * `report.html`: one file that holds the page, its figures, what they were made of, and the program that makes the page again as its reader chooses. It
 * asks nothing of anywhere, and its first rule forbids it to. Without a program it is the plain report.
 */
import { createHash } from 'node:crypto';
import { strToU8, zlibSync } from 'fflate';
import type { Analysis } from '../../analysis/analysis.js';
import { toBase85 } from '../../base/base85.js';
import { htmlText } from '../escape.js';
import type { Evidence } from '../../analysis/evidence.js';
import { packEvidence } from '../explore/pack.js';
import { figuresOf } from '../page.js';
import type { Page } from '../page.js';
import { renderControls } from './html-controls.js';
import { figureStyles } from './html-figure.js';
import { plain } from './html-line.js';
import { renderHtml } from './html.js';

/** What the build made for pages: see `scripts/build.js`. */
export interface PageAssets {
  readonly style: string;
  /** Of the page: it shows, sorts, copies, and asks the worker. */
  readonly script: string;
  /** The worker's program: analysis, report and figures, deflated, in base 85. */
  readonly worker: string;
}

export interface Explorable {
  readonly analysis: Analysis;
  readonly evidence: Evidence;
}

/** @param options.explorable  what the page is made again from; without it the page holds no program */
export function htmlDocument(
  page: Page,
  { assets, explorable }: { assets: PageAssets; explorable?: Explorable | undefined },
): string {
  const style = `${assets.style}\n${figureStyles(figuresOf(page.parts))}`;
  const script = explorable === undefined ? '' : assets.script;
  return sealed(
    [
      '<!doctype html>',
      '<html lang="en">',
      '<head>',
      '<meta charset="utf-8">',
      `<meta http-equiv="Content-Security-Policy" content="${policy(style, script)}">`,
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      '<meta name="color-scheme" content="light dark">',
      `<title>${htmlText(plain(page.title))}</title>`,
      `<style>${style}</style>`,
      '</head>',
      '<body>',
      '<a class="skip" href="#report">Skip to the report</a>',
      ...(explorable === undefined ? [] : [renderControls(explorable.analysis)]),
      `<main id="report" tabindex="-1">\n${renderHtml(page)}\n</main>`,
      ...(explorable === undefined ? [] : programs(explorable, assets)),
      '</body>',
      '</html>',
      '',
    ].join('\n'),
  );
}

function policy(style: string, script: string): string {
  return [
    "default-src 'none'",
    `style-src '${hashOf(style)}'`,
    ...(script === '' ? [] : [`script-src '${hashOf(script)}'`, 'worker-src blob:']),
    // A front page shows thumbnails from files beside it; a report holds all that it shows.
    `img-src ${script === '' ? "'self'" : 'data: blob:'}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** Data blocks are no programs: their type is none that a browser runs. */
function programs({ analysis, evidence }: Explorable, { script, worker }: PageAssets): string[] {
  const data = packed(packEvidence(evidence, analysis.variants));
  return [
    `<script type="application/x-reseed-evidence" id="evidence">${data}</script>`,
    `<script type="application/x-reseed-worker" id="worker">${worker}</script>`,
    `<script>${script}</script>`,
  ];
}

/** Deflated by a program that gives the same bytes on every Node, in base 85. */
export function packed(text: string): string {
  return toBase85(zlibSync(strToU8(text), { level: 9 }));
}

const SEAL = /^<!-- Reseed made this file; SHA-256 of all before this line: ([0-9a-f]{64}) -->\n$/;

/** With a last line that tells whether anyone changed the file. */
export function sealed(text: string): string {
  return `${text}<!-- Reseed made this file; SHA-256 of all before this line: ${digestOf(text)} -->\n`;
}

/** Whether a file is still as `sealed` made it. */
export function isSealed(content: string): boolean {
  const last = content.lastIndexOf('\n', content.length - 2) + 1;
  const [, digest] = SEAL.exec(content.slice(last)) ?? [];
  return digest !== undefined && digest === digestOf(content.slice(0, last));
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
