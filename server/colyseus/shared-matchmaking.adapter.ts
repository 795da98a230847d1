/** Places found, joined and counted by all server processes together, over Redis (SPEC O4). */
import { setTimeout as wait } from "node:timers/promises";
import type { MatchMakerDriver, Presence } from "@colyseus/core";
import { RedisDriver } from "@colyseus/redis-driver";
import { RedisPresence } from "@colyseus/redis-presence";
import type { Redis } from "ioredis";
import { StartProblem } from "../database/start-problem.ts";
import { LONGEST_RETRY_MS } from "../redis/open-redis.adapter.ts";

export type SharedMatchmaking = {
  presence: Presence;
  driver: MatchMakerDriver;
  redis: Redis;
  /** Throws StartProblem if Redis does not answer. */
  untilReady(): Promise<void>;
  /** Whether places cannot be found now: Redis is unavailable, or may not yet list them all again. */
  isAway(): Promise<boolean>;
};

/** What a process has stored in Redis is stored again this often: a Redis that restarts has forgotten it. */
export const STORE_AGAIN_MS = 5_000;
const START_MS = 10_000;
/** By then every process has reconnected, and has stored its places again: until then a place could be opened twice. */
const RESTORED_AFTER_MS = LONGEST_RETRY_MS + STORE_AGAIN_MS;

export function openSharedMatchmaking(redis: Redis): SharedMatchmaking {
  const presence = new RedisPresence(redis);
  const connections = [redis, presence["sub"] as Redis];
  let restoredAtMs = 0;
  redis.on("close", () => void (restoredAtMs = Infinity));
  redis.on("ready", () => {
    if (restoredAtMs === Infinity) restoredAtMs = performance.now() + RESTORED_AFTER_MS;
  });
  const isReady = ({ status }: Redis) => status === "ready";
  return {
    presence,
    driver: new RedisDriver(redis),
    redis,
    async untilReady() {
      const ready = Promise.all(
        connections.map((one) => isReady(one) || new Promise((done) => one.once("ready", done))),
      );
      if (await Promise.race([ready, wait(START_MS, false, { ref: false })])) {
        restoredAtMs = 0;
        return;
      }
      throw new StartProblem(
        "Redis does not answer, by which servers share their places. Start it, correct REDIS_URL, or unset it if this is the only server.",
      );
    },
    async isAway() {
      if (performance.now() < restoredAtMs || !connections.every(isReady)) return true;
      return redis.ping().then(
        () => false,
        () => true,
      );
    },
  };
}
