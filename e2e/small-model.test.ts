/** What a model that cannot judge is not asked for is greyed, with the reason (SPEC C2, M2, M7). */
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { browserPath } from "../test/browser.ts";
import { OPENAI_FORMAT } from "../test/model-servers/openai-format.ts";
import { startWireServer } from "../test/model-servers/wire-server.adapter.ts";
import { openPage } from "./support/paid-journey.ts";
import { startWorld } from "./support/start-world.ts";
import { openBrowser, openVisitorPage, PATIENCE_MS } from "./support/visitor-page.ts";

const FOLDER = resolve(import.meta.dirname, "../build/screens");
const MODEL = "vllm/talker-1b";

describe.skipIf(browserPath === null)("a model that cannot judge", () => {
  test(
    "C2 M2 M7 keeps no outcome and proposes nobody: both say why, and people write the outcome themselves",
    { timeout: 10 * PATIENCE_MS },
    async () => {
      await mkdir(FOLDER, { recursive: true });
      const server = await startWireServer(OPENAI_FORMAT);
      server.models = ["talker-1b"];
      server.text = ["I see."];
      const world = await startWorld({ VOICE: "auto", MODEL, VLLM_URL: `${server.url}/v1`, EMBEDDING_MODEL: "off" });
      const browser = await openBrowser();
      onTestFinished(async () => {
        await browser.close();
        await world.close();
        await server.close();
      });
      const visitor = await openVisitorPage(browser, world.url);
      const { page, button, conversation } = visitor;
      await visitor.stepIn("Nadia");
      await visitor.openCircle("Should trams be free?", "Debate");
      await page.getByRole("tab", { name: "Arguments" }).click();
      await conversation.getByText("is too small a model to keep an outcome", { exact: false }).waitFor();
      await conversation.getByText("Nobody has written anything here yet").waitFor();
      await page.screenshot({ path: join(FOLDER, "outcome-small-model.png") });
      await button("Add a position", conversation).click();
      await conversation.getByRole("textbox", { name: "Position" }).fill("They should be free.");
      await button("Save", conversation).click();
      await conversation.getByRole("article", { name: "Position" }).getByText("They should be free.").waitFor();

      const personas = await openPage(visitor, "Personas");
      await personas.getByRole("tab", { name: "From a brief" }).click();
      await personas.getByRole("textbox", { name: "What should people talk about?" }).fill("Free trams");
      await personas.getByText("is too small to propose anything", { exact: false }).waitFor();
      await page.screenshot({ path: join(FOLDER, "brief-small-model.png") });
      expect(await button("Propose people", personas).isDisabled()).toBe(true);
    },
  );
});
