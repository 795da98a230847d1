import { findBrowser } from "../setup/find-browser.mjs";

/** Path of the Chromium that drives the journeys, or null: `describe.skipIf(browserPath === null)`. */
export const browserPath: string | null = findBrowser();

/** WebGL without a GPU, and as root in a container. */
export const browserArguments = [
  "--no-sandbox",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--ignore-gpu-blocklist",
  // A microphone that beeps, for whoever is allowed to use it.
  "--use-fake-device-for-media-stream",
];
