/** Command lines as somebody types them, read as the program reads them and carried out in this process, in a folder of their own. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { vi } from 'vitest';
import type { Io } from '../../src/commands/io.js';
import type * as Program from '../../src/commands/program.js';

/** As it was built: nets train in worker threads, which know nothing of TypeScript. */
const built = (name: string): Promise<unknown> => import(new URL(`../../dist/src/${name}.js`, import.meta.url).href);
const { carryOut } = (await built('commands/program')) as typeof Program;

export interface Session {
  /**
   * What was printed on both streams, with the exit code: with nothing in it of this machine. `cat FILE`, `ls FOLDER`,
   * `rm FILE…` and `cp FROM TO` do what they do in a shell; `on a terminal: LINE` shows colours, `interrupted: LINE` is stopped at once.
   */
  say(line: string, answers?: readonly string[]): Promise<string>;
  write(files: Readonly<Record<string, string>>): void;
  readonly cwd: string;
  end(): void;
}

export function openSession(files: Readonly<Record<string, string>> = {}): Session {
  const cwd = mkdtempSync(join(tmpdir(), 'reseed-session-'));
  const write = (more: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(more)) {
      mkdirSync(dirname(join(cwd, name)), { recursive: true });
      writeFileSync(join(cwd, name), text);
    }
  };
  write(files);
  return {
    cwd,
    write,
    async say(line, answers) {
      const done = ofShell(line, cwd);
      if (done !== undefined) return `$ ${line}\n${stripped(done, cwd)}\n`;
      const [, how, typed] = /^(?:(on a terminal|interrupted): )?(.*)$/su.exec(line)!;
      const parts: string[] = [];
      const open = [...(answers ?? [])];
      const ask = (question: string): Promise<string> => {
        const answer = open.shift() ?? '';
        parts.push(`${question}${answer}\n`);
        return Promise.resolve(answer);
      };
      const io: Io = {
        out: (text) => void parts.push(text),
        err: (text) => void parts.push(text.replace(/^(?=.)/gm, '! ')),
        ...{ terminal: how === 'on a terminal', colour: how === 'on a terminal', columns: 80, outColumns: 100, cwd },
        signal: how === 'interrupted' ? AbortSignal.abort() : new AbortController().signal,
        ...(answers === undefined ? {} : { ask }),
      };
      // Help is printed by yargs.
      const log = vi.spyOn(console, 'log').mockImplementation((text) => io.out(`${String(text)}\n`));
      const code = await carryOut(wordsOf(typed!), io);
      log.mockRestore();
      return `$ ${how === undefined ? '' : `${how}: `}reseed ${typed!}\n${stripped(parts.join(''), cwd)}→ ${code}\n`;
    },
    end: () => rmSync(cwd, { recursive: true, force: true }),
  };
}

/** What a shell would do with files; undefined where the line is for the program. */
function ofShell(line: string, cwd: string): string | undefined {
  const [word, ...rest] = line.split(' ');
  const paths = rest.map((name) => join(cwd, name));
  if (word === 'cat') return existsSync(paths[0]!) ? readFileSync(paths[0]!, 'utf8') : 'There is none.\n';
  if (word === 'ls') return `${readdirSync(paths[0]!).sort().join('\n')}\n`;
  if (word === 'cp') cpSync(paths[0]!, paths[1]!, { recursive: true });
  else if (word === 'rm') for (const path of paths) rmSync(path, { recursive: true });
  else return undefined;
  return '';
}

/** Words, some in single quotes. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
}

/** Without this folder, and without times, sizes and the progress of runs, which no two machines share; colours are written out. */
function stripped(text: string, cwd: string): string {
  return text
    .replaceAll(cwd, 'FOLDER')
    .replace(/(?:! )?\u001b\[2K(?:! reading: .*? rows)?/g, '')
    .replaceAll('\u001b', '\\e')
    .replace(/^! \d+\/\d+ runs · .*\n/gm, '')
    .replace(/^! reading the table: \d+ %\n/gm, '')
    .replace(/\babout [\d.,]+ (?:ms|s|min|h|days?)(?: [\d.]+ (?:s|min|h))?/g, 'about TIME')
    .replace(/^seeds a split +splits +runs +time */gm, 'seeds a split  splits  runs  time  ')
    .replace(
      /^ +(\d+) +([\d,]+) +([\d,]+) +<?[\d.,]+ (?:ms|s|min|h|days?)\b(?: [\d.]+ (?:s|min|h)\b)? */gm,
      '$1  $2  $3  TIME  ',
    )
    .replace(/(?<="(?:minutes|msPerRun|estimatedMs|estimatedSeconds|diskBytes|durationMs|medianMs)": )[\d.e+-]+/g, 'N')
    .replace(/[\d.]+ (?:k|M)?B on disk/g, 'SIZE on disk')
    .replace(/\/bin\/sh: .*missing\.sh.*/g, '/bin/sh: …');
}
