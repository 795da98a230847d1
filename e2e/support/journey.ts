/**
 * A test with a browser. The tests of one file share a world, a browser and a witness; the pages that a test
 * opened are closed after it, because an open page would keep drawing and slow the next.
 */
import type { Browser } from "playwright-core";
import { test } from "vitest";
import { joinPlace, type Visitor } from "./join-place.ts";
import { startWorld, type World } from "./start-world.ts";
import { openBrowser, openVisitorPage, type VisitOptions, type VisitorPage } from "./visitor-page.ts";

export type Visit = (options?: VisitOptions, url?: string) => Promise<VisitorPage>;

export const journey = test
  .extend("world", { scope: "file" }, async ({}, { onCleanup }): Promise<World> => {
    const world = await startWorld();
    onCleanup(world.close);
    return world;
  })
  .extend("browser", { scope: "file" }, async ({}, { onCleanup }): Promise<Browser> => {
    const browser = await openBrowser();
    onCleanup(() => browser.close());
    return browser;
  })
  /** Receives what the server sends everyone. */
  .extend("witness", { scope: "file" }, async ({ world }): Promise<Visitor> =>
    joinPlace(world.url, "Witness", "spectator"),
  )
  /** Opens a new person's browser window. */
  .extend("visit", async ({ world, browser }, { onCleanup }): Promise<Visit> => {
    onCleanup(async () => void (await Promise.all(browser.contexts().map((context) => context.close()))));
    return (options, url = world.url) => openVisitorPage(browser, url, options);
  });
