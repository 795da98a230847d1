/** A limit counts by the address of the connection, unless a trusted proxy names another. */
import { RateLimiterMemory } from "rate-limiter-flexible";
import { afterEach, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";

const CLAIMED = "203.0.113.7";
let api: TestApi | null = null;
afterEach(async () => {
  await api?.close();
  api = null;
});

/** The addresses that requests were counted for. */
async function startCounting(trustProxy: boolean | number): Promise<string[]> {
  const counted: string[] = [];
  class Counting extends RateLimiterMemory {
    override consume(key: string) {
      counted.push(key);
      return super.consume(key);
    }
  }
  api = await startTestApi(() => [], {
    trustProxy,
    createLimiter: (name, points, duration) =>
      name === "requests" ? new Counting({ points, duration }) : new RateLimiterMemory({ points, duration }),
  });
  return counted;
}
const claim = (addresses: string) => api!.call("GET", "/api/nothing", { headers: { "X-Forwarded-For": addresses } });

test("A5 without a trusted proxy nobody is counted for the address that they claim", async () => {
  const counted = await startCounting(false);
  await claim(CLAIMED);
  expect(counted).toEqual([]);
});

test("A5 behind one trusted proxy the address that it saw counts, not earlier ones", async () => {
  const counted = await startCounting(1);
  await claim(CLAIMED);
  await claim(`198.51.100.1, ${CLAIMED}`);
  await claim(`127.0.0.1, ${CLAIMED}`);
  expect(counted).toEqual([CLAIMED, CLAIMED, CLAIMED]);
});
