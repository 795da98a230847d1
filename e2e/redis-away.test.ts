/** The Redis that servers share is unavailable: what a page says, and what it does. */
import { describe } from "vitest";
import { browserPath } from "../test/browser.ts";
import { redisPath, startRedis } from "../test/redis-server.ts";
import { journey as anyJourney } from "./support/journey.ts";
import { startWorld } from "./support/start-world.ts";

const journey = anyJourney
  .extend("redis", { scope: "file" }, async ({}, { onCleanup }) => {
    let server = await startRedis();
    onCleanup(() => server.stop());
    const { port, url } = server;
    return { url, stop: () => server.stop(), restart: async () => void (server = await startRedis(port)) };
  })
  .extend("world", { scope: "file" }, async ({ redis }, { onCleanup }) => {
    const world = await startWorld({ REDIS_URL: redis.url });
    onCleanup(world.close);
    return world;
  });

describe.skipIf(browserPath === null || redisPath === null)("without Redis", () => {
  journey(
    "O4 W13 a page says why nobody can step in, and steps in by itself once it is possible",
    async ({ redis, visit }) => {
      await redis.stop();
      const german = await visit({ locale: "de-DE" });
      const text = "Gerade kann niemand eintreten";
      await german.page.getByRole("status").filter({ hasText: text }).waitFor();
      await german.page.context().close();
      const { page, ...visitor } = await visit();
      const why = page.getByRole("status").filter({ hasText: "Nobody can step in just now" });
      await why.filter({ hasText: "This page does so on its own." }).waitFor();
      await redis.restart();
      await why.waitFor({ state: "detached" });
      await visitor.stepIn("Nadia");
    },
  );
});
