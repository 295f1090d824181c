import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { bench } from '../../src/commands/bench.js';
import { report } from '../../src/commands/report.js';
import { run } from '../../src/commands/run.js';
import { commandIo } from './command-io.js';

/** A folder with one program, `node p.mjs SEED REST…`, and the command line in it. */
function shop(program: string) {
  const { io, cwd, printed } = commandIo();
  writeFileSync(join(cwd, 'p.mjs'), program);
  const line = (rest = ''): string => `"${process.execPath}" p.mjs {seed} ${rest}`;
  const text = (name: string): string => readFileSync(join(cwd, 'results/a-vs-b', name), 'utf8');
  const trained = () =>
    (JSON.parse(text('manifest.json')) as { sessions: { trained: number }[] }).sessions.at(-1)!.trained;
  return { io, cwd, printed, line, text, trained, remove: () => rmSync(cwd, { recursive: true, force: true }) };
}

const SCORED =
  'const [, , seed, more = 0] = process.argv; console.log("accuracy:", 0.5 + (seed % 97) / 400 + Number(more));';

describe('reseed run', () => {
  it('goes from two command lines to a report, resumes, and trains anew when the script changed', async () => {
    const { io, cwd, line, text, trained, remove } = shop(SCORED);
    const commands = [`a=${line()}`, `b=${line('0.1')}`];
    expect(await run({ commands, seeds: '4' }, io)).toBe(0);
    expect(text('report.md')).toContain('## Paired by seed number only');
    expect(text('report.md')).toContain('10.0 points higher');
    // Reseed knows nothing of the rows of these programs, and says nothing of them.
    expect(text('report.md')).toContain('over 4 seeds, with b,');
    expect(text('report.md')).not.toMatch(/held split|on these rows|the same rows|same splits/);
    expect(text('runs.csv').match(/,ok,/g)?.length).toBe(8);
    expect(await run({ commands, seeds: '6' }, io)).toBe(0);
    expect(trained()).toBe(4);
    writeFileSync(join(cwd, 'p.mjs'), `${SCORED}\n// changed`);
    expect(await run({ commands, seeds: '4' }, io)).toBe(0);
    expect(trained()).toBe(8);
    remove();
  });

  it('starts nothing when a folder is reported', async () => {
    const { io, cwd, line, text, remove } = shop(
      `import { appendFileSync } from 'node:fs'; appendFileSync('ran', 'x');${SCORED}`,
    );
    await run({ commands: [`a=${line()}`, `b=${line()} `], seeds: '3', metric: 'accuracy' }, io);
    const [ran, page] = [readFileSync(join(cwd, 'ran'), 'utf8'), text('report.md')];
    rmSync(join(cwd, 'p.mjs'));
    expect(report({ dir: 'results/a-vs-b' }, io)).toBe(0);
    expect(text('report.md')).toBe(page);
    expect(readFileSync(join(cwd, 'ran'), 'utf8')).toBe(ran);
    expect(text('manifest.json')).not.toContain(cwd);
    remove();
  });

  it('counts an exit code as failed, with the last words of stderr, and never retries it', async () => {
    const { io, line, text, remove } = shop(
      `if (process.argv[3] === 'bad' && process.argv[2] % 2 === 1) { console.error('out of luck'); process.exit(3); }${SCORED.replace('Number(more)', '0')}`,
    );
    const commands = [`a=${line()}`, `b=${line('bad')}`];
    expect(await run({ commands, seeds: '1,2,3,4', metric: 'accuracy' }, io)).toBe(1);
    expect(text('runs.csv').match(/exit code 3: out of luck/g)?.length).toBe(2);
    const records = text('runs.jsonl');
    await run({ commands, seeds: '1,2,3,4', metric: 'accuracy' }, io);
    expect(text('runs.jsonl')).toBe(records);
    remove();
  });

  it('stops at once and shows why where every variant fails at its first run', async () => {
    const { io, line, remove } = shop('console.error("no data"); process.exit(1);');
    const asked = run({ commands: [`a=${line()}`, `b=${line()} x`], metric: 'accuracy' }, io);
    await expect(asked).rejects.toThrow(/Every variant failed[^]*a: exit code 1: no data/);
    remove();
  });

  it('names a program that is not there', async () => {
    const { io, remove } = shop('');
    const commands = ['a=no-such-program {seed}', 'b=no-such-program {seed} x'];
    await expect(run({ commands, metric: 'accuracy' }, io)).rejects.toThrow(
      'no-such-program cannot be started (ENOENT)',
    );
    remove();
  });

  it('lists the scores where there are several and none is named', async () => {
    const { io, line, remove } = shop('console.log(JSON.stringify({ accuracy: 1, fun: 2 }))');
    await expect(run({ commands: [`a=${line()}`, `b=${line()} x`] }, io)).rejects.toThrow('accuracy (1), fun (2)');
    await expect(run({ commands: [`a=${line()}`, `b=${line()} x`], metric: 'fun' }, io)).rejects.toThrow('higher fun');
    remove();
  });

  it('ends a program that ignores SIGTERM no later than ten seconds after its time-out, and does not wait for a child that holds the pipe', async () => {
    const { io, line, text, remove } = shop(
      `import { spawn } from 'node:child_process';
      if (process.argv[3] === 'late') { process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); }
      else { spawn('sleep', ['1000'], { stdio: 'inherit' }).unref(); console.log('accuracy: 0.5'); process.exit(0); }`,
    );
    expect(
      await run({ commands: [`a=${line()}`, `b=${line('late')}`], seeds: '1', metric: 'accuracy', timeout: '2s' }, io),
    ).toBe(1);
    expect(text('runs.csv')).toContain('time-out after 2s');
    expect(text('runs.csv')).toMatch(/^a,.*,ok,/m);
    remove();
  }, 60_000);

  it('survives a flood, broken UTF-8 and silence', async () => {
    const { io, line, text, remove } = shop(
      `if (process.argv[3] === 'flood') { const line = Buffer.alloc(1 << 20, 'x'); line[5] = 0xff; for (let i = 0; i < 30; i++) await new Promise((go) => process.stdout.write(line, go)); await new Promise((go) => process.stdout.write('\\naccuracy: 0.5\\n', go)); }`,
    );
    expect(await run({ commands: [`a=${line('flood')}`, `b=${line()}`], seeds: '1', metric: 'accuracy' }, io)).toBe(1);
    expect(text('runs.csv')).toMatch(/^a,.*,ok,0.5/m);
    expect(text('runs.csv')).toContain('it printed nothing');
    remove();
  });

  it('redoes a run that was killed from outside', async () => {
    const { io, line, text, remove } = shop(
      `import { existsSync, writeFileSync } from 'node:fs';
      if (!existsSync('killed')) { writeFileSync('killed', ''); process.kill(process.pid, 'SIGKILL'); setInterval(() => {}, 1000); } else { ${SCORED} }`,
    );
    expect(await run({ commands: [`a=${line()}`, `b=${line('0.1')}`], seeds: '2', metric: 'accuracy' }, io)).toBe(0);
    expect(text('incidents.jsonl')).toContain('ended by SIGKILL from outside');
    remove();
  });

  it('keeps logs for the owner alone, without secrets', async () => {
    const { io, cwd, remove } = shop(`console.log('key', process.env.MY_API_KEY, 'accuracy: 1'); ${SCORED}`);
    const variant = (rest: string) => ({
      command: [process.execPath, 'p.mjs', '{seed}', rest],
      env: { MY_API_KEY: 'hush-hush' },
    });
    const question = {
      question: 'Which?',
      seeds: 2,
      metrics: ['accuracy'],
      variants: { a: variant('0'), b: variant('0.1') },
    };
    writeFileSync(join(cwd, 'q.mjs'), `export default ${JSON.stringify(question)};\n`);
    expect(await bench({ experiment: './q.mjs' }, io)).toBe(0);
    const logs = join(cwd, 'results/q/logs');
    const [first] = readdirSync(logs);
    const log = join(logs, first!, 'stdout.txt');
    expect(statSync(log).mode & 0o777).toBe(0o600);
    expect(readFileSync(log, 'utf8')).toContain('key *** accuracy');
    for (const name of ['manifest.json', 'report.md', 'summary.json', 'runs.jsonl']) {
      expect(readFileSync(join(cwd, 'results/q', name), 'utf8')).not.toContain('hush-hush');
    }
    remove();
  });

  it('keeps no secret of a failed run either: its last words are in records and reports', async () => {
    const { io, cwd, remove } = shop(
      `const fails = process.argv[3] === '1' && Number(process.argv[2]) % 2 === 1;
      if (fails) { console.error('no access with', process.env.MY_API_KEY); process.exit(3); }
      console.log('accuracy:', 0.5);`,
    );
    const variant = (fails: string) => ({
      command: [process.execPath, 'p.mjs', '{seed}', fails],
      env: { MY_API_KEY: 'hush-hush' },
    });
    const variants = { a: variant('0'), b: variant('1') };
    const question = { question: 'Which?', seeds: [1, 2, 3], metrics: ['accuracy'], variants };
    writeFileSync(join(cwd, 'q.mjs'), `export default ${JSON.stringify(question)};\n`);
    expect(await bench({ experiment: './q.mjs' }, io)).toBe(1);
    const text = (name: string): string => readFileSync(join(cwd, 'results/q', name), 'utf8');
    expect(text('runs.jsonl')).toContain('no access with ***');
    for (const name of ['manifest.json', 'report.md', 'report.html', 'runs.csv', 'runs.jsonl', 'summary.json']) {
      expect(text(name), name).not.toContain('hush-hush');
    }
    remove();
  });

  it('leaves nothing running after kill -9, and resumes', async () => {
    const { io, cwd, line, trained, remove } = shop(
      `import { writeFileSync, existsSync } from 'node:fs'; if (existsSync('slow')) { writeFileSync('pid', String(process.pid)); setInterval(() => {}, 1000); } else { ${SCORED} }`,
    );
    mkdirSync(join(cwd, 'slow'));
    const commands = [`a=${line()}`, `b=${line('0.1')}`];
    const cli = new URL('../../dist/src/cli.js', import.meta.url).pathname;
    const child = spawn(process.execPath, [cli, 'run', '--seeds', '2', '--metric', 'accuracy', ...commands], {
      cwd,
      stdio: 'ignore',
    });
    const pidFile = join(cwd, 'pid');
    while (!existsSync(pidFile) || readFileSync(pidFile, 'utf8') === '') await wait(50);
    const pid = Number(readFileSync(pidFile, 'utf8'));
    child.kill('SIGKILL');
    let alive = true;
    for (let i = 0; i < 200 && alive; i++) {
      await wait(50);
      alive = isAlive(pid);
    }
    expect(alive).toBe(false);
    rmSync(join(cwd, 'slow'), { recursive: true });
    expect(await run({ commands, seeds: '2', metric: 'accuracy' }, io)).toBe(0);
    expect(trained()).toBe(4);
    remove();
  }, 60_000);
});

/** A zombie, which nobody has waited for, runs no more. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
