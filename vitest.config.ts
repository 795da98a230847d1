import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/**
 * Two projects: `house` is every test beside its source; `journeys` drives a real browser. `npm test` runs one after the
 * other.
 *
 * Both use real servers, killed processes and a browser drawn without a graphics card: on a busy machine one of them may
 * miss a wait. Such a test is retried once, and `npm test` names it at the end; twice is a failure.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "house",
          include: [
            "{schema,engine,server,client,check,setup,bench,evaluate,commands,gpu,test}/**/*.test.{ts,tsx,mjs}",
          ],
          globalSetup: "test/postgres-set-up.ts",
          // More than there are cores, as most of these tests wait for Postgres, sockets and processes.
          maxWorkers: Math.ceil(availableParallelism() * 1.5),
          retry: 1,
          // Waits, not speeds that are asserted: machines that run tests are often slow.
          testTimeout: 90_000,
          expect: { poll: { timeout: 20_000 } },
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "journeys",
          include: ["e2e/**/*.test.ts"],
          maxWorkers: Math.max(2, Math.floor(availableParallelism() / 2)),
          retry: 1,
          testTimeout: 120_000,
          expect: { poll: { timeout: 20_000 } },
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
