/**
 * What `action.yml` does: runs Reseed, compares with the reference, writes the job's summary and one comment that is kept
 * up to date, and ends with the exit code of the gate. Plain Node, so that it needs no install of its own.
 */
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** A page of Markdown that is longer is cut: nobody reads it in a comment. */
const MOST_LINES = 60;
const env = process.env;
const wish = (name) => env[`RESEED_${name}`]?.trim() ?? '';
const quoted = (word) => `'${word.replaceAll("'", `'\\''`)}'`;

await main();

async function main() {
  if (wish('RUN') === '') fail('run is empty: say what to run, for example "bench my-question".');
  if (wish('REFERENCE') !== '' && wish('RESULTS') === '')
    fail('reference needs results: the folder to compare with it.');
  const gate = wish('FAIL_ON') === '' ? '' : ` --fail-on ${quoted(wish('FAIL_ON'))}`;
  const compares = wish('REFERENCE') !== '';
  const first = reseed(`${wish('RUN')} --markdown${compares ? '' : gate}`);
  // 1: some runs failed, which the report counts. 3: the gate.
  if (![0, 1, 3].includes(first.status)) process.exit(first.status ?? 1);
  const second = compares
    ? reseed(`compare ${quoted(referenceFolder())} ${quoted(wish('RESULTS'))} --markdown${gate}`)
    : undefined;
  if (second !== undefined && ![0, 3].includes(second.status)) process.exit(second.status ?? 1);
  const page = pageOf([first, ...(second === undefined ? [] : [second])]);
  if (env.GITHUB_STEP_SUMMARY) appendFileSync(env.GITHUB_STEP_SUMMARY, page);
  else process.stdout.write(page);
  if (wish('COMMENT') === 'true') await comment(page);
  process.exit((second ?? first).status);
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

function pageOf(parts) {
  const lines = parts.flatMap(({ text, gates }) => [
    ...text.trimEnd().split('\n'),
    '',
    ...gates.map((gate) => `**${gate}**`),
    '',
  ]);
  const kept = lines.length <= MOST_LINES ? lines : [...lines.slice(0, MOST_LINES - 1), '… the rest is in the report.'];
  return `${kept.join('\n').trimEnd()}\n`;
}

/** A folder, or the same folder on the base branch, as far as git keeps it. */
function referenceFolder() {
  if (wish('REFERENCE') !== 'base') return wish('REFERENCE');
  const branch = env.GITHUB_BASE_REF;
  if (!branch) fail('reference "base" is for pull requests; elsewhere name a folder.');
  git('fetch', '--quiet', '--depth=1', 'origin', branch);
  const folder = join(mkdtempSync(join(tmpdir(), 'reseed-base-')), basename(wish('RESULTS')));
  mkdirSync(folder);
  for (const name of ['summary.json', 'runs.csv']) {
    const found = git('show', `FETCH_HEAD:${wish('RESULTS')}/${name}`);
    if (found !== undefined) writeFileSync(join(folder, name), found);
    else if (name === 'summary.json') fail(`${branch} has no ${wish('RESULTS')}/summary.json: commit it there first.`);
  }
  return folder;
}

function git(...args) {
  const { status, stdout } = spawnSync('git', args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  return status === 0 ? stdout : undefined;
}

/** One a results folder (or command), found again by a mark that readers do not see. */
async function comment(page) {
  const event = JSON.parse(readFileSync(env.GITHUB_EVENT_PATH ?? fail('there is no event to comment on'), 'utf8'));
  const number = event.pull_request?.number;
  if (number === undefined) return say('not a pull request, so nothing is commented');
  const mark = `<!-- reseed: ${(wish('RESULTS') || wish('RUN')).replaceAll('--', '- -')} -->`;
  const all = `${env.GITHUB_API_URL}/repos/${env.GITHUB_REPOSITORY}/issues`;
  let own;
  for (let from = 1; own === undefined; from++) {
    const some = await ask(`${all}/${number}/comments?per_page=100&page=${from}`, 'GET');
    own = some.find(({ body }) => body.startsWith(mark));
    if (some.length < 100) break;
  }
  const body = { body: `${mark}\n${page}` };
  if (own === undefined) await ask(`${all}/${number}/comments`, 'POST', body);
  else await ask(`${all}/comments/${own.id}`, 'PATCH', body);
}

async function ask(url, method, body) {
  const headers = { authorization: `Bearer ${env.GITHUB_TOKEN}`, accept: 'application/vnd.github+json' };
  const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  if (!answer.ok) {
    fail(
      `the comment was refused (${answer.status}): give the job "permissions: pull-requests: write", or comment: false.`,
    );
  }
  return answer.json();
}

function say(text) {
  process.stderr.write(`reseed action: ${text}\n`);
}

function fail(text) {
  say(text);
  process.exit(2);
}
