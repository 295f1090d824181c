import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { strFromU8, unzlibSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase85 } from '../../src/base/base85.js';
import { lookAt } from '../../src/report/explore/look.js';
import { FAULTS, SCROLLED_TABLES, SMALLEST_LETTER } from './boxes.js';
import { hasChromium, openBrowser, settled } from './chromium.js';
import type { Browser } from './chromium.js';
import { madePage, onDisk } from './made-page.js';

const HOSTILE = [
  '<script>alert(1)</script><img src=x onerror=alert(2)>',
  '](http://evil.example) "onmouseover="alert(3)',
  '\u202Eright to left\u202C',
  'W'.repeat(300),
];

/** The program of the worker inside a page. */
function workerOf(html: string): string {
  const [, letters = ''] = /id="worker">([^<]*)</.exec(html) ?? [];
  return strFromU8(unzlibSync(fromBase85(letters)));
}

describe.skipIf(!hasChromium)('report.html in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  /** What `FAULTS` finds, by width and scheme; nothing of those where it finds nothing. */
  const faultsAtEverySize = async (page: Page): Promise<Record<string, unknown>> => {
    const found: Record<string, unknown> = {};
    await page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true");
    for (const width of [360, 900, 1600]) {
      await page.setViewportSize({ width, height: 800 });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const faults = await page.evaluate<string[]>(FAULTS);
        const scrolled = width < 900 ? [] : await page.evaluate<string[]>(SCROLLED_TABLES);
        if (faults.length + scrolled.length > 0) found[`${width} px, ${colorScheme}`] = [...faults, ...scrolled];
      }
    }
    return found;
  };

  const answer = (page: Page): Promise<string> => page.locator('.answer').first().innerText();
  const choose = async (page: Page, name: string, value: string): Promise<void> => {
    await page.locator(`select[name=${name}]`).selectOption(value);
    await settled(page);
  };

  it('everything follows the metric: answer, figure, tables and the link', async () => {
    const made = madePage();
    const { page, trouble } = await browser.visit(onDisk(made.html));
    await choose(page, 'metric', 'logLoss');
    expect(await page.locator('main').innerText()).toContain('Not as the report has it: the metric log loss.');
    expect(await page.locator('figure[data-kind=runs] title').first().textContent()).toContain('log loss');
    expect(await page.locator('th', { hasText: 'mean log loss' }).count()).toBeGreaterThan(0);
    expect(page.url()).toMatch(/#metric=logLoss$/);
    await page.locator('button[type=reset]').click();
    await settled(page);
    expect(page.url()).not.toContain('#');
    expect(await answer(page)).toContain('accuracy');
    expect(trouble).toEqual([]);
  });

  it('gives the estimates that Node gives, to the last bit, for a metric, a baseline, a level and a threshold', async () => {
    const { evidence, html } = madePage();
    const view = { hide: ['v2'], metric: 'brier', baseline: 'v1', level: 0.9, threshold: 0.02 };
    const { page } = await browser.visit(onDisk(html));
    const seen = await page.evaluate(
      `(async () => {
        const worker = new Worker(URL.createObjectURL(new Blob([${JSON.stringify(workerOf(html))}])));
        const reply = new Promise((done) => worker.addEventListener('message', ({ data }) => done(data)));
        worker.postMessage({ is: 'start', evidence: document.getElementById('evidence').textContent });
        worker.postMessage({ is: 'analysis', id: 1, view: ${JSON.stringify(view)} });
        return (await reply).analysis;
      })()`,
    );
    const { variants, comparisons, metrics } = lookAt(evidence, view);
    const plain = (part: object): unknown => JSON.parse(JSON.stringify(part));
    const bare = variants.map(({ training, ...rest }) => ({ ...rest, epochs: training?.epochs }));
    const { analysis } = {
      analysis: seen as { variants: { training?: { epochs: unknown } }[]; comparisons: unknown; metrics: unknown },
    };
    expect(analysis.variants.map(({ training, ...rest }) => ({ ...rest, epochs: training?.epochs }))).toEqual(
      plain(bare),
    );
    expect(analysis.comparisons).toEqual(plain(comparisons));
    expect(analysis.metrics).toEqual(plain(metrics));
  });

  it('a variant that is hidden leaves the tables, and the intervals of the others stay as they are', async () => {
    const { page } = await browser.visit(onDisk(madePage().html));
    const cells = (): Promise<string[]> =>
      page
        .locator('table', { hasText: 'change of' })
        .first()
        .locator('tr', { hasText: 'dropout' })
        .locator('td')
        .allInnerTexts();
    const before = await cells();
    await page.locator('input[value=v2]').uncheck();
    await settled(page);
    expect(page.url()).toMatch(/#hide=v2$/);
    expect(await page.locator('tbody th', { hasText: 'l2' }).count()).toBe(0);
    expect((await cells()).slice(0, 3)).toEqual(before.slice(0, 3));
  });

  it('another baseline, level and threshold change the verdict, and a link brings the same page back', async () => {
    const address = onDisk(madePage().html);
    const { page } = await browser.visit(address);
    await choose(page, 'baseline', 'v2');
    await choose(page, 'level', '0.99');
    await page.locator('input[name=threshold]').fill('30');
    await page.locator('input[name=threshold]').press('Enter');
    await page.locator('h1').click();
    await settled(page);
    expect(page.url()).toContain('baseline=v2&threshold=0.3&level=0.99');
    const said = (await page.locator('main').innerText()).replaceAll('\u00a0', ' ');
    expect(said).toContain('the baseline l2; 99 % intervals; no difference within ± 30 points');
    expect(said).toContain('difference is small');
    const again = await browser.visit(address, { hash: `#${page.url().split('#')[1]!}` });
    await settled(again.page);
    expect((await again.page.locator('main').innerText()).replaceAll('\u00a0', ' ')).toBe(said);
    expect(await again.page.locator('select[name=baseline]').inputValue()).toBe('v2');
  });

  it('a dot says which run it is, its split lights up, and a click draws its learning curve', async () => {
    const { page, trouble } = await browser.visit(onDisk(madePage().html));
    const svg = page.locator('figure[data-kind=runs] svg');
    const [, x, y] = /M([\d.]+) ([\d.]+)h0/.exec((await page.locator('path.dots').first().getAttribute('d'))!)!;
    // A mouse reaches what the window shows.
    await svg.scrollIntoViewIfNeeded();
    const box = (await svg.boundingBox())!;
    const scale = box.width / 800;
    await page.mouse.move(box.x + Number(x) * scale, box.y + Number(y) * scale);
    const tip = page.locator('.tip p').first();
    await expect.poll(() => tip.innerText()).toMatch(/^none, split 0, seed \d+: accuracy [\d.]+.%, \d+ epochs$/);
    // Three variants with three seeds each, in both panels, and the dot itself.
    expect(await page.locator('circle.same').count()).toBe(18);
    await page.mouse.click(box.x + Number(x) * scale, box.y + Number(y) * scale);
    await page.locator('.tip svg path.line').first().waitFor();
    expect(await page.locator('.tip svg title').textContent()).toMatch(/^Learning curve of none, split 0, seed \d+$/);
    expect(trouble).toEqual([]);
  });

  it('arrow keys walk from dot to dot, Enter shows the learning curve', async () => {
    const { page } = await browser.visit(onDisk(madePage().html));
    await page.locator('figure[data-kind=runs] .scroll').focus();
    await page.keyboard.press('ArrowRight');
    const first = await page.locator('.tip p').first().innerText();
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('.tip p').first().innerText()).not.toBe(first);
    await page.keyboard.press('ArrowDown');
    expect(await page.locator('.tip p').first().innerText()).toMatch(/^dropout, /);
    await page.keyboard.press('Enter');
    await page.locator('.tip svg path.line').first().waitFor();
  });

  it('a link holds the order of a table and the chosen run, and Reset forgets both', async () => {
    const address = onDisk(madePage().html);
    const { page } = await browser.visit(address);
    await page.locator('#table-variants thead button').nth(1).click();
    await page.locator('#table-variants thead button').nth(1).click();
    await page.locator('figure[data-kind=runs] .scroll').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.locator('.tip svg').waitFor();
    const said = await page.locator('.tip p').first().innerText();
    const link = page.url().split('#')[1]!;
    expect(link).toMatch(/^sort=1%3Adown%3Atable-variants&run=\d+%3A\d+%3Av0$/);
    const again = await browser.visit(address, { hash: `#${link}` });
    await again.page.locator('.tip svg path.line').first().waitFor();
    expect(await again.page.locator('.tip p').first().innerText()).toBe(said);
    const order = (): Promise<string | null> =>
      again.page.locator('#table-variants th').nth(1).getAttribute('aria-sort');
    expect(await order()).toBe('descending');
    await choose(again.page, 'metric', 'brier');
    expect(await order()).toBe('descending');
    await again.page.locator('button[type=reset]').click();
    await settled(again.page);
    expect(again.page.url()).not.toContain('#');
    expect(await order()).toBeNull();
  });

  it('the masks play, pause and go step by step, also after the metric has changed', async () => {
    const { page, trouble } = await browser.visit(onDisk(madePage({ masks: true }).html));
    const film = page.locator('figure:has(svg.film)').first();
    const states = (): Promise<string[]> =>
      page.evaluate(
        "[...new Set(document.querySelector('svg.film').getAnimations({ subtree: true }).map((each) => each.playState))]",
      );
    const where = film.locator('.tools span[role=status]');
    expect(await states()).toEqual(['running']);
    await film.locator('button', { hasText: 'Pause' }).click();
    expect(await states()).toEqual(['paused']);
    const at = await where.innerText();
    expect(at).toMatch(/^step [1-4] of 4$/);
    await film.locator('button', { hasText: /^Step$/ }).click();
    expect(await where.innerText()).toBe(`step ${(Number(at[5]) % 4) + 1} of 4`);
    await film.locator('button', { hasText: 'Step back' }).click();
    expect(await where.innerText()).toBe(at);
    await choose(page, 'metric', 'brier');
    await film
      .locator('button', { hasText: /^(Play|Pause)$/ })
      .first()
      .click();
    expect(await film.locator('.tools').count()).toBe(2);
    expect(trouble).toEqual([]);
  });

  it('moves nothing for readers who asked for less motion, until they press play', async () => {
    const { page } = await browser.visit(onDisk(madePage({ masks: true }).html), { reducedMotion: 'reduce' });
    const film = page.locator('figure:has(svg.film)').first();
    const running = (): Promise<number> =>
      page.evaluate("document.getAnimations().filter((each) => each.playState === 'running').length");
    expect(await running()).toBe(0);
    expect(await film.locator('.tools span[role=status]').innerText()).toBe('step 1 of 4');
    await film.locator('button', { hasText: 'Play' }).click();
    expect(await running()).toBeGreaterThan(0);
  });

  it('is walked by the Tab key from the first control to the last fold, with the focus always in sight', async () => {
    const { page } = await browser.visit(onDisk(madePage({ splits: 4 }).html));
    const seen: string[] = [];
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate<{ what: string; shown: boolean } | null>(`(() => {
        const node = document.activeElement;
        if (node === null || node === document.body) return null;
        const style = getComputedStyle(node);
        const box = node.getBoundingClientRect();
        return {
          what: node.tagName + ' ' + (node.getAttribute('name') ?? node.textContent.trim().slice(0, 20)),
          shown: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && box.width > 0,
        };
      })()`);
      if (at === null) break;
      expect(at).toEqual({ what: at.what, shown: true });
      seen.push(at.what);
    }
    expect(seen[0]).toMatch(/^A Skip/);
    for (const wanted of ['SELECT metric', 'INPUT threshold', 'BUTTON Reset', 'BUTTON Copy SVG', 'BUTTON Copy as CSV'])
      expect(seen).toContain(wanted);
    expect(seen.filter((each) => each.startsWith('SUMMARY')).length).toBeGreaterThan(2);
  });

  it('tables sort by value either way, filter by a word and give what they show as CSV', async () => {
    const labels = ['none', ...Array.from({ length: 7 }, (_, i) => `way ${i}`)];
    const { page } = await browser.visit(onDisk(madePage({ labels }).html));
    const table = page.locator('.scroll:has(+ .tools input[type=search]) table').first();
    const means = async (): Promise<number[]> =>
      (await table.locator('tbody tr:not([hidden]) td:nth-child(2)').allInnerTexts()).map(parseFloat);
    await table.locator('thead button').nth(1).click();
    const up = await means();
    expect(up).toEqual([...up].sort((a, b) => a - b));
    expect(await table.locator('thead th').nth(1).getAttribute('aria-sort')).toBe('ascending');
    await table.locator('thead button').nth(1).click();
    expect(await means()).toEqual([...up].reverse());
    await page.locator('input[type=search]').first().fill('way 3');
    const left = await table.locator('tbody tr:not([hidden])').allInnerTexts();
    expect(left.length).toBeGreaterThan(0);
    expect(left.length).toBeLessThan(labels.length);
    expect(left.every((row) => row.includes('way 3'))).toBe(true);
    await page.evaluate(
      "Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied = text; } } })",
    );
    await page.locator('.tools:has(input[type=search]) button').first().click();
    const copied = await page.evaluate('window.copied');
    expect(String(copied).trim().split('\n').length).toBe(left.length + 1);
    expect(String(copied)).toContain('way 3');
  });

  it('a figure is copied as an SVG that stands alone, and as a PNG', async () => {
    const { page, trouble } = await browser.visit(onDisk(madePage().html));
    await page.evaluate(
      "Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied = text; }, write: async ([item]) => { window.png = (await item.getType('image/png')).size; } } })",
    );
    const figure = page.locator('figure[data-kind=runs]');
    await figure.locator('button', { hasText: 'Copy SVG' }).click();
    const svg = String(await page.evaluate('window.copied'));
    expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(svg).toContain('.fig .dots');
    await figure.locator('button', { hasText: 'Copy PNG' }).click();
    await expect.poll(() => page.evaluate('window.png ?? 0'), { timeout: 30_000 }).toBeGreaterThan(5000);
    expect(trouble).toEqual([]);
  });

  it('does the same when it is served, and asks the server for nothing more', async () => {
    const { html } = madePage();
    const server = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(html));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    try {
      const { port } = server.address() as AddressInfo;
      const { page, trouble } = await browser.visit(`http://127.0.0.1:${port}/report.html`);
      await choose(page, 'metric', 'brier');
      expect(await answer(page)).toContain('Brier score');
      expect(trouble.filter((each) => !each.includes('favicon'))).toEqual([]);
    } finally {
      server.close();
    }
  });

  it('is a plain report without JavaScript', async () => {
    const { html, analysis } = madePage();
    const { page } = await browser.visit(onDisk(html), { javaScript: false });
    expect(await page.locator('#controls').isVisible()).toBe(false);
    expect(await page.locator('main svg').count()).toBeGreaterThan(1);
    expect(await page.locator('table').first().locator('tbody tr').count()).toBe(analysis.variants.length);
  });

  it('breaks no rule of WCAG 2.2 AA that axe can see, in the light and in the dark, at rest and at work', async () => {
    const { page } = await browser.visit(onDisk(madePage({ failing: 17 }).html));
    const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
    await page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true");
    await page.evaluate(readFileSync(axe, 'utf8'));
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate("document.querySelector('#report').classList.toggle('busy')");
      const found = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
        "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })",
      );
      expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ; ')}`)).toEqual(
        [],
      );
    }
  });

  it('no letter of a figure is smaller than 12 px at 360 px, and a table keeps the names of its rows in sight', async () => {
    const { page } = await browser.visit(onDisk(madePage().html), { width: 360 });
    expect(await page.evaluate(SMALLEST_LETTER)).toBeGreaterThanOrEqual(12);
    expect(
      await page.evaluate(
        "[...document.querySelectorAll('tbody th bdi')].filter((each) => each.getClientRects().length > 1).length",
      ),
    ).toBe(0);
    expect(await page.evaluate("document.querySelector('input[name=threshold]').clientWidth")).toBeGreaterThan(100);
    const name = page.locator('#table-variants tbody th').first();
    const before = await name.boundingBox();
    await page.evaluate("document.getElementById('table-variants').parentElement.scrollLeft = 150");
    expect(await name.boundingBox()).toEqual(before);
  });

  const SHAPES = {
    'three variants': {},
    'hostile names': { labels: ['none', ...HOSTILE], question: HOSTILE.join(' ') },
    '40 variants': {
      labels: Array.from({ length: 40 }, (_, i) => `layers=2,units=64,rate=${i / 40},seed=fixed`),
      splits: 4,
      seeds: 2,
    },
    'one variant': { labels: ['none'] },
    'three splits': { splits: 3, seeds: 1 },
  };
  for (const [name, options] of Object.entries(SHAPES)) {
    it(`${name}: nothing overflows, overlaps, is cut off or says a word on the console, at 360, 900 and 1,600 px, light and dark`, async () => {
      const { page, trouble } = await browser.visit(onDisk(madePage(options).html), { width: 360 });
      expect(await faultsAtEverySize(page)).toEqual({});
      await choose(page, 'metric', 'logLoss');
      expect(await faultsAtEverySize(page)).toEqual({});
      expect(trouble).toEqual([]);
    });
  }

  it('10,000 runs are at most 3 MB, and their page still answers', async () => {
    const { html } = madePage({ labels: ['none', 'dropout', 'l1', 'l2'], splits: 500, seeds: 5 });
    expect(Buffer.byteLength(html)).toBeLessThan(3_000_000);
    const { page, trouble } = await browser.visit(onDisk(html));
    await choose(page, 'metric', 'logLoss');
    expect(await answer(page)).toContain('log loss');
    expect(await faultsAtEverySize(page)).toEqual({});
    expect(trouble).toEqual([]);
  });

  it('500 runs, the masks among them, are at most 400 KB', () => {
    const { html } = madePage({ labels: ['none', 'dropout'], splits: 50, seeds: 5, masks: true });
    expect(Buffer.byteLength(html)).toBeLessThan(400_000);
  });

  it('prints to A4 without what is only for a screen', async () => {
    const { page } = await browser.visit(onDisk(madePage().html));
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 700, height: 900 });
    expect(await page.locator('#controls').isVisible()).toBe(false);
    expect(await page.locator('.tools').first().isVisible()).toBe(false);
    expect(
      await page.evaluate(
        "[...document.querySelectorAll('table')].filter((each) => each.getBoundingClientRect().right > innerWidth).length",
      ),
    ).toBe(0);
    expect(await page.evaluate(FAULTS)).toEqual([]);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/MediaBox \[0 0 [\d.]+ [\d.]+\]/g)?.[0]).toMatch(/\[0 0 59[45][\d.]* 84[12]/);
    const pages = pdf.match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
    expect(pages).toBeGreaterThan(2);
    expect(pages).toBeLessThan(10);
    // What is folded on a screen is open on paper.
    expect(await page.locator('details:not([open])').count()).toBe(0);
  });
});
