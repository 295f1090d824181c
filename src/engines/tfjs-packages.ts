/** Which packages of TensorFlow.js are installed, and what to do where they are not. Imports none of them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { UserError } from '../base/errors.js';
import { PACKAGE_ROOT } from '../base/environment.js';

/** In order of preference. */
export const TFJS_BACKENDS = ['tensorflow', 'wasm', 'cpu'] as const;
export type TfjsBackend = (typeof TFJS_BACKENDS)[number];

/** npm packages that hold the backends. */
export const BACKEND_PACKAGES: Readonly<Record<TfjsBackend, string>> = {
  tensorflow: '@tensorflow/tfjs-node',
  wasm: '@tensorflow/tfjs-backend-wasm',
  cpu: '@tensorflow/tfjs-backend-cpu',
};

/** What every backend needs beside its own package. */
const CORE = ['@tensorflow/tfjs-core', '@tensorflow/tfjs-layers'];

/** Folder of an installed package, or null. */
export function packageFolder(name: string): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  } catch {
    return null;
  }
}

/** Why the tfjs engine cannot even be loaded, and what to do; undefined where it can. */
export function missingTfjs(): UserError | undefined {
  const missing = CORE.filter((name) => packageFolder(name) === null);
  if (missing.length === 0) return undefined;
  const verb = missing.length === 1 ? 'a package that is' : 'packages that are';
  return new UserError(
    `The tfjs engine needs ${verb} not installed here (${missing.join(', ')}).`,
    `${installAdvice(missing)} The default engine needs none of them.`,
  );
}

/** Installed into somebody's project, as against a checkout of this repository. */
const isInstalled = /[\\/]node_modules[\\/]/.test(PACKAGE_ROOT);

/** @param missing what is known to be absent; the WebAssembly backend comes with it */
export function installAdvice(missing: readonly string[]): string {
  if (!isInstalled) return 'Install the packages with `npm ci`.';
  const wanted = missing.some((name) => CORE.includes(name)) ? [...missing, BACKEND_PACKAGES.wasm] : missing;
  return `Install them with \`npm install ${wanted.map((name) => `${name}@${rangeOf(name)}`).join(' ')}\`.`;
}

/** How the native backend is built here. */
export function buildAdvice(): string {
  if (!isInstalled) return 'Build it with `npm run setup:tfjs-node`';
  const script = relative(process.cwd(), join(PACKAGE_ROOT, 'scripts/setup-tfjs-node.js')).replaceAll('\\', '/');
  return `Install it with \`npm install ${BACKEND_PACKAGES.tensorflow}\`, or build it with \`node ${script}\``;
}

/** Why tfjs-node cannot be loaded, as far as the file system tells; null if it looks complete. */
export function missingNativePart(): string | null {
  const folder = packageFolder(BACKEND_PACKAGES.tensorflow);
  if (folder === null) return 'the optional package @tensorflow/tfjs-node is not installed';
  const built = join(folder, 'lib');
  const addons = existsSync(built)
    ? readdirSync(built).filter((name) => existsSync(join(built, name, 'tfjs_binding.node')))
    : [];
  return addons.length > 0
    ? null
    : '@tensorflow/tfjs-node is installed without its native addon (its download or build failed)';
}

/** The major version that this release was tried with. */
function rangeOf(name: string): string {
  const { peerDependencies = {} } = JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as {
    peerDependencies?: Record<string, string>;
  };
  return (peerDependencies[name] ?? '4').replace(/^\D*/, '').replace(/\.\d+$/, '');
}
