import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { rounded } from "./rounded.ts";

const PATIENCE_MS = 60_000;

/** Runs in the page before its own scripts: records the scripts loaded before the first draw. */
const watchFirstDraw = `
  window.scriptsAtFirstDraw = new Promise((resolve) => {
    const prototype = WebGL2RenderingContext.prototype;
    for (const name of ["drawElements", "drawArrays", "drawElementsInstanced", "drawArraysInstanced"]) {
      const draw = prototype[name];
      prototype[name] = function (...values) {
        const entries = performance.getEntriesByType("resource");
        resolve(entries.map(({ name, encodedBodySize }) => ({ name, encodedBodySize })));
        return draw.apply(this, values);
      };
    }
  });`;

/** Every script a browser had to load before the world's first frame; kB of 1,000 bytes. */
export async function measureFirstFrame(
  browser: Browser,
  url: string,
): Promise<{ firstFrameScriptGzipKb: number; firstFrameScriptTransferKb: number }> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.addInitScript(watchFirstDraw);
    await page.goto(url);
    const loaded = (await page.evaluate("window.scriptsAtFirstDraw")) as { name: string; encodedBodySize: number }[];
    const scripts = loaded.filter(({ name }) => new URL(name).pathname.endsWith(".js"));
    const gzipped = await Promise.all(
      scripts.map(async ({ name }) => gzipSync(await (await fetch(name)).arrayBuffer()).length),
    );
    const sum = (bytes: number[]): number => bytes.reduce((total, count) => total + count, 0);
    return {
      firstFrameScriptGzipKb: rounded(sum(gzipped) / 1000),
      firstFrameScriptTransferKb: rounded(sum(scripts.map(({ encodedBodySize }) => encodedBodySize)) / 1000),
    };
  } finally {
    await context.close();
  }
}
