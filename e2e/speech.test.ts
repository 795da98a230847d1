import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { browserPath } from "../test/browser.ts";
import { startWorld } from "./support/start-world.ts";
import { openBrowser, openVisitorPage } from "./support/visitor-page.ts";

/** Answers every recording with the same words, as a Whisper-compatible server would. */
async function startRecogniser(text: string) {
  const server = createServer((request, response) => {
    request
      .resume()
      .on("end", () => response.setHeader("Content-Type", "application/json").end(JSON.stringify({ text })));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, close: () => server.close() };
}

describe.skipIf(browserPath === null)("speech", () => {
  test(
    "W12 once agreed, a person speaks into a conversation, and the answer is read aloud in the speaker's voice",
    { timeout: 240_000 },
    async () => {
      const recogniser = await startRecogniser("What does bread want?");
      const world = await startWorld({ SPEECH_URL: recogniser.url });
      const browser = await openBrowser();
      try {
        const { page, button, dialog, turnsBy, conversation, ...visitor } = await openVisitorPage(browser, world.url, {
          permissions: ["microphone"],
        });
        // A browser without a screen has no voices: what it would speak is kept instead.
        await page.evaluate(() => {
          const spoken: { text: string; lang: string }[] = [];
          Object.assign(window, { spoken });
          const start = MediaRecorder.prototype.start;
          MediaRecorder.prototype.start = function (this: MediaRecorder) {
            start.call(this);
            setTimeout(() => Object.assign(window, { hasRecorded: true }), 1000);
          };
          SpeechSynthesis.prototype.speak = ({ text, lang, onend }: SpeechSynthesisUtterance) => {
            spoken.push({ text, lang });
            setTimeout(() => (onend as (() => void) | null)?.());
          };
        });
        const spoken = () =>
          page.evaluate(() => (window as unknown as { spoken: { text: string; lang: string }[] }).spoken);

        await visitor.stepIn("Pilar");
        await visitor.openCircle("What does bread want?");
        expect(await button("Speak", conversation).count()).toBe(0);
        await button("Settings").click();
        const settings = dialog("Settings");
        await settings.getByRole("checkbox", { name: /^Read aloud/ }).check();
        await settings.getByText("Your browser speaks.", { exact: false }).waitFor();
        await button("Agree and switch on", settings).click();
        const { host } = new URL(recogniser.url);
        await settings.getByRole("combobox", { name: "Speak instead of typing" }).selectOption(`${host} listens`);
        await settings.getByText("does not keep it", { exact: false }).waitFor();
        await button("Agree and switch on", settings).click();
        await page.keyboard.press("Escape");

        await visitor.invite("Oriel Vance");
        await page.getByText("2 here").waitFor();
        await button("Speak", conversation).click();
        await page.waitForFunction(() => "hasRecorded" in window);
        await button("Stop and send", conversation).click();
        await turnsBy("Pilar").getByText("What does bread want?", { exact: true }).waitFor();
        await expect.poll(async () => (await spoken()).length, { timeout: 45_000 }).toBeGreaterThan(0);
        const [first] = await spoken();
        expect(first?.lang).toBe("en");
        await turnsBy("Oriel Vance").getByText(first!.text).waitFor();
      } finally {
        await browser.close();
        await world.close();
        recogniser.close();
      }
    },
  );
});
