/**
 * What `action.yml` does: runs Reseed, compares with the reference, writes the job's summary and one comment that is kept
 * up to date, and ends with the exit code of the gate. Plain Node, so that it needs no install of its own.
 */
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';

/** A page of Markdown that is longer is cut: nobody reads it in a comment. */
const MOST_LINES = 60;
/** GitHub refuses a comment of more than 65,536. */
const MOST_CHARACTERS = 60_000;
const PERMISSION =
  'It needs "permissions: pull-requests: write" in the job; pull requests from forks never have it. The same page is in the summary of the job.';
const env = process.env;
const wish = (name) => env[`RESEED_${name}`]?.trim() ?? '';
const quoted = (word) => `'${word.replaceAll("'", `'\\''`)}'`;

await main();

async function main() {
  if (wish('RUN') === '') fail('run is empty: say what to run, for example "bench my-question".');
  const compares = wish('REFERENCE') !== '';
  if (compares && wish('RESULTS') === '') fail('reference needs results: the folder to compare with it.');
  const gate = wish('FAIL_ON') === '' ? '' : ` --fail-on ${quoted(wish('FAIL_ON'))}`;
  const first = reseed(`${wish('RUN')} --markdown${compares ? '' : gate}`);
  // 1: some runs failed, which the report counts. 3: a gate. Without a report there is nothing to show or to compare.
  if (![0, 1, 3].includes(first.status) || first.text.trim() === '') end(first.status);
  const second = compares ? compareWith(referenceFolder(), gate) : undefined;
  const page = pageOf(second === undefined ? [first] : [first, second]);
  if (env.GITHUB_STEP_SUMMARY) appendFileSync(env.GITHUB_STEP_SUMMARY, page);
  else process.stdout.write(page);
  if (wish('COMMENT') === 'true') await comment(page);
  process.exit(second?.status || first.status);
}

/** The comparison, or what stands in its place where the question is new on this branch. */
function compareWith(folder, gate) {
  if (folder === undefined) {
    const branch = env.GITHUB_BASE_REF;
    const text = `**New here**: ${branch} has no \`${resultsFolder()}/summary.json\`, so there is nothing to compare with yet. The next pull request is compared with this one.`;
    return { status: 0, text, gates: [] };
  }
  const done = reseed(`compare ${quoted(folder)} ${quoted(wish('RESULTS'))} --markdown${gate}`);
  return [0, 3].includes(done.status) ? done : end(done.status);
}

/** Never with 0: the job would be green, and nothing was judged. */
function end(status) {
  process.exit(status || 1);
}

/** Its words to people (progress, notes, the gate) go to the log as well. */
function reseed(line) {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', `${wish('START')} ${line}`], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  process.stderr.write(stderr);
  const gates = stderr.split('\n').filter((text) => text.startsWith('gate '));
  return { status, text: stdout, gates };
}

/** The gate first, then what was compared, then the report: what is cut off is what matters least. */
function pageOf(parts) {
  const lines = [
    ...parts.flatMap(({ gates }) => gates.flatMap((gate) => [`**${inMarkdown(gate)}**`, ''])),
    ...parts.toReversed().flatMap(({ text }) => [...text.trim().split('\n'), '']),
  ];
  const kept = shortened(lines);
  return `${kept.join('\n').trimEnd()}\n`;
}

function shortened(lines) {
  let length = 0;
  const most = lines.findIndex((line) => (length += line.length + 1) > MOST_CHARACTERS);
  if (most < 0 && lines.length <= MOST_LINES) return lines;
  const whole = lines.slice(0, Math.min(most < 0 ? Infinity : most, MOST_LINES - 2));
  // A first line of that length is a gate over many variants: its beginning says how it went.
  const shown = whole.length > 0 ? whole : [`${lines[0].slice(0, 1000)} …`];
  return [...shown, '', '… the rest is in the report.'];
}

/** Names of variants stand in the gate's line: none of them may open a tag, a comment that hides the rest, a link or a picture. */
function inMarkdown(text) {
  return text.replace(/[\\`*_[\]|~$&]|<(?=[a-z/!?])/gi, '\\$&').replace(/:(?=\/\/)/g, '\\:');
}

/** A folder, or the same folder on the base branch as far as git keeps it; undefined where it is new on this one. */
function referenceFolder() {
  if (wish('REFERENCE') !== 'base') return wish('REFERENCE');
  const branch = env.GITHUB_BASE_REF;
  if (!branch) fail('reference "base" is for pull requests; elsewhere name a folder.');
  if (git('fetch', '--quiet', '--depth=1', 'origin', branch) === undefined)
    fail(`the branch ${branch} cannot be fetched from origin: is actions/checkout a step before this one?`);
  const there = git('ls-tree', '-r', '-z', '--name-only', 'FETCH_HEAD', `./${resultsFolder()}/`).toString();
  const names = there.split('\0').filter((name) => name !== '');
  const own = `${resultsFolder()}/summary.json`;
  if (!names.includes(own)) {
    if (git('show', `HEAD:./${own}`) !== undefined) return undefined;
    fail(`neither ${branch} nor this branch has ${own}: commit it, so that there is something to compare with.`);
  }
  // The report names the two sides by their folders.
  const folder = join(mkdtempSync(join(tmpdir(), 'reseed-base-')), branch.replaceAll(/[^\w.-]/g, '-'));
  for (const name of names) {
    const path = join(folder, posix.relative(resultsFolder(), name));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, git('show', `FETCH_HEAD:./${name}`));
  }
  return folder;
}

/** As git names it. */
function resultsFolder() {
  return posix.normalize(wish('RESULTS')).replace(/\/$/, '');
}

function git(...args) {
  const { status, stdout } = spawnSync('git', args, { maxBuffer: 2 ** 28 });
  return status === 0 ? stdout : undefined;
}

/**
 * One a results folder (or command), found again by a mark that readers do not see. Where GitHub does not let us write it, as
 * for pull requests from forks, the job says so and goes on: what decides is the gate.
 */
async function comment(page) {
  const number = env.GITHUB_EVENT_PATH
    ? JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, 'utf8')).pull_request?.number
    : undefined;
  if (number === undefined) return say('not a pull request, so nothing is commented');
  const mark = `<!-- reseed: ${(wish('RESULTS') || wish('RUN')).replaceAll('--', '- -')} -->`;
  try {
    await writeComment(number, { mark, body: `${mark}\n${page}` });
  } catch (error) {
    console.log(`::warning title=Reseed::The comment could not be written (${error.message}). ${PERMISSION}`);
  }
}

async function writeComment(number, { mark, body }) {
  const all = `${env.GITHUB_API_URL}/repos/${env.GITHUB_REPOSITORY}/issues`;
  let own;
  for (let from = 1; own === undefined; from++) {
    const some = await ask(`${all}/${number}/comments?per_page=100&page=${from}`, 'GET');
    own = some.find((each) => each.body?.startsWith(mark));
    if (some.length < 100) break;
  }
  if (own === undefined) await ask(`${all}/${number}/comments`, 'POST', { body });
  else await ask(`${all}/comments/${own.id}`, 'PATCH', { body });
}

async function ask(url, method, body) {
  const headers = { authorization: `Bearer ${env.GITHUB_TOKEN}`, accept: 'application/vnd.github+json' };
  const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  if (!answer.ok) throw new Error(`GitHub answered ${answer.status}`);
  return answer.json();
}

function say(text) {
  process.stderr.write(`reseed action: ${text}\n`);
}

function fail(text) {
  say(text);
  process.exit(2);
}
