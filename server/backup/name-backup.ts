/** Names with the same prefix sort by time, and are valid on every file system. */
export const nameBackup = (beginning: string, at: Date): string =>
  `${beginning}-${at.toISOString().replaceAll(/[:.]/g, "-")}.zip`;
