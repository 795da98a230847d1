import type { RequestHandler } from "express";
import { RateLimiterRes, type RateLimiterAbstract } from "rate-limiter-flexible";
import { Problem } from "./problem.ts";

export type RateLimit = {
  /** Counts one more for this key; throws a 429 Problem with the time to wait. */
  count(key: string): Promise<void>;
  /** Forgets the key, as after a success. */
  forget(key: string): Promise<void>;
};

export function createRateLimit(limiter: RateLimiterAbstract): RateLimit {
  return {
    async count(key) {
      try {
        await limiter.consume(key);
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        const seconds = Math.ceil(refusal.msBeforeNext / 1000);
        throw new Problem(429, `Too many attempts. Try again in ${seconds} s.`, {
          code: "too-many-attempts",
          values: { seconds },
          headers: { "Retry-After": String(seconds) },
        });
      }
    },
    async forget(key) {
      await limiter.delete(key);
    },
  };
}

/** Programs on the server's own machine belong to its operator: load tests and scripts are not limited. */
export const isLoopback = (address: string): boolean => /^(::1|(::ffff:)?127\.)/.test(address);

/** One limit over all requests of an address. */
export function limitRequests(limit: RateLimit): RequestHandler {
  return async (request, _response, next) => {
    const address = request.ip ?? "";
    if (!isLoopback(address)) await limit.count(address);
    next();
  };
}
