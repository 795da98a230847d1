import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { RateLimiterRes } from "rate-limiter-flexible";
import { createInProcessResponseCache } from "../../engine/model/response-cache/in-process-response-cache.ts";
import { testResponseCache } from "../../test/suites/response-cache-suite.ts";
import { redisPath, startRedis, type RedisServer } from "../../test/redis-server.ts";
import { createLimiters, type CreateLimiter } from "./create-limiters.adapter.ts";
import { openRedis, type RedisConnection } from "./open-redis.adapter.ts";
import { createRedisResponseCache } from "./redis-response-cache.adapter.ts";

const isReady = ({ client }: RedisConnection) => expect.poll(() => client.status).toBe("ready");

describe("the response cache of one process", () => {
  testResponseCache(() => {
    let now = 0;
    const cache = createInProcessResponseCache(() => now);
    return Promise.resolve({ cache, passTime: (ms) => Promise.resolve(void (now += ms)) });
  });

  test("L4 the answers used least lately make room", async () => {
    const cache = createInProcessResponseCache(() => 0, 10_000);
    const long = "x".repeat(4000);
    await cache.set("one", long);
    await cache.set("two", long);
    await cache.get("one");
    await cache.set("three", long);
    expect(await Promise.all(["one", "two", "three"].map((key) => cache.get(key)))).toEqual([long, null, long]);
  });
});

const limits = (open: () => CreateLimiter) => {
  test("L4 so many in a time, for each key, and who is over learns how long to wait", async () => {
    const limiter = open()("calls", 3, 60);
    for (let call = 0; call < 3; call++) await limiter.consume("sam");
    const refusal = await limiter.consume("sam").catch((error: unknown) => error as RateLimiterRes);
    expect(refusal).toBeInstanceOf(RateLimiterRes);
    expect(refusal.msBeforeNext).toBeGreaterThan(0);
    expect(refusal.msBeforeNext).toBeLessThanOrEqual(60_000);
    await limiter.consume("kim");
    await limiter.delete("sam");
    await limiter.consume("sam");
  });

  test("L4 limits of different names do not mix", async () => {
    await open()("one", 1, 60).consume("sam");
    await open()("two", 1, 60).consume("sam");
  });
};

describe("the limits of one process", () => {
  limits(() => createLimiters(null));
});

describe.skipIf(redisPath === null)("with a real Redis", () => {
  let server: RedisServer;
  let connection: RedisConnection;
  let said: string[];
  const open = () => openRedis(server.url, (line) => said.push(line));
  beforeAll(async () => {
    server = await startRedis();
  });
  beforeEach(async () => {
    said = [];
    connection = open();
    await isReady(connection);
    await connection.client.flushall();
  });
  afterEach(() => connection.close());
  afterAll(() => server.stop());

  describe("the response cache", () => {
    testResponseCache(() =>
      Promise.resolve({
        cache: createRedisResponseCache(connection.client),
        async passTime(ms) {
          for (const name of await connection.client.keys("*")) {
            const key = name.replace("dramatis:", "");
            await connection.client.pexpire(key, (await connection.client.pttl(key)) - ms);
          }
        },
      }),
    );

    test("O4 one process finds what another cached", async () => {
      const other = open();
      await isReady(other);
      await createRedisResponseCache(connection.client).set("key", "answer");
      expect(await createRedisResponseCache(other.client).get("key")).toBe("answer");
      await other.close();
    });
  });

  describe("limits", () => {
    limits(() => createLimiters(connection.client));

    test("O4 processes count together", async () => {
      const other = open();
      await isReady(other);
      const [here, there] = [connection, other].map(({ client }) => createLimiters(client)("calls", 2, 60));
      await here!.consume("sam");
      await there!.consume("sam");
      await expect(here!.consume("sam")).rejects.toBeInstanceOf(RateLimiterRes);
      await other.close();
    });
  });

  test("O4 while Redis is unavailable each process continues alone, reports it once, and shares again when it is back", async () => {
    const cache = createRedisResponseCache(connection.client);
    const limiter = createLimiters(connection.client)("calls", 2, 60);
    await cache.set("key", "answer");
    const { port } = server;
    await server.stop();
    await expect.poll(() => said.length).toBe(1);
    expect(said[0]).toMatch(/^Redis at 127\.0\.0\.1:\d+ cannot be used \(.+\)\. This server continues alone/);
    expect(await cache.get("key")).toBeNull();
    await cache.set("key", "answer");
    await limiter.consume("sam");
    await limiter.consume("sam");
    await expect(limiter.consume("sam")).rejects.toBeInstanceOf(RateLimiterRes);
    server = await startRedis(port);
    await expect.poll(() => said.length, { timeout: 20_000 }).toBe(2);
    expect(said[1]).toMatch(/is back\.$/);
    await cache.set("key", "answer");
    expect(await cache.get("key")).toBe("answer");
  });

  test("O4 a Redis that was never there holds nothing up", async () => {
    const away = openRedis("redis://127.0.0.1:1", (line) => said.push(line));
    expect(await createRedisResponseCache(away.client).get("key")).toBeNull();
    await createLimiters(away.client)("calls", 1, 60).consume("sam");
    await away.close();
  });
});
