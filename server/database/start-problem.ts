/** A reason not to start, in one line: what happened and what to do. Printed as is, without a stack trace. */
export class StartProblem extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "StartProblem";
  }
}

const knownCauses: [RegExp, (directory: string) => string][] = [
  [
    /ENOSPC|EDQUOT|no space left|disk quota/i,
    (directory) =>
      `The disk that holds ${directory} is full. Free some space, or set DATA_DIR to a folder on another disk.`,
  ],
  [
    /EROFS|read-only file ?system/i,
    (directory) => `${directory} is on a read-only disk. Set DATA_DIR to a folder that can be written.`,
  ],
  [
    /EACCES|EPERM|permission denied|operation not permitted/i,
    (directory) =>
      `${directory} may not be written by this user. Change its owner, or set DATA_DIR to a folder of your own.`,
  ],
  [
    /ENOTDIR|EEXIST|not a directory/i,
    (directory) =>
      `${directory} cannot be made because a file of that name is in the way. Move it, or set DATA_DIR to another folder.`,
  ],
  [
    /ENOENT.*mkdir/i,
    (directory) => `${directory} cannot be made: this system keeps no files there. Set DATA_DIR to another folder.`,
  ],
  [
    /incompatible with server|not compatible with this version/i,
    (directory) => `${directory} was written by another version of Postgres. Restore a backup into a new DATA_DIR.`,
  ],
];

/** One line on why `directory` cannot be used; null when the text shows no known cause. */
export function describeDirectoryProblem(text: string, directory: string): string | null {
  return knownCauses.find(([pattern]) => pattern.test(text))?.[1](directory) ?? null;
}
