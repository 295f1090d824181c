/**
 * `npm run site [-- RESULTS SITE]`: a static site of all results folders that hold their records: each folder's report.html
 * with its numbers, and a front page. A fresh clone holds no records: train them first (`npm run bench -- --all`).
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pageAssets } from '../dist/src/bench/page-assets.js';
import { readBench } from '../dist/src/open-bench.js';
import { writeReport } from '../dist/src/publish.js';
import { frontPage } from '../dist/src/report/front-page.js';
import { htmlDocument, isSealed } from '../dist/src/report/render/html-document.js';

const [results = 'results', out = 'site'] = process.argv.slice(2).map((path) => resolve(path));
const names = readdirSync(results)
  .filter((name) => existsSync(join(results, name, 'manifest.json')) && existsSync(join(results, name, 'runs.jsonl')))
  .sort();
if (names.length === 0) {
  console.error(`No folder in ${results} holds records. Train them first: npm run bench -- --all`);
  process.exit(2);
}
// Only a site that this program made is replaced.
const front = join(out, 'index.html');
if (existsSync(out) && readdirSync(out).length > 0 && !(existsSync(front) && isSealed(readFileSync(front, 'utf8')))) {
  console.error(`${out} holds something else; give another folder: npm run site -- RESULTS SITE`);
  process.exit(2);
}
rmSync(out, { recursive: true, force: true });
const entries = names.map((name) => {
  const folder = join(out, name);
  mkdirSync(folder, { recursive: true });
  const bench = readBench(join(results, name));
  writeReport(folder, bench);
  return { folder: name, analysis: bench.analysis };
});
for (const name of readdirSync(results)) {
  const page = join(results, name, 'report.html');
  if (names.includes(name) || !existsSync(page)) continue;
  mkdirSync(join(out, name), { recursive: true });
  copyFileSync(page, join(out, name, 'report.html'));
}
const page = frontPage(entries, { report: 'report.html' });
writeFileSync(front, htmlDocument(page, { assets: pageAssets() }));
console.log(`${out}: a front page and ${names.length} reports`);
