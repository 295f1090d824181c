/** Command lines as somebody types them, read as the program reads them and carried out in this process, in a folder of their own. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import yargs from 'yargs';
import type * as CommandList from '../../src/commands/command-list.js';
import type { Flags, Io } from '../../src/commands/io.js';
import type * as Errors from '../../src/base/errors.js';

/** As it was built: nets train in worker threads, which know nothing of TypeScript. */
const built = (name: string): Promise<unknown> => import(new URL(`../../dist/src/${name}.js`, import.meta.url).href);
const { COMMANDS } = (await built('commands/command-list')) as typeof CommandList;
const { UserError } = (await built('base/errors')) as typeof Errors;

export interface Session {
  /** What was printed on both streams, with the exit code or the error: with nothing in it of this machine. `cat FILE` shows a file. */
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
      if (line.startsWith('cat '))
        return `$ ${line}\n${stripped(readFileSync(join(cwd, line.slice(4)), 'utf8'), cwd)}\n`;
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
        ...{ terminal: false, colour: false, columns: 80, outColumns: 100, cwd },
        signal: new AbortController().signal,
        ...(answers === undefined ? {} : { ask }),
      };
      const end = await carryOut(wordsOf(line), io);
      return `$ reseed ${line}\n${stripped(parts.join(''), cwd)}${stripped(end, cwd)}\n`;
    },
    end: () => rmSync(cwd, { recursive: true, force: true }),
  };
}

/** Words, some in single quotes. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
}

async function carryOut(words: readonly string[], io: Io): Promise<string> {
  let code: number | undefined;
  const parser = yargs([...words])
    .scriptName('reseed')
    .locale('en');
  for (const { words: usage, about, flags, load } of COMMANDS) {
    parser.command(usage, about, flags, async (given) => {
      code = await (await load(given as Flags))(given as Flags, io);
    });
  }
  parser
    .strict()
    .exitProcess(false)
    .fail((message: string | null, error: unknown) => {
      throw error instanceof Error && error.name !== 'YError' ? error : new UserError(message ?? String(error));
    });
  try {
    await parser.parseAsync();
    return `→ ${code}\n`;
  } catch (error) {
    if (!(error instanceof UserError)) return `→ unexpected: ${String(error)}\n`;
    return `→ refused: ${error.message}\n${error.hint === undefined ? '' : `  ${error.hint}\n`}`;
  }
}

/** Without this folder, and without times and sizes, which no two machines share. */
function stripped(text: string, cwd: string): string {
  return text
    .replaceAll(cwd, 'FOLDER')
    .replace(/\babout [\d.,]+ (?:ms|s|min|h|days?)(?: [\d.]+ (?:s|min|h))?/g, 'about TIME')
    .replace(/^seeds a split +splits +runs +time */gm, 'seeds a split  splits  runs  time  ')
    .replace(/^ +(\d+ +\d+ +\d+) +<?[\d.]+ (?:ms|s|min|h|days?)\b(?: [\d.]+ (?:s|min|h)\b)? */gm, '$1  TIME  ')
    .replace(/(?<="(?:minutes|msPerRun|estimatedMs|estimatedSeconds|diskBytes|durationMs|medianMs)": )[\d.e+-]+/g, 'N')
    .replace(/[\d.]+ (?:k|M)?B on disk/g, 'SIZE on disk')
    .replace(/\/bin\/sh: .*missing\.sh.*/g, '/bin/sh: …');
}
