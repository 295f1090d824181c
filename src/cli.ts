#!/usr/bin/env node
/**
 * The entry. Imports nothing before it knows that this Node can read it and that there is a place to work in, so that
 * either trouble is a sentence and no stack.
 */
const OLDEST = [20, 19] as const;

const trouble = troubleHere();
if (trouble === undefined) void import('./commands/command-line.js').then(({ main }) => main());
else {
  process.stderr.write(`reseed: ${trouble}\n`);
  process.exitCode = 2;
}

function troubleHere(): string | undefined {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    return `Reseed needs Node ${OLDEST.join('.')} or newer, and this is ${process.versions.node}.\n  Install a newer one from https://nodejs.org, and run the same command again.`;
  }
  try {
    process.cwd();
    return undefined;
  } catch {
    return 'The folder in which this was started is not there any more.\n  Change to a folder that exists.';
  }
}
