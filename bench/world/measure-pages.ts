import { chromium } from "playwright-core";
import { browserArguments, browserPath } from "../../test/browser.ts";
import { sayProgress } from "../say-progress.ts";
import { measureDrawCalls } from "./measure-draw-calls.ts";
import { measureFirstFrame } from "./measure-first-frame.ts";

/** What a browser loads and draws; nulls, and the reason on standard error, when there is no browser. */
export async function measurePages(url: string): Promise<object> {
  if (browserPath === null) {
    sayProgress(
      "no Chromium was found (install it, or name one with TEST_BROWSER): scripts and draw calls are not measured",
    );
    return { firstFrameScriptGzipKb: null, drawCalls300Avatars: null, triangles300Avatars: null };
  }
  const browser = await chromium.launch({ executablePath: browserPath, args: browserArguments });
  try {
    sayProgress("loading the page …");
    const firstFrame = await measureFirstFrame(browser, url);
    sayProgress("drawing 300 avatars …");
    return { ...firstFrame, ...(await measureDrawCalls(browser)) };
  } finally {
    await browser.close();
  }
}
