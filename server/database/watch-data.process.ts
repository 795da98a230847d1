import { stat, statfs } from "node:fs/promises";
import { join } from "node:path";

const LOOK_MS = 1_000;
/** Postgres writes its log in files of 16 MB; without room for the next ones it stops. */
const LEAST_FREE_BYTES = 48 * 1024 ** 2;

export type DataProblem =
  | { type: "gone"; text: string }
  /** May resolve on its own. */
  | { type: "full"; text: string };

export type DataWatch = {
  /** As of the last check. */
  problem(): DataProblem | null;
  close(): void;
};

/**
 * Checks every second whether the data of a running Postgres still exists and has room to grow.
 *
 * @param home the folder that holds its cluster
 * @param onChange called with a new problem, and with null when it ends
 */
export function watchData(home: string, onChange: (problem: DataProblem | null) => void): DataWatch {
  let problem: DataProblem | null = null;
  let isLooking = false;
  const timer = setInterval(async () => {
    if (isLooking) return;
    isLooking = true;
    const found = await findDataProblem(home);
    isLooking = false;
    if (found?.type === problem?.type) return;
    problem = found;
    onChange(found);
  }, LOOK_MS);
  timer.unref();
  return { problem: () => problem, close: () => clearInterval(timer) };
}

async function findDataProblem(home: string): Promise<DataProblem | null> {
  const isThere = await stat(join(home, "cluster", "PG_VERSION")).then(
    () => true,
    () => false,
  );
  if (!isThere)
    return {
      type: "gone",
      text: `The data in ${home} was removed while the server ran. Put it back, or restore a backup, before you start again.`,
    };
  const free = await statfs(home).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => Infinity,
  );
  return free < LEAST_FREE_BYTES
    ? { type: "full", text: `The disk that holds ${home} is full, so nothing more can be stored. Free some space.` }
    : null;
}
