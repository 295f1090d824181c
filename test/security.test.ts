import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkExperiment } from '../src/experiment/check-experiment.js';
import { loadManifest } from '../src/store/manifest.js';
import { openStore } from '../src/store/store.js';
import { BENCH, openWorkshop } from './faults/bench-process.js';
import type { Workshop } from './faults/bench-process.js';

/** Names that mean something to HTML, Markdown, SVG, spreadsheets, JavaScript, terminals or file systems. */
const HOSTILE = [
  '<script>alert(1)</script>',
  '](http://evil.example)',
  '![x](http://evil.example/x.png)',
  'a|b',
  '__proto__',
  'constructor',
  '=cmd()',
  '../../outside',
  '/etc/passwd',
  '"><img src=x onerror=alert(1)>',
  '</text><script>1</script>',
  '`; rm -rf x`',
  '\u001b[2J',
  'javascript:alert(1)',
];

const question = (
  variants: readonly string[],
): string => `import { csv, defineExperiment, dense, fixedEpochs, holdout, sequential, variant } from 'reseed';
const stopping = fixedEpochs(2);
export default defineExperiment({
  question: ${JSON.stringify(`Is ${HOSTILE.join(' ')} safe?`)},
  background: ${JSON.stringify(HOSTILE.join(' '))},
  data: csv('table.csv', { target: ${JSON.stringify(HOSTILE[0])} }),
  protocol: holdout({ splits: 4, seeds: 2, validation: 0 }),
  baseline: ${JSON.stringify(variants[0])},
  variants: {
${variants.map((name, i) => `    [${JSON.stringify(name)}]: variant(sequential([dense(${i + 2})]), { stopping, label: ${JSON.stringify(name)} }),`).join('\n')}
  },
});
`;

let shop: Workshop;
let before: string[];
beforeAll(async () => {
  shop = openWorkshop();
  const cells = HOSTILE.map((name) => `"${name.replaceAll('"', '""')}"`);
  const rows = Array.from({ length: 60 }, (_, i) =>
    // No column of words may be the target once more: that is refused.
    HOSTILE.map((_name, c) => (c < 5 ? cells[(i + (i % (2 * c + 1))) % 4]! : String((i * (c + 7)) % 23))).join(','),
  );
  writeFileSync(join(shop.folder, 'table.csv'), `${cells.join(',')}\n${rows.join('\n')}\n`);
  writeFileSync(join(shop.folder, 'question.ts'), question(HOSTILE.filter((name) => name !== '__proto__')));
  before = readdirSync(dirname(shop.folder));
  expect(await shop.call([...BENCH, '--out', 'hostile'])).toMatchObject({ code: 0 });
});
afterAll(() => shop.remove());

const report = (name: string): string => readFileSync(join(shop.folder, 'hostile', name), 'utf8');
const figures = (): string[] => readdirSync(join(shop.folder, 'hostile/figures'));

describe('a table and an experiment with hostile names', () => {
  it('inject nothing into report.md: no tag, no link, no picture, no cell that is not ours', () => {
    const prose = withoutCode(report('report.md'));
    const tags = [...prose.matchAll(/(?<!\\)<\/?[a-z][^>]*>?/gi)].map(([tag]) => tag);
    for (const tag of tags)
      expect(tag).toMatch(/^<\/?(sup|sub|details|summary|strong|br|a)>$|^<a (id|name)="[\w-]+">$/);
    const targets = [...prose.matchAll(/(?<!\\)\]\((.*?)\)/g)].map(([, target]) => target!);
    for (const target of targets)
      expect(target).toMatch(
        /^(figures\/[\w.-]+\.svg|#[\w-]*|https:\/\/(github|www\.npmjs)\.com\/[\w./-]*|\.\.?\/[\w./-]*)$/,
      );
    for (const rows of tablesOf(report('report.md'))) expect(new Set(rows.map(columnsOf)).size).toBe(1);
    expect(prose).not.toContain('\u001b');
  });

  it('inject nothing into a figure: no script, no handler, no address, and every tag closed', () => {
    expect(figures().length).toBeGreaterThan(0);
    for (const name of figures()) {
      const svg = report(`figures/${name}`);
      expect(svg).not.toMatch(/<(script|img|image|foreignObject|iframe|a)\b/i);
      expect(svg.replace(/>[^<]*</g, '><')).not.toMatch(/\son\w+\s*=/i);
      expect(svg.replaceAll('http://www.w3.org/', '').replace(/>[^<]*</g, '><')).not.toMatch(
        /(href|url)\s*=?\s*["(](?!#)/i,
      );
      const open: string[] = [];
      for (const [, close, tag, self] of svg.matchAll(/<(\/?)([\w:]+)[^<>]*?(\/?)>/g)) {
        if (close === '/') expect(open.pop()).toBe(tag);
        else if (self !== '/') open.push(tag!);
      }
      expect(open).toEqual([]);
    }
  });

  it('start no formula in runs.csv', () => {
    const cells = report('runs.csv')
      .split('\n')
      .flatMap((line) => line.split(','));
    expect(cells.filter((cell) => /^"?[=@]/.test(cell))).toEqual([]);
  });

  it('write nothing outside the results folder', () => {
    expect(readdirSync(shop.folder).sort()).toEqual(['hostile', 'question.ts', 'table.csv']);
    expect(readdirSync(dirname(shop.folder)).filter((name) => name.includes('outside'))).toEqual([]);
    expect(before.length).toBeGreaterThan(0);
    const own =
      /^(runs\.jsonl|runs\.csv|predictions\.bin|manifest\.json|(splits|references)\.jsonl|report\.(md|html)|summary\.(json|csv)|figures)$/;
    for (const name of readdirSync(join(shop.folder, 'hostile'))) expect(name).toMatch(own);
    for (const name of figures()) expect(name).toMatch(/^[\w-]+\.svg$/);
  });

  it('give numbers for every variant, those named like parts of an object too', () => {
    const { variants } = JSON.parse(report('summary.json')) as { variants: unknown };
    expect(JSON.stringify(variants)).toContain('constructor');
    expect(JSON.stringify(variants)).not.toContain('NaN');
  });
});

describe('names that are refused', () => {
  it.each(['../up', '/etc/passwd', 'a/b', 'a\\b', 'a\u0000b', '', '.hidden', '-flag', 'a b'])(
    'an experiment called %j',
    (name) => {
      const value = { name, question: '?', variants: {} };
      expect(() => checkExperiment(value, { file: 'x.ts', name: 'x' })).toThrow(
        expect.objectContaining({ name: 'UserError' }) as Error,
      );
    },
  );

  it('a variant called __proto__', async () => {
    const other = openWorkshop();
    writeFileSync(
      join(other.folder, 'question.ts'),
      question(['plain', '__proto__']).replace(JSON.stringify(HOSTILE[0]), '"kind"'),
    );
    const { code, err } = await other.start(['bench', './question.ts']).ended;
    expect(code).toBe(2);
    expect(err).toContain('a variant is called "__proto__"');
    other.remove();
  });
});

describe('a results folder from elsewhere', () => {
  let folder = '';
  let outside = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reseed-foreign-'));
    outside = mkdtempSync(join(tmpdir(), 'reseed-outside-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
    rmSync(outside, { recursive: true });
  });

  it.each(['runs.jsonl', 'predictions.bin', 'splits.jsonl', 'incidents.jsonl', 'runs.damaged.txt', 'figures'])(
    'with a link in place of %s is refused, and what it points to stays as it is',
    (name) => {
      const target = join(outside, 'precious');
      if (name === 'figures') mkdirSync(target);
      else writeFileSync(target, 'precious');
      symlinkSync(target, join(folder, name));
      expect(() => openStore(folder)).toThrow('is a link');
      if (name !== 'figures') expect(readFileSync(target, 'utf8')).toBe('precious');
      expect(readdirSync(outside)).toEqual(['precious']);
    },
  );

  it.each(['../../escape', '/tmp/escape', 'a\u0000b'])('whose manifest names an experiment %j is refused', (name) => {
    const manifest = JSON.parse(readFileSync(join(shop.folder, 'hostile/manifest.json'), 'utf8')) as {
      experiment: object;
      setup: object;
    };
    const changed = { ...manifest, experiment: { ...manifest.experiment, name }, setup: { ...manifest.setup, name } };
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(changed));
    expect(() => loadManifest(folder)).toThrow(expect.objectContaining({ name: 'UserError' }) as Error);
  });

  it('whose manifest carries __proto__ changes no other object', () => {
    const text = readFileSync(join(shop.folder, 'hostile/manifest.json'), 'utf8');
    writeFileSync(join(folder, 'manifest.json'), text.replace('{', '{"__proto__": {"polluted": true},'));
    loadManifest(folder);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('is never run: a manifest or record that looks like code is text', async () => {
    const mark = join(outside, 'mark');
    const code = `process.binding && require('fs').writeFileSync(${JSON.stringify(mark)}, '')`;
    writeFileSync(join(folder, 'manifest.json'), code);
    writeFileSync(join(folder, 'runs.jsonl'), `${code}\n`);
    writeFileSync(join(folder, 'question.ts'), code);
    const { code: exit, err } = await shop.call(['report', folder]);
    expect(exit).toBe(2);
    expect(err).toContain('not valid JSON');
    expect(existsSync(mark)).toBe(false);
  });
});

/** Fenced blocks and code spans are shown as they are. */
function withoutCode(markdown: string): string {
  return markdown.replace(/^(`{3,}).*\n[\s\S]*?^\1$/gm, '').replace(/(?<![\\`])(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
}

/** The rows of each table: lines that begin with a bar, in a row. */
function tablesOf(markdown: string): string[][] {
  return markdown
    .split('\n\n')
    .map((part) => part.split('\n').filter((line) => line.startsWith('|')))
    .filter((rows) => rows.length > 1);
}

function columnsOf(row: string): number {
  return row.replace(/\\\|/g, '').split('|').length;
}
