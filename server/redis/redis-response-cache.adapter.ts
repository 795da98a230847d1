/** Answers shared by all server processes (SPEC L4, O4). Its operator limits Redis's total memory (`maxmemory`). */
import type { Redis } from "ioredis";
import {
  ANSWER_KEPT_MS,
  LONGEST_ANSWER_BYTES,
  type ResponseCache,
} from "../../engine/model/response-cache/response-cache.ts";

const nameOf = (key: string): string => `answer:${key}`;

/** While Redis is unavailable nothing is found or stored; the connection has reported it. */
export const createRedisResponseCache = (client: Redis): ResponseCache => ({
  get: (key) => client.get(nameOf(key)).catch(() => null),
  async set(key, answer) {
    const isKept = Buffer.byteLength(key) + Buffer.byteLength(answer) <= LONGEST_ANSWER_BYTES;
    const write = isKept ? client.set(nameOf(key), answer, "PX", ANSWER_KEPT_MS) : client.del(nameOf(key));
    await write.catch(() => undefined);
  },
});
