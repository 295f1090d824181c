// Preloaded into a process that is to be asked to end: says on stderr when it has begun to listen for that.
process.on('newListener', (event) => {
  if (event === 'SIGTERM') setImmediate(() => process.stderr.write('listening\n'));
});
