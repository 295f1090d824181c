/** What the operating system says is wrong, in a few words. Knows no files of ours. */

const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EBUSY: 'it is in use',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file is too large for this disk or this user',
  EINTR: 'the system call was interrupted',
  EIO: 'the disk reports an error',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a symbolic link, or links lead in a circle',
  EMFILE: 'too many files are open',
  EMLINK: 'it is a symbolic link',
  ENAMETOOLONG: 'the name is too long',
  ENFILE: 'too many files are open on this machine',
  ENODEV: 'it is no file that can be opened',
  ENOMEM: 'memory is used up',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is a file',
  ENOTEMPTY: 'the folder is not empty',
  ENXIO: 'it is a pipe, a socket or a device, not a file',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ESTALE: 'the network disk has lost it',
  ETXTBSY: 'it is in use',
  ERR_FS_EISDIR: 'it is a folder',
  ERR_FS_FILE_TOO_LARGE: 'the file is too large',
  ERR_STRING_TOO_LONG: 'the file is too large',
};

/** Words for an error of the operating system; undefined for any other error. */
export function systemWords(error: unknown, special: Readonly<Record<string, string>> = {}): string | undefined {
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string') return undefined;
  const words = special[code] ?? WORDS[code];
  if (words !== undefined) return words;
  return isSystemError(error) ? `the system says ${code}` : undefined;
}

/** What Node throws for a call to the system that failed. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as NodeJS.ErrnoException;
  return typeof syscall === 'string' && typeof code === 'string' && /^E[A-Z0-9]+$/.test(code);
}
