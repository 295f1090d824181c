/**
 * A real Chromium for tests of `report.html`: Debian's, with a fresh profile. What a page prints, throws or asks for is
 * kept, since a report does none of it. Where no Chromium is installed, tests are skipped and say so.
 */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';

const PROGRAM = '/usr/bin/chromium';

export const hasChromium = existsSync(PROGRAM);
if (!hasChromium)
  console.warn(`skipped: ${PROGRAM} is not installed (apt-get install chromium), so report.html is not tested`);

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Visit {
  readonly page: Page;
  /** Console messages, errors, and requests to anything but the file itself and the worker inside it. */
  readonly trouble: readonly string[];
}

export interface VisitOptions {
  readonly width?: number;
  readonly scheme?: 'light' | 'dark';
  readonly reducedMotion?: 'reduce' | 'no-preference';
  readonly javaScript?: boolean;
  /** After the address: `#metric=logLoss`. */
  readonly hash?: string;
}

export interface Browser {
  readonly visit: (address: string, options?: VisitOptions) => Promise<Visit>;
  readonly close: () => Promise<void>;
}

/** One page for all visits of a file, emptied before each: a new one costs as much as many of the tests. */
export async function openBrowser(): Promise<Browser> {
  const program = await chromium.launch({ executablePath: PROGRAM, headless: true, args: FLAGS });
  const pages = new Map<boolean, Page>();
  const pageFor = async (javaScriptEnabled: boolean): Promise<Page> => {
    const page = pages.get(javaScriptEnabled) ?? (await (await program.newContext({ javaScriptEnabled })).newPage());
    pages.set(javaScriptEnabled, page);
    page.removeAllListeners();
    await page.goto('about:blank');
    return page;
  };
  return {
    async visit(
      address,
      { width = 900, scheme = 'light', reducedMotion = 'no-preference', javaScript = true, hash = '' } = {},
    ) {
      const page = await pageFor(javaScript);
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ media: null, colorScheme: scheme, reducedMotion });
      const trouble = troubleOf(page, address);
      await page.goto(`${address}${hash}`);
      if (javaScript) await settled(page);
      return { page, trouble };
    },
    close: () => program.close(),
  };
}

function troubleOf(page: Page, address: string): readonly string[] {
  const trouble: string[] = [];
  page.on('console', (message) => trouble.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => trouble.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    trouble.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const url = request.url();
    if (url !== 'about:blank' && url.split('#')[0] !== address && !/^(blob|data):/.test(url))
      trouble.push(`request: ${url}`);
  });
  return trouble;
}

/** The worker has answered the last question. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main.busy').waitFor({ state: 'detached' });
  if ((await page.locator('path.dots').count()) > 0) await page.locator('.tip').first().waitFor();
}
