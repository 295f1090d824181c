import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAULTS } from './boxes.js';
import { hasChromium, openBrowser } from './chromium.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CLI = join(ROOT, 'dist/src/cli.js');
const SITE = join(ROOT, 'scripts/site.js');

describe('npm run site', () => {
  let folder: string;
  let site: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'reseed-site-'));
    site = join(folder, 'site');
    const bench = ['bench', '--splits', '4', '--seeds', '2', '--quiet', '--out', join(folder, 'results/small bench')];
    execFileSync(process.execPath, [CLI, ...bench], { cwd: folder, stdio: 'ignore' });
    // As a clone has them: published, without records; one of them with a page that someone else made.
    for (const name of ['compare/dropout-vs-none-fused-against-tfjs-cpu', 'rerun'])
      cpSync(join(ROOT, 'results', name), join(folder, 'results', name), { recursive: true });
    for (const name of ['runs.jsonl', 'manifest.json', 'report.html'])
      rmSync(join(folder, 'results/rerun', name), { force: true });
    writeFileSync(join(folder, 'results/rerun/report.html'), '<script>alert(1)</script>');
    execFileSync(process.execPath, [SITE, join(folder, 'results'), site], { stdio: 'ignore' });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.skipIf(!hasChromium)(
    'has a front page whose every link and picture is there, leads to what was published without records too, and asks for nothing else',
    async () => {
      const browser = await openBrowser();
      try {
        const address = pathToFileURL(join(site, 'index.html')).href;
        const { page, trouble } = await browser.visit(address);
        const targets = await page.evaluate<string[]>(
          "[...document.querySelectorAll('main a[href], main img')].map((each) => each.href ?? each.src)",
        );
        expect(targets.length).toBeGreaterThan(3);
        expect(targets.filter((each) => !existsSync(fileURLToPath(each)))).toEqual([]);
        expect(await page.evaluate('[...document.images].every((each) => each.naturalWidth > 0)')).toBe(true);
        expect(trouble.filter((each) => !each.endsWith('.svg'))).toEqual([]);
        expect(targets.filter((each) => each.includes('/compare/')).length).toBeGreaterThan(1);
        expect(targets.some((each) => each.endsWith('/rerun/report.md'))).toBe(true);
        expect(existsSync(join(site, 'rerun/report.html'))).toBe(false);
        for (const width of [360, 900]) {
          await page.setViewportSize({ width, height: 800 });
          expect(await page.evaluate(FAULTS), `${width} px`).toEqual([]);
        }
        const report = await browser.visit(pathToFileURL(join(site, 'small bench/report.html')).href);
        const lost = await report.page.evaluate<string[]>(
          "[...document.querySelectorAll('main a[href]')].map((each) => each.getAttribute('href')).filter((each) => !each.startsWith('#') || document.getElementById(each.slice(1)) === null)",
        );
        expect(lost).toEqual([]);
      } finally {
        await browser.close();
      }
    },
  );

  it.skipIf(process.platform !== 'linux')(
    '--open starts the opener of this machine with the path of the page',
    async () => {
      const [programs, said] = [join(folder, 'programs'), join(folder, 'opened.txt')];
      mkdirSync(programs);
      writeFileSync(
        join(programs, 'xdg-open'),
        `#!/bin/sh\nprintf '%s' "$1" > '${said}.part' && mv '${said}.part' '${said}'\n`,
        { mode: 0o755 },
      );
      const bench = join(folder, 'results/small bench');
      const env = { ...process.env, PATH: `${programs}:${process.env['PATH'] ?? ''}` };
      execFileSync(process.execPath, [CLI, 'report', bench, '--open'], { env, stdio: 'ignore' });
      await expect.poll(() => existsSync(said), { timeout: 30_000 }).toBe(true);
      expect(readFileSync(said, 'utf8')).toBe(join(bench, 'report.html'));
      const without = spawnSync(process.execPath, [CLI, 'report', bench, '--open'], {
        env: { ...process.env, PATH: folder },
        encoding: 'utf8',
      });
      expect(without.status).toBe(0);
      expect(without.stderr).toContain('xdg-open cannot be started; open');
    },
  );

  it('replaces no folder that it did not make', () => {
    const other = join(folder, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'notes.txt'), 'mine');
    const { status, stderr } = spawnSync(process.execPath, [SITE, join(folder, 'results'), other], {
      encoding: 'utf8',
    });
    expect(status).toBe(2);
    expect(stderr).toContain('holds something else');
    expect(existsSync(join(other, 'notes.txt'))).toBe(true);
  });
});
