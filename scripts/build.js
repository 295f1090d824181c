/**
 * Builds `dist/`: TypeScript by tsc (incremental), the fused engine's WebAssembly by the AssemblyScript compiler, which is
 * skipped when neither its sources nor its compiler changed, and the programs inside `report.html` by esbuild.
 */
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const run = (file, ...args) =>
  spawnSync(process.execPath, [join(root, 'node_modules', file), ...args], { cwd: root, stdio: 'inherit' });

/** In place of words of errors that never come, and of a log: a third of what is bundled. */
const NOTHING = join(root, 'src/browser/nothing.cjs');

/** Ends in one sentence under what the compiler said: a stack of Node's would bury the line that is wrong. */
const compile = (what, file, ...args) => {
  const { status, signal, error } = run(file, ...args);
  if (status === 0) return;
  const why = error?.message ?? (signal === null ? 'its messages stand above' : `ended by ${signal}`);
  console.error(`build: ${what} failed (${why}); dist/ is not up to date.`);
  process.exit(1);
};

if (!existsSync(join(root, 'node_modules/typescript'))) {
  console.error('build: the packages are not installed; run npm ci first.');
  process.exit(1);
}
buildWasm();
compile('the TypeScript compiler', 'typescript/bin/tsc', '-p', 'tsconfig.build.json');
await bundleStdlib();
await buildPage();
copyPrograms();
chmodSync(join(root, 'dist/src/cli.js'), 0o755);

/** Experiments start these by a path beside their own file. */
function copyPrograms() {
  const from = join(root, 'experiments/programs');
  if (existsSync(from)) cpSync(from, join(root, 'dist/experiments/programs'), { recursive: true });
}

function buildWasm() {
  const sources = join(root, 'src/engines/fused/assembly');
  const files = existsSync(sources) ? readdirSync(sources).filter((name) => name.endsWith('.ts')) : [];
  if (files.length === 0) return;
  const hash = createHash('sha256').update(readFileSync(join(root, 'node_modules/assemblyscript/package.json')));
  hash.update(readFileSync(fileURLToPath(import.meta.url)));
  for (const name of files.sort()) hash.update(name).update(readFileSync(join(sources, name)));
  const digest = hash.digest('hex');
  const out = join(root, 'dist/src/engines/fused');
  const stamp = join(out, 'trainer.hash');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  mkdirSync(out, { recursive: true });
  const assemble = (name, ...options) =>
    compile(
      `the AssemblyScript compiler (${name})`,
      'assemblyscript/bin/asc.js',
      'src/engines/fused/assembly/trainer.ts',
      '--outFile',
      join(out, name),
      '--enable',
      'simd',
      '--runtime',
      'stub',
      '--importMemory',
      ...options,
    );
  assemble('trainer.wasm', '-O3', '--noAssert');
  // The build for tests: every access is looked up in a map of the arrays that exist.
  assemble('trainer.debug.wasm', '-O1', '--debug');
  writeFileSync(stamp, digest);
}

/**
 * Two files import @stdlib, 27 MB in 235 packages, of which they need 150 kB: these are written into them, so that whoever
 * installs the package needs none of it. A file that holds them already is left as it is.
 */
async function bundleStdlib() {
  const { build } = await import('esbuild');
  for (const file of ['base/math.js', 'stats/distributions.js'].map((name) => join(root, 'dist/src', name))) {
    if (!readFileSync(file, 'utf8').includes("from '@stdlib/")) continue;
    await build({
      entryPoints: [file],
      bundle: true,
      outfile: file,
      allowOverwrite: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      charset: 'utf8',
      legalComments: 'none', // stdlib-LICENSE.txt
      banner: { js: '/* Holds parts of stdlib (Apache-2.0): see stdlib-LICENSE.txt. */' },
      minify: true,
      alias: { '@stdlib/string-format': NOTHING, debug: NOTHING },
      plugins: [{ name: 'own files stay imports', setup: keepOwnFiles }],
      logLevel: 'error',
    });
  }
  const [licence, notice] = ['LICENSE', 'NOTICE'].map((name) =>
    readFileSync(join(root, 'node_modules/@stdlib/math-base-special-exp', name), 'utf8'),
  );
  writeFileSync(join(root, 'dist/src/stdlib-LICENSE.txt'), `${notice}\n${licence}`);
}

function keepOwnFiles({ onResolve }) {
  onResolve({ filter: /^\./ }, ({ importer, path }) =>
    importer.includes('node_modules') ? undefined : { path, external: true },
  );
}

/**
 * What `report.html` holds beside a report, as texts in one JSON file: its style sheet, its program, and its worker's,
 * deflated by pako, which gives the same bytes on every Node, and 3 % fewer than fflate, which packs the records.
 */
async function buildPage() {
  const [{ build }, { deflate }, { toBase85 }] = await Promise.all([
    import('esbuild'),
    import('pako'),
    import('../dist/src/base/base85.js'),
  ]);
  const bundle = async (entry) => {
    const { outputFiles } = await build({
      absWorkingDir: root,
      entryPoints: [join(root, 'src/browser/program', entry)],
      bundle: true,
      write: false,
      platform: 'browser',
      format: 'iife',
      target: 'es2022',
      charset: 'ascii',
      minify: true,
      legalComments: 'none', // NOTICE below
      logLevel: 'error',
      // In a browser there is no node:crypto.
      alias: { 'node:crypto': join(root, 'src/browser/crypto.ts'), '@stdlib/string-format': NOTHING, debug: NOTHING },
    });
    return outputFiles[0].text.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
  };
  const notice = '/* Holds parts of d3 and simple-statistics (ISC) and of stdlib (Apache-2.0). */\n';
  const worker = `${notice}${await bundle('worker.ts')}`;
  const { outputFiles } = await build({
    entryPoints: [join(root, 'src/browser/page.css')],
    write: false,
    minify: true,
    charset: 'ascii',
    logLevel: 'error',
  });
  const assets = {
    style: outputFiles[0].text.trim(),
    script: await bundle('page.ts'),
    worker: toBase85(deflate(worker, { level: 9 })),
  };
  mkdirSync(join(root, 'dist/src/browser'), { recursive: true });
  writeFileSync(join(root, 'dist/src/browser/assets.json'), JSON.stringify(assets));
}
