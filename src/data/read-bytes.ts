/** The bytes of a table's file. May not know what they mean. */
import { closeSync, readFileSync } from 'node:fs';
import { UserError } from '../base/errors.js';
import { openFile } from '../base/open-file.js';
import { systemWords } from '../base/system-errors.js';
import { quoted } from './names.js';

/** @throws {UserError} if there is no such file, or it cannot be read */
export function readBytes(path: string): Uint8Array {
  try {
    const file = openFile(path, 'read', { follow: true });
    try {
      return readFileSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (error instanceof UserError) throw new UserError(error.message, 'Give the path of one file with --data.');
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new UserError(`There is no file ${quoted(path)}.`, 'Check the path.');
    }
    const why = systemWords(error) ?? String(error);
    throw new UserError(`${quoted(path)} cannot be read: ${why}.`, 'Check that you may read it, and its size.');
  }
}
