/** Names of one beginning sort by their time, on every file system. */
export const nameBackup = (beginning: string, at: Date): string =>
  `${beginning}-${at.toISOString().replaceAll(/[:.]/g, "-")}.zip`;
