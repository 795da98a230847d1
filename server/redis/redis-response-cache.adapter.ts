/** Answers shared by all server processes (SPEC L4, O4). What Redis may hold in all is its operator's to set (`maxmemory`). */
import type { Redis } from "ioredis";
import {
  ANSWER_KEPT_MS,
  LONGEST_ANSWER_BYTES,
  type ResponseCache,
} from "../../engine/model/response-cache/response-cache.ts";

const nameOf = (key: string): string => `answer:${key}`;

/** While Redis is away nothing is found and nothing kept; the connection has said so. */
export const createRedisResponseCache = (client: Redis): ResponseCache => ({
  get: (key) => client.get(nameOf(key)).catch(() => null),
  async set(key, answer) {
    const isKept = Buffer.byteLength(key) + Buffer.byteLength(answer) <= LONGEST_ANSWER_BYTES;
    const write = isKept ? client.set(nameOf(key), answer, "PX", ANSWER_KEPT_MS) : client.del(nameOf(key));
    await write.catch(() => undefined);
  },
});
