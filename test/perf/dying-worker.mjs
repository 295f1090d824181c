/** A worker of the speed benchmark that ends at its first job without an answer, as a crash of native code ends one. */
process.on('message', () => process.exit(3));
