/** What a running Postgres records in `postmaster.pid`. */
export type Postmaster = {
  pid: number;
  /** Null until it listens. */
  port: number | null;
};

/** Lines: pid, data directory, start time, port, socket directory, address, shared memory key, status. */
export function parsePostmasterFile(text: string): Postmaster | null {
  const lines = text.split("\n");
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  const port = Number(lines[3]);
  return { pid, port: Number.isInteger(port) && port > 0 && port < 65536 ? port : null };
}
