/** Counts how often something happens, in this process or, with Redis, in all of them together (SPEC L4, A5, O4). */
import type { Redis } from "ioredis";
import { RateLimiterMemory, RateLimiterRedis, type RateLimiterAbstract } from "rate-limiter-flexible";

/**
 * Allows `points` per `durationSeconds` for each key.
 *
 * @param name distinguishes limits; the same in every process
 */
export type CreateLimiter = (name: string, points: number, durationSeconds: number) => RateLimiterAbstract;

/** @param client null: each process counts separately, as it also does while Redis is unavailable */
export function createLimiters(client: Redis | null): CreateLimiter {
  return (name, points, duration) => {
    const options = { keyPrefix: `limit:${name}`, points, duration };
    const alone = new RateLimiterMemory(options);
    if (!client) return alone;
    return new RateLimiterRedis({
      ...options,
      storeClient: client,
      rejectIfRedisNotReady: true,
      insuranceLimiter: alone,
      // A key over its limit is refused without asking Redis again.
      inMemoryBlockOnConsumed: points + 1,
    });
  };
}
