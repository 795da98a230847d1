import { defineConfig } from "vitest/config";

/**
 * Two projects: `house` is every test beside its source, in parallel; `journeys` drives a real browser,
 * one file at a time. `npm test` runs both.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "house",
          include: ["{schema,engine,server,client,check,setup,bench,gpu,test}/**/*.test.{ts,tsx,mjs}"],
          globalSetup: "test/postgres-set-up.ts",
          testTimeout: 30_000,
          // A wait, not a speed that is asserted: machines that run tests are often slow.
          expect: { poll: { timeout: 10_000 } },
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "journeys",
          include: ["e2e/**/*.test.ts"],
          fileParallelism: false,
          // A browser drawn without a graphics card on a busy machine may miss a wait; twice is a failure.
          retry: 1,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
