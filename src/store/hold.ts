/** The lock of a folder for as long as a piece of work takes: what is read, decided and written within belongs together. */
import { lockFolder } from './lock.js';
import { removeOwnLeftovers } from './store.js';
import { explainingWriteErrors, makeFolder } from './write-files.js';

/** @throws {UserError} if another process holds the folder, or it cannot be written */
export function holdingFolder<T>(folder: string, work: () => T): T {
  const unlock = explainingWriteErrors(folder, () => {
    makeFolder(folder);
    return lockFolder(folder);
  });
  try {
    return explainingWriteErrors(folder, () => {
      removeOwnLeftovers(folder);
      return work();
    });
  } finally {
    explainingWriteErrors(folder, unlock);
  }
}
