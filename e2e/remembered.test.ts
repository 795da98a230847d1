import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Client } from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import { findEmbeddedPostgres } from "../server/database/embedded-postgres.process.ts";
import { browserPath } from "../test/browser.ts";
import { OPENAI_FORMAT } from "../test/model-servers/openai-format.ts";
import { startWireServer } from "../test/model-servers/wire-server.adapter.ts";
import { startWorld, type World } from "./support/start-world.ts";
import { openBrowser, openVisitorPage, PATIENCE_MS, type VisitorPage } from "./support/visitor-page.ts";

const FOLDER = resolve(import.meta.dirname, "../build/screens");
const PATIENTLY = { timeout: PATIENCE_MS };
const PERSONA = "Oriel Vance";
const QUESTION = "What do you know about my household, and what did I tell you?";

describe.skipIf(browserPath === null)("what is remembered of a person", () => {
  test(
    "M4 told, remembered a day later, searched, corrected, deleted, not known any more",
    { timeout: 10 * PATIENCE_MS },
    async () => {
      await mkdir(FOLDER, { recursive: true });
      const server = await startWireServer(OPENAI_FORMAT);
      server.text = ["I see."];
      const world = await startWorld({
        VOICE: "auto",
        MODEL: "openai/m-70b",
        OPENAI_API_KEY: "k",
        OPENAI_BASE_URL: `${server.url}/v1`,
        EMBEDDING_MODEL: "off",
      });
      const browser = await openBrowser();
      onTestFinished(async () => {
        await browser.close();
        await world.close();
        await server.close();
      });
      const visitor = await openVisitorPage(browser, world.url);
      let authorization = "";
      visitor.page.on("request", (request) => (authorization ||= request.headers()["authorization"] ?? ""));
      await visitor.stepIn("Nadia");
      await (await openCard(visitor)).getByText(`${PERSONA} does not remember anything of you yet.`).waitFor();
      await visitor.page.keyboard.press("Escape");
      const talk = openTalk(world, authorization);
      /** What the persona has before it in another talk, beside that talk itself. */
      const remembered = async (): Promise<string> => {
        server.requests.length = 0;
        await talk(QUESTION);
        const prompts = server.requests.map(({ body }) => JSON.stringify(body));
        const asked = prompts.filter((prompt) => prompt.includes(QUESTION));
        expect(asked.length).toBeGreaterThan(0);
        return asked.join("\n");
      };
      await talk("I prefer rye bread with honey.");
      await passADay(world);

      expect(await remembered()).toContain("rye bread");

      const card = await openCard(visitor);
      const sentence = card
        .getByRole("listitem")
        .filter({ has: visitor.button("Correct this memory"), hasNotText: "A preference, from this sentence" });
      await card.getByText("Found by words, not by meaning").waitFor();
      await card.getByText("A preference, from this sentence").waitFor();
      const search = card.getByRole("searchbox", { name: "Search what it remembers of you" });
      await search.fill("honey RYE");
      await expect.poll(() => sentence.count(), PATIENTLY).toBe(1);
      await visitor.page.screenshot({ path: join(FOLDER, "memories.png") });
      await visitor.button("Correct this memory", sentence).click();
      await card
        .getByRole("textbox", { name: "Correct this memory" })
        .fill("Nadia said: I prefer white bread with butter.");
      // What could not be stored stays in the form.
      await visitor.page.route("**/api/memories/*", (route) => route.abort());
      await visitor.button("Save", card).click();
      await card.getByRole("alert").waitFor();
      await visitor.page.unroute("**/api/memories/*");
      await visitor.button("Save", card).click();
      await card.getByText("Nothing it remembers of you has these words.").waitFor();
      const corrected = await remembered();
      expect(corrected).toContain("white bread");
      expect(corrected).not.toContain("rye");

      await search.fill("butter");
      await expect.poll(() => sentence.count(), PATIENTLY).toBe(1);
      await visitor.page.setViewportSize({ width: 390, height: 844 });
      await visitor.button("Delete this memory", sentence).click();
      await visitor.page.screenshot({ path: join(FOLDER, "memories-phone.png") });
      await visitor.button("Cancel", card).click();
      await visitor.button("Delete this memory", sentence).click();
      await visitor.button("Delete it", card).click();
      await card.getByText("Nothing it remembers of you has these words.").waitFor();
      expect(await remembered()).not.toMatch(/bread|butter/);
    },
  );
});

async function openCard({ page, button, actions, dialog }: VisitorPage) {
  const search = page.getByRole("searchbox", { name: "Find by name" });
  if (!(await search.isVisible())) await button("People", actions).click();
  await search.fill("Oriel");
  await page.getByRole("button", { name: /^Oriel Vance/ }).click();
  const card = dialog(PERSONA);
  await card.getByRole("heading", { name: "What it remembers of you" }).waitFor();
  return card;
}

/** Each talk is one of its own, so that nothing of an earlier one is in its transcript. */
function openTalk({ url }: World, authorization: string): (message: string) => Promise<void> {
  let talks = 0;
  const headers = { authorization, "content-type": "application/json" };
  return async (message) => {
    const listed = await fetch(`${url}/api/personas?limit=200`, { headers });
    const { items } = (await listed.json()) as { items: { id: string; name: string }[] };
    const { id: personaId } = items.find(({ name }) => name === PERSONA)!;
    const body = JSON.stringify({ message, personaId, sessionId: `talk ${(talks += 1)}` });
    const answer = await fetch(`${url}/api/chat`, { method: "POST", headers, body });
    if (!answer.ok) throw new Error(`the talk failed: ${await answer.text()}`);
  };
}

/** Everything that happened so far happened a day earlier. */
async function passADay({ dataFolder }: World): Promise<void> {
  const client = new Client({ connectionString: (await findEmbeddedPostgres(join(dataFolder, "postgres")))! });
  await client.connect();
  await client.query(`update memories set created_at = created_at - interval '1 day',
    last_accessed_at = last_accessed_at - interval '1 day'`);
  await client.end();
}
