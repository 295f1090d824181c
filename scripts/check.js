/**
 * `npm run check`: what a change must hold before it is committed, two parts at a time; what passed before is looked at again
 * only where it changed. The whole suite is `npm test`.
 */
import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { optionsOf } from '../dist/perf/program-options.js';

optionsOf(
  'npm run check\n  Format, lint, layers, types and quick tests, two parts at a time; the whole suite is npm test.',
  {},
);

const TESTS = ['base', 'analysis', 'question', 'report/render', 'report/answers', 'store/store', 'design'];
const PARTS = [
  ['lint', 'eslint . --cache --cache-location node_modules/.cache/eslint'],
  ['quick tests', `vitest run --maxWorkers=1 ${TESTS.map((name) => `test/${name}`).join(' ')}`],
  ['types', 'tsc --noEmit --incremental --tsBuildInfoFile node_modules/.cache/types.tsbuildinfo'],
  ['types of the page', 'tsc --noEmit -p src/browser'],
  ['format', 'prettier --check . --log-level warn --cache'],
  ['layers', 'npm run --silent layers'],
  ['unused code', 'npm run --silent unused'],
];

const began = performance.now();
const seconds = (since) => `${Math.round((performance.now() - since) / 1000)} s`;
const waiting = [...PARTS];
let failed = 0;

/** Runs a part; of its output only what a failure needs. */
function carryOut([name, command]) {
  const start = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk));
    child.on('close', (code) => {
      if (code !== 0) {
        failed++;
        process.stderr.write(Buffer.concat(said));
      }
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'}  ${name} (${seconds(start)})`);
      resolve();
    });
  });
}

async function lane() {
  for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) await carryOut(part);
}

await Promise.all([lane(), lane()]);
console.log(`${PARTS.length - failed} passed, ${failed} failed (${seconds(began)})`);
process.exitCode = failed === 0 ? 0 : 1;
