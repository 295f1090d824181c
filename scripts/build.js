/**
 * Builds `dist/`: TypeScript by tsc (incremental), its entries as bundles by esbuild, the fused engine's WebAssembly by the AssemblyScript compiler, which is
 * skipped when neither its sources nor its compiler changed, and the programs inside `report.html` by esbuild.
 */
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const run = (file, ...args) =>
  spawnSync(process.execPath, [join(root, 'node_modules', file), ...args], { cwd: root, stdio: 'inherit' });

/** In place of words of errors that never come, and of a log: a third of what is bundled. */
const NOTHING = join(root, 'src/browser/nothing.cjs');

/** What Node is given a path of: the program, what `package.json` exports, threads and processes of their own. */
const ENTRIES = [
  ...['cli', 'commands/program', 'index', 'library/stats', 'library/results', 'library/report'],
  ...['origins/table/worker', 'engines/tfjs/child', 'experiment/own-model-loader'],
];

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
await bundleEntries();
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
 * The files that Node is given a path of are written as bundles over what the compiler made of them: a command then reads
 * some eighty files in place of four hundred, which was a fifth of its time. They share their modules through
 * `dist/src/chunks/`, so that an experiment's `reseed` is the one that runs. The 150 kB of @stdlib that are needed lie
 * there too: whoever installs the package needs none of its 235 packages. Only what has changed is written, as another
 * command may be reading it.
 */
async function bundleEntries() {
  const chunks = join(root, 'dist/src/chunks');
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ENTRIES.map((name) => join(root, `src/${name}.ts`)),
    outbase: join(root, 'src'),
    outdir: join(root, 'dist/src'),
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    charset: 'utf8',
    legalComments: 'none', // stdlib-LICENSE.txt
    external: Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies, ...manifest.peerDependencies }),
    alias: { '@stdlib/string-format': NOTHING, debug: NOTHING },
    plugins: [{ name: 'each module knows its place', setup: keepPlaces }],
    logLevel: 'error',
  });
  // Chunks come before the entries that ask for them: a command may start in between.
  const isChunk = ({ path }) => dirname(path) === chunks;
  for (const { path, contents } of outputFiles.sort((a, b) => isChunk(b) - isChunk(a))) {
    if (existsSync(path) && Buffer.compare(readFileSync(path), contents) === 0) continue;
    mkdirSync(dirname(path), { recursive: true });
    // Of a name of its own: two commands may be building at once.
    const fresh = `${path}.${process.pid}`;
    writeFileSync(fresh, contents);
    renameSync(fresh, path);
  }
  const made = new Set(outputFiles.map(({ path }) => path));
  for (const name of readdirSync(chunks))
    if (!made.has(join(chunks, name))) rmSync(join(chunks, name), { force: true });
  const [licence, notice] = ['LICENSE', 'NOTICE'].map((name) =>
    readFileSync(join(root, 'node_modules/@stdlib/math-base-special-exp', name), 'utf8'),
  );
  writeFileSync(join(root, 'dist/src/stdlib-LICENSE.txt'), `${notice}\n${licence}`);
}

/** A module finds files beside its own place in `dist/src/`, whichever bundle it lies in. */
function keepPlaces({ onLoad }) {
  onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path }) => {
    const source = readFileSync(path, 'utf8');
    if (!source.includes('import.meta.url')) return undefined;
    const place = JSON.stringify(relative(join(root, 'src'), path).replaceAll('\\', '/').replace(/ts$/, 'js'));
    const here = `import.meta.url.slice(0, import.meta.url.lastIndexOf('/dist/src/') + '/dist/src/'.length)`;
    return { contents: source.replaceAll('import.meta.url', `(${here} + ${place})`), loader: 'ts' };
  });
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
