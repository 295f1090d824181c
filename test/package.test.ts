/**
 * The package outside this repository: packed, installed into an empty project, its types checked, an experiment made
 * and run there. Packs what `npm test` has built; installs from npm's cache where it can, and without tfjs-node.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const windows = process.platform === 'win32';

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

let project: string;
let packed: Packed;

/** Runs a program of npm in the project; its own settings must not leak in from the npm that runs the tests. */
function npm(program: 'npm' | 'npx', args: readonly string[], cwd = project): string {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|VITEST|NODE_ENV)/.test(name)));
  return execFileSync(program, args, { cwd, env, encoding: 'utf8', shell: windows, stdio: ['ignore', 'pipe', 'pipe'] });
}

function typeCheck(): { status: number | null; output: string } {
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', project],
    {
      encoding: 'utf8',
    },
  );
  return { status, output: stdout };
}

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'reseed-package-'));
  const out = npm('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project], ROOT);
  packed = (JSON.parse(out) as Packed[])[0]!;
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'empty', private: true, type: 'module' }));
  const quietly = ['--omit=optional', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
  npm('npm', ['install', ...quietly, `./${packed.filename}`]);
  const compilerOptions = {
    ...{ target: 'ES2022', module: 'NodeNext', noEmit: true, strict: true, types: [] },
    ...{ exactOptionalPropertyTypes: true, verbatimModuleSyntax: true, skipLibCheck: false },
  };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['experiments'] }));
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

describe('the package', () => {
  it('holds the built program, its WebAssembly and the experiments, and nothing of the workshop', () => {
    const paths = packed.files.map(({ path }) => path);
    for (const needed of [
      'dist/src/cli.js',
      'dist/src/index.d.ts',
      'dist/src/origins/table/worker.js',
      'dist/src/engines/fused/trainer.wasm',
      'dist/src/browser/assets.json',
      'dist/experiments/dropout-vs-none.js',
      'experiments/dropout-vs-none.ts',
      'LICENSE',
      'CHANGELOG.md',
    ]) {
      expect(paths).toContain(needed);
    }
    expect(
      paths.filter((path) => /(^|\/)(test|results|coverage|node_modules|assembly)\/|^(dist\/)?bench\//.test(path)),
    ).toEqual([]);
    expect(
      paths.filter((path) => /tsbuildinfo|\.test\.|trainer\.debug|trainer\.hash|\.tgz$|\.jsonl$/.test(path)),
    ).toEqual([]);
    // The largest parts: the program of report.html (230 kB unpacked), the origins (390 kB: readers of scores, programs), and what is built in of stdlib (140 kB, in place of an install of 27 MB).
    expect(packed.size).toBeLessThan(1_250_000);
  });

  it('leaves out no file that one of its files imports', () => {
    const paths = new Set(packed.files.map(({ path }) => path));
    const missing = [...paths]
      .filter((path) => path.endsWith('.js') || path.endsWith('.d.ts'))
      .flatMap((path) => {
        const source = readFileSync(join(project, 'node_modules/reseed', path), 'utf8');
        const found = [...source.matchAll(/(?:from|import\(|import) *['"](\.[^'"]+)['"]/g)].map(([, to]) => to!);
        // Types of './a.js' stand in './a.d.ts'; what runs lies in the bundles.
        return found.map((to) => ({ path, to: path.endsWith('.d.ts') ? to.replace(/\.js$/, '.d.ts') : to }));
      })
      .filter(({ path, to }) => !paths.has(posix.join(posix.dirname(path), to)));
    expect(missing).toEqual([]);
  });

  it('leaves out no file that Node is given a path of', () => {
    const paths = packed.files.map(({ path }) => path);
    const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
    const given = sources
      .filter((name) => /\.ts$/.test(name))
      .flatMap((name) => {
        const text = readFileSync(join(ROOT, 'src', name), 'utf8');
        return [...text.matchAll(/new URL\('([^']+\.js)', import\.meta\.url\)/g)].map(([, to]) =>
          posix.join('dist/src', posix.dirname(name), to!),
        );
      });
    expect(given).toContain('dist/src/origins/table/worker.js');
    expect(paths).toEqual(expect.arrayContaining(given));
  });

  it('is small without its optional parts: at most 20 MB in 60 packages', () => {
    const lock = readFileSync(join(project, 'node_modules/.package-lock.json'), 'utf8');
    expect(Object.keys((JSON.parse(lock) as { packages: object }).packages).length).toBeLessThanOrEqual(60);
    const files = readdirSync(join(project, 'node_modules'), { recursive: true, withFileTypes: true });
    const bytes = files.map((file) => (file.isFile() ? statSync(join(file.parentPath, file.name)).size : 0));
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(20e6);
    expect(existsSync(join(project, 'node_modules/reseed/dist/src/stdlib-LICENSE.txt'))).toBe(true);
  });

  it('works without TensorFlow.js, and says how to add it to this project', () => {
    expect(existsSync(join(project, 'node_modules/@tensorflow'))).toBe(false);
    const advice =
      /npm install @tensorflow\/tfjs-core@4\.\d+ @tensorflow\/tfjs-layers@4\.\d+ @tensorflow\/tfjs-backend-wasm@4/;
    const found = npm('npx', ['--no-install', 'reseed', 'doctor']);
    expect(found).toMatch(/^works +fused/m);
    expect(found).toMatch(advice);
    const { status, stderr } = spawnSync('npx', ['--no-install', 'reseed', 'bench', '--engine', 'tfjs'], {
      ...{ cwd: project, encoding: 'utf8', shell: windows },
    });
    expect(status).toBe(2);
    expect(stderr).toMatch(advice);
    expect(npm('npx', ['--no-install', 'reseed', 'list'])).toMatch(/^dropout-vs-none +Does /m);
  });

  it('makes an experiment whose types are checked and known, without Node’s types', () => {
    npm('npx', ['--no-install', 'reseed', 'init', 'my-question']);
    expect(typeCheck()).toEqual({ status: 0, output: '' });
    const path = join(project, 'experiments/my-question.ts');
    const right = readFileSync(path, 'utf8');
    writeFileSync(path, right.replace('patience: 25', 'patiense: 25').replace('dropout(0.5)', "dropout('half')"));
    const { status, output } = typeCheck();
    writeFileSync(path, right);
    expect(status).not.toBe(0);
    expect(output).toMatch(/'patiense' does not exist/);
    expect(output).toMatch(/'string' is not assignable to parameter of type 'number'/);
  });

  it('trains the experiment and writes its report', () => {
    const args = ['bench', 'my-question', '--splits', '5', '--seeds', '2', '--workers', '1', '--quiet'];
    expect(npm('npx', ['--no-install', 'reseed', ...args])).toMatch(/accuracy/);
    const results = join(project, 'results/my-question');
    expect(readFileSync(join(results, 'report.md'), 'utf8')).toContain('Does dropout steady the score of this network');
    expect(readdirSync(join(results, 'figures')).filter((name) => name.endsWith('.svg'))).not.toEqual([]);
    expect(readFileSync(join(results, 'runs.csv'), 'utf8').trimEnd().split('\n')).toHaveLength(1 + 5 * 2 * 2);
  });

  it('draws the masks of the experiment', () => {
    const drawn = JSON.parse(npm('npx', ['--no-install', 'reseed', 'masks', 'my-question', '--json'])) as {
      files: { animation: string };
    };
    expect(readFileSync(join(project, drawn.files.animation), 'utf8')).toMatch(/^<svg /);
  });
});
