/**
 * `npm run pictures`: the two pictures of the README, docs/pictures/terminal.png and report.png, from a real `reseed bench`
 * on a terminal (util-linux's `script`) and its report.html in Debian's Chromium. Both programs must be installed. What the
 * first shows stands in terminal.txt, too, so that a test can tell when the pictures are out of date.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { optionsOf } from '../dist/perf/program-options.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BROWSER = '/usr/bin/chromium';
const PICTURES = join(ROOT, 'docs/pictures');
const WIDTH = 100;

/** How the colours of a terminal look on its white ground; ANSI number → style. */
const STYLES = {
  1: 'font-weight:700',
  2: 'color:#5b6470',
  31: 'color:#b3261e',
  32: 'color:#1a6e36',
  33: 'color:#7d5700',
};

optionsOf('npm run pictures\n  makes docs/pictures/terminal.png, terminal.txt and report.png; takes no options', {});
if (!existsSync(BROWSER)) {
  console.error(`pictures: ${BROWSER} is not installed (apt-get install chromium).`);
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'reseed-pictures-'));
try {
  const command = `stty cols ${WIDTH}; '${process.execPath}' '${join(ROOT, 'dist/src/cli.js')}' bench --quiet`;
  const { stdout, status } = spawnSync('script', ['-qec', command, '/dev/null'], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the bench ended with ${status}\n${stdout}`);
  mkdirSync(PICTURES, { recursive: true });
  const shown = stdout.replaceAll('\r\n', '\n').trim();
  writeFileSync(join(PICTURES, 'terminal.txt'), `$ npx reseed bench\n\n${shown.replace(/\u001b\[\d+m/g, '')}\n`);
  const browser = await chromium.launch({
    executablePath: BROWSER,
    args: ['--headless', '--no-sandbox', '--disable-gpu'],
  });
  const open = async (width, height, deviceScaleFactor) =>
    (await browser.newContext({ viewport: { width, height }, deviceScaleFactor })).newPage();
  const terminal = await open(880, 200, 1.5);
  await terminal.setContent(terminalPage(shown));
  await terminal.locator('main').screenshot({ path: join(PICTURES, 'terminal.png') });
  const report = await open(1000, 1440, 1);
  await report.goto(pathToFileURL(join(folder, 'results/dropout-vs-none/report.html')).href);
  await report.locator('.tip').first().waitFor({ state: 'attached' }); // its program is at work
  await report.locator('figure[data-kind=runs] .scroll').focus();
  for (let step = 0; step < 24; step++) await report.keyboard.press('ArrowRight'); // a dot says which run it is
  await report.evaluate(() => window.scrollTo(0, 0));
  await report.screenshot({ path: join(PICTURES, 'report.png') });
  await browser.close();
  console.log('docs/pictures: terminal.png, terminal.txt, report.png');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function terminalPage(output) {
  const text = output.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  let depth = 0;
  const spans = text.replace(/\u001b\[(\d+)m/g, (_, code) => {
    if (STYLES[code] !== undefined) return (depth++, `<span style="${STYLES[code]}">`);
    return depth > 0 ? (depth--, '</span>') : '';
  });
  const style =
    'main{display:inline-block;padding:14px 18px;background:#fff;border:1px solid #d0d5db;border-radius:8px}body{margin:0}pre{margin:0;font:13px/1.45 "DejaVu Sans Mono",monospace;color:#1c2128}';
  return `<!doctype html><style>${style}</style><main><pre><span style="color:#5b6470">$ npx reseed bench</span>\n\n${spans}</pre></main>`;
}
