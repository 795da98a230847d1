/** The Redis that server processes share (SPEC O4). Without it each process works on its own, except that nobody can join a place. */
import { Redis } from "ioredis";

const CONNECT_TIMEOUT_MS = 2_000;
const COMMAND_TIMEOUT_MS = 500;
const FIRST_RETRY_MS = 100;
/** After it is back, everyone has reconnected within this time. */
export const LONGEST_RETRY_MS = 5_000;

/** Prefix of every key, as several programs may share one Redis. */
const KEY_PREFIX = "dramatis:";

export type RedisConnection = { client: Redis; close(): Promise<void> };

/**
 * Connects in the background, retrying forever.
 *
 * @param say called with one line for the operator when it becomes unavailable, and one when it is back
 */
export function openRedis(url: string, say: (line: string) => void): RedisConnection {
  const { host } = new URL(url);
  const client = new Redis(url, {
    keyPrefix: KEY_PREFIX,
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: COMMAND_TIMEOUT_MS,
    // A command fails at once while Redis is unavailable, instead of waiting for its return.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(FIRST_RETRY_MS * 2 ** attempt, LONGEST_RETRY_MS),
  });
  let isAway = false;
  client.on("error", (error: Error) => {
    if (isAway) return;
    isAway = true;
    say(
      `Redis at ${host} cannot be used (${error.message}). This server continues alone: what it shared is counted and kept here alone until Redis is back.`,
    );
  });
  client.on("ready", () => {
    if (isAway) say(`Redis at ${host} is back.`);
    isAway = false;
  });
  return {
    client,
    close: () =>
      client.quit().then(
        () => undefined,
        () => client.disconnect(),
      ),
  };
}
