import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { journey } from "./support/journey.ts";

/** Of the ground left of the way, clear of panels. CSS pixels. */
const GROUND = { x: 10, y: 250, width: 200, height: 180 };

/** The mean of its red, green and blue, 0–255; the alpha of each point is 255. */
async function brightnessOf(page: Page): Promise<number> {
  const picture = (await page.screenshot({ clip: GROUND })).toString("base64");
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const pen = new OffscreenCanvas(image.width, image.height).getContext("2d")!;
    pen.drawImage(image, 0, 0);
    const { data } = pen.getImageData(0, 0, image.width, image.height);
    return (data.reduce((sum, value) => sum + value, 0) / data.length - 255 / 4) * (4 / 3);
  }, picture);
}

describe.skipIf(browserPath === null)("daylight", () => {
  journey("W1 sun and sky light the ground by day, and at night it is darker", async ({ visit }) => {
    const { page, stepIn } = await visit({ colorScheme: "light", isPainted: true });
    await page.locator("canvas[data-shown]").waitFor();
    await stepIn("Nadia");
    // Unlit it has 6, by day 80, at night 48.
    await expect.poll(() => brightnessOf(page), { timeout: 45_000 }).toBeGreaterThan(65);
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    await expect.poll(() => brightnessOf(page), { timeout: 45_000 }).toBeLessThan(60);
  });
});
