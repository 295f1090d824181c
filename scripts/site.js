/**
 * `npm run site [-- RESULTS SITE]`: a static site of all results folders, at any depth. Where records are, report.html and its
 * numbers are made again; where none are (comparisons of two folders, results of a fresh clone), what was published is copied.
 * A front page leads to all of them. To train what is missing: `npm run bench -- --all`.
 */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { pageAssets } from '../dist/src/bench/page-assets.js';
import { readBench } from '../dist/src/bench/open-bench.js';
import { writeReport } from '../dist/src/bench/publish.js';
import { frontPage } from '../dist/src/report/front-page.js';
import { optionsOf, refuse } from '../dist/perf/program-options.js';
import { htmlDocument, isSealed } from '../dist/src/report/render/html-document.js';

const USAGE = `npm run site -- [RESULTS [SITE]]
  RESULTS    results folders, at any depth (default: results)
  SITE       the site that is made of them (default: site)`;
const { positionals } = optionsOf(USAGE, { allowPositionals: true });
if (positionals.length > 2) refuse('Give two folders at most.', USAGE);
const [results, out] = [positionals[0] ?? 'results', positionals[1] ?? 'site'].map((path) => resolve(path));
if (!existsSync(results) || !statSync(results).isDirectory()) refuse(`There is no folder ${results}.`, USAGE);
const folders = foldersUnder('');
if (folders.length === 0) {
  console.error(`No folder in ${results} holds records or a report. Train them first: npm run bench -- --all`);
  process.exit(2);
}
// Only a site that this program made is replaced.
const front = join(out, 'index.html');
if (existsSync(out) && readdirSync(out).length > 0 && !(existsSync(front) && isSealed(readFileSync(front, 'utf8')))) {
  console.error(`${out} holds something else; give another folder: npm run site -- RESULTS SITE`);
  process.exit(2);
}
rmSync(out, { recursive: true, force: true });
const [entries, others] = [[], []];
for (const folder of folders) {
  mkdirSync(join(out, folder), { recursive: true });
  if (hasRecords(folder)) {
    const bench = readBench(join(results, folder));
    writeReport(join(out, folder), bench);
    entries.push({ folder, analysis: bench.analysis });
  } else {
    others.push(copied(folder));
  }
}
writeFileSync(front, htmlDocument(frontPage(entries, { report: 'report.html', others }), { assets: pageAssets() }));
console.log(`${out}: a front page and ${folders.length} reports`);

/** Relative, with `/`; a folder of results holds no others. */
function foldersUnder(folder) {
  return readdirSync(join(results, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => (folder === '' ? name : `${folder}/${name}`))
    .sort()
    .flatMap((each) => (hasRecords(each) || hasReport(each) ? [each] : foldersUnder(each)));
}

function hasRecords(folder) {
  return ['manifest.json', 'runs.jsonl'].every((name) => existsSync(join(results, folder, name)));
}

function hasReport(folder) {
  return existsSync(join(results, folder, 'report.md')) && existsSync(join(results, folder, 'summary.json'));
}

/** What is published of a folder without records, and how it is shown: as a page to explore where there is one. */
function copied(folder) {
  const from = join(results, folder);
  const page = join(from, 'report.html');
  const explorable = existsSync(page) && isSealed(readFileSync(page, 'utf8'));
  const files = [...(explorable ? ['report.html'] : []), 'report.md', 'summary.csv', 'runs.csv', 'summary.json'].filter(
    (name) => existsSync(join(from, name)),
  );
  for (const name of files) copyFileSync(join(from, name), join(out, folder, name));
  if (existsSync(join(from, 'figures'))) {
    mkdirSync(join(out, folder, 'figures'), { recursive: true });
    for (const name of readdirSync(join(from, 'figures')).filter((each) => each.endsWith('.svg')))
      copyFileSync(join(from, 'figures', name), join(out, folder, 'figures', name));
  }
  const [, heading = folder] = /^# (.+)$/m.exec(readFileSync(join(from, 'report.md'), 'utf8')) ?? [];
  return { folder, title: heading.replace(/\\([^\w\s])/g, '$1'), files };
}
