import type { CDPSession } from "playwright-core";
import { describe, expect, onTestFinished, test } from "vitest";
import { browserPath } from "../test/browser.ts";
import { buildClientPage } from "./support/build-client-page.ts";
import { openBrowser } from "./support/visitor-page.ts";

type AllocationNode = { callFrame: { functionName: string }; selfSize: number; children: AllocationNode[] };

/** After this the engine has compiled the drawing code: before, it boxes numbers as objects. */
const WARM_UP_FRAMES = 4000;
const FRAMES = 1000;
const SAMPLE_BYTES = 16;
/** A few numbers that the engine boxes on its own; one object for each of forty figures would be more. */
const MOST_BYTES = 400;

describe.skipIf(browserPath === null)("labels", () => {
  test("W9 names, topics and speech in a picture where nothing moves make no objects from frame to frame", async () => {
    const browser = await openBrowser();
    onTestFinished(() => browser.close());
    const page = await (await buildClientPage("labels-page")).open(browser, { viewport: { width: 900, height: 600 } });
    expect(await page.locator("#overlay div").count()).toBeGreaterThan(30);
    const devTools = await page.context().newCDPSession(page);
    await page.evaluate(`drawLabels(${WARM_UP_FRAMES})`);
    const bytes = await allocatedBy(devTools, () => page.evaluate(`drawLabels(${FRAMES})`), "drawLabels");
    expect(bytes / FRAMES).toBeLessThan(MOST_BYTES);
  });
});

/** Bytes that a function and its callees allocate, including those freed meanwhile. */
async function allocatedBy(devTools: CDPSession, act: () => Promise<unknown>, name: string): Promise<number> {
  await devTools.send("HeapProfiler.startSampling", {
    samplingInterval: SAMPLE_BYTES,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  await act();
  const { profile } = await devTools.send("HeapProfiler.stopSampling");
  const sizeOf = (node: AllocationNode): number =>
    node.children.reduce((sum, child) => sum + sizeOf(child), node.selfSize);
  const sizeWithin = (node: AllocationNode): number =>
    node.callFrame.functionName === name
      ? sizeOf(node)
      : node.children.reduce((sum, child) => sum + sizeWithin(child), 0);
  return sizeWithin(profile.head);
}
