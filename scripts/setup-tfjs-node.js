/**
 * `npm run setup:tfjs-node`: makes @tensorflow/tfjs-node work where its own install cannot download its library.
 *
 * Takes the TensorFlow C library from a folder or wheel (`--libtensorflow`), or from the `tensorflow-cpu` wheel through
 * pip, puts it where the addon looks for it, compiles the addon, and proves it by training. Touches nothing outside
 * `node_modules`. If any step fails the addon is taken away again, so that the other backends are used as before.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { unpackWheel } from './unpack-wheel.js';
import { verifyTfjsNode } from './verify-tfjs-node.js';

const TENSORFLOW = '2.16.1';
const NAPI = Math.min(8, Number(process.versions.napi)); // tfjs-node 4.22 knows versions 3 to 8
const USAGE = `Usage: npm run setup:tfjs-node -- [--libtensorflow DIR|WHEEL] [--force]

  --libtensorflow  a TensorFlow C library: an unpacked libtensorflow archive, a folder that holds an unpacked
                   tensorflow-cpu wheel, or such a wheel. Without it, pip downloads tensorflow-cpu ${TENSORFLOW} (214 MB).
  --force          build again even if tfjs-node works already`;

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** The folder whose `node_modules` is used: this checkout, or the project that Reseed is installed in. */
const project = /^(.*?)[\\/]node_modules[\\/]/.exec(root)?.[1] ?? root;
const folder = join(project, 'node_modules', '@tensorflow', 'tfjs-node');
const deps = join(folder, 'deps');
const addon = join(folder, 'lib', `napi-v${NAPI}`, 'tfjs_binding.node');
const say = (text) => process.stderr.write(`setup:tfjs-node: ${text}\n`);

class SetupError extends Error {}

try {
  await main();
} catch (error) {
  if (!(error instanceof SetupError) && !String(error?.code).startsWith('ERR_PARSE_ARGS')) throw error;
  say(error.message);
  process.exitCode = 1;
}

async function main() {
  const { values } = parseArgs({
    options: { libtensorflow: { type: 'string' }, force: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) return void process.stdout.write(`${USAGE}\n`);
  if (values.libtensorflow !== undefined && !existsSync(values.libtensorflow)) {
    throw new SetupError(`--libtensorflow ${values.libtensorflow}: no such file or folder`);
  }
  if (values.libtensorflow === undefined && !values.force && existsSync(addon)) {
    const { ok, text } = verifyTfjsNode(project);
    if (ok) return say(`${text}; nothing to do`);
  }
  if (process.platform !== 'linux') {
    throw new SetupError(
      `builds on Linux only; on ${process.platform} run \`npm install @tensorflow/tfjs-node\`, which downloads its library, or use the WebAssembly backend, which needs nothing`,
    );
  }
  installPackage();
  try {
    await placeLibrary(values.libtensorflow);
    compile();
    const proof = verifyTfjsNode(project);
    if (!proof.ok) throw new SetupError(`the addon was built but does not train: ${proof.text}`);
    say(proof.text);
  } catch (error) {
    rmSync(addon, { force: true });
    throw error;
  }
}

/** A failed optional install leaves no package behind: fetch its files, without running its download. */
function installPackage() {
  if (existsSync(join(folder, 'binding.gyp'))) return;
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const wanted = `@tensorflow/tfjs-node@${optionalDependencies['@tensorflow/tfjs-node']}`;
  say(`fetching ${wanted} without its download`);
  run(npm(), ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', wanted], { cwd: project });
}

async function placeLibrary(from) {
  rmSync(deps, { recursive: true, force: true });
  mkdirSync(join(deps, 'lib'), { recursive: true });
  const scratch = mkdtempSync(join(tmpdir(), 'setup-tfjs-node-'));
  try {
    const source = from === undefined ? downloadWheel(scratch) : resolve(from);
    say(`taking TensorFlow from ${basename(source)}`);
    if (statSync(source).isDirectory()) copyLibrary(source);
    else await unpackLibrary(source);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  linkLibraries();
}

function downloadWheel(to) {
  if (process.arch !== 'x64')
    throw new SetupError(
      `there is no tensorflow-cpu wheel for ${process.arch}: name a TensorFlow C library with --libtensorflow`,
    );
  const python = ['python3', 'python'].find((name) => spawnSync(name, ['-m', 'pip', '--version']).status === 0);
  if (python === undefined)
    throw new SetupError(
      'needs Python with pip to download TensorFlow; or name a TensorFlow C library with --libtensorflow',
    );
  say(`downloading tensorflow-cpu ${TENSORFLOW} through pip`);
  // The wheel is only unpacked, so any Python will do: ask for one that exists.
  run(python, [
    '-m',
    'pip',
    'download',
    '-q',
    '--no-deps',
    '--only-binary=:all:',
    '--python-version',
    '3.10',
    '--implementation',
    'cp',
    '--platform',
    'manylinux2014_x86_64',
    '--platform',
    'manylinux_2_17_x86_64',
    '-d',
    to,
    `tensorflow-cpu==${TENSORFLOW}`,
  ]);
  return join(
    to,
    readdirSync(to).find((name) => name.endsWith('.whl')),
  );
}

/** Where a file of a library belongs under `deps`: C headers and what they include, the two shared libraries, nothing else. */
function placeOf(path) {
  const name = basename(path);
  if (/^libtensorflow(_cc|_framework)?\.so(\.|$)/.test(name)) return join('lib', name);
  const header = /(?:^|\/)include\/(.*\.h)$/.exec(path)?.[1];
  return header !== undefined && /^(tensorflow\/c\/|tensorflow\/core\/platform\/ctstring|tsl\/|xla\/tsl\/)/.test(header)
    ? join('include', header)
    : undefined;
}

async function unpackLibrary(wheel) {
  const count = await unpackWheel(wheel, (name) => {
    const place = placeOf(name);
    return place && join(deps, place);
  }).catch((error) => {
    throw new SetupError(`${basename(wheel)}: ${error.message}`);
  });
  if (count === 0) throw new SetupError(`${basename(wheel)} holds no TensorFlow C library`);
}

function copyLibrary(source) {
  for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const place = entry.isDirectory() ? undefined : placeOf(path);
    if (place === undefined) continue;
    mkdirSync(dirname(join(deps, place)), { recursive: true });
    if (entry.isSymbolicLink()) cpSync(path, join(deps, place), { verbatimSymlinks: true, force: true });
    else copyFileSync(path, join(deps, place));
  }
}

/** The linker asks for libtensorflow.so and libtensorflow_framework.so; the wheel has them under other names. */
function linkLibraries() {
  const lib = join(deps, 'lib');
  const files = readdirSync(lib);
  for (const [link, candidates] of [
    ['libtensorflow.so', /^libtensorflow(_cc)?\.so\.\d+$/],
    ['libtensorflow_framework.so', /^libtensorflow_framework\.so\.\d+$/],
  ]) {
    if (files.includes(link)) continue;
    const target = files.find((name) => candidates.test(name));
    if (target === undefined)
      throw new SetupError(
        `no ${link} in the library: name an unpacked libtensorflow, or a tensorflow-cpu wheel from 2.9 on that has libtensorflow_cc`,
      );
    symlinkSync(target, join(lib, link));
  }
  if (!existsSync(join(deps, 'include', 'tensorflow', 'c', 'c_api.h')))
    throw new SetupError('no C headers (tensorflow/c/c_api.h) in the library');
}

function compile() {
  const compiler = [process.env.CXX, 'g++', 'clang++'].find(
    (name) => name && spawnSync(name, ['--version']).status === 0,
  );
  if (compiler === undefined) throw new SetupError('needs a C++ compiler (g++ or clang++)');
  say(`compiling the addon with ${compiler}`);
  mkdirSync(dirname(addon), { recursive: true });
  const headers = nodeHeaders();
  try {
    run(
      compiler,
      [
        '-shared',
        '-fPIC',
        '-O2',
        '-w',
        '-std=c++17',
        `-DNAPI_VERSION=${NAPI}`,
        '-DBUILDING_NODE_EXTENSION',
        `-I${headers.include}`,
        '-Ideps/include',
        'binding/tfjs_backend.cc',
        'binding/tfjs_binding.cc',
        '-o',
        addon,
        '-Wl,-rpath,$ORIGIN/../../deps/lib',
        '-Ldeps/lib',
        '-ltensorflow',
        '-ltensorflow_framework',
      ],
      { cwd: folder },
    );
  } finally {
    headers.dispose();
  }
}

/** The C interface of Node: beside its binary, or from the npm package that holds it. */
function nodeHeaders() {
  const own = join(dirname(process.execPath), '..', 'include', 'node');
  if (existsSync(join(own, 'node_api.h'))) return { include: own, dispose: () => undefined };
  const scratch = mkdtempSync(join(tmpdir(), 'node-api-headers-'));
  run(npm(), ['install', '--prefix', scratch, '--ignore-scripts', '--no-audit', '--no-fund', 'node-api-headers@1']);
  return {
    include: join(scratch, 'node_modules', 'node-api-headers', 'include'),
    dispose: () => rmSync(scratch, { recursive: true, force: true }),
  };
}

function npm() {
  return process.platform === 'win32' ? 'npm.cmd' : 'npm';
}

function run(command, args, options = {}) {
  try {
    execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8', ...options });
  } catch (error) {
    const detail = (error.stderr ?? error.message).trim().split('\n').slice(-3).join(' | ');
    throw new SetupError(`${basename(command)} ${args[0]} failed: ${detail}`);
  }
}
