/**
 * Builds `dist/`: TypeScript by tsc (incremental), and the fused engine's WebAssembly by the AssemblyScript compiler,
 * which is skipped when neither its sources nor its compiler changed.
 */
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const run = (file, ...args) =>
  spawnSync(process.execPath, [join(root, 'node_modules', file), ...args], { cwd: root, stdio: 'inherit' });

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
chmodSync(join(root, 'dist/src/cli.js'), 0o755);

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
