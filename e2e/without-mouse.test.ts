import type { Locator, Page } from "playwright-core";
import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { distanceBetween, findBody, findCircle, nearestPersonas } from "./support/find-body.ts";
import { joinPlace, until, type Visitor } from "./support/join-place.ts";
import { journey as anyJourney } from "./support/journey.ts";

const WALKED_M = 1;
const MAX_TABS = 60;

const journey = anyJourney.extend("friend", { scope: "file" }, async ({ world }): Promise<Visitor> =>
  joinPlace(world.url, "Theo"),
);

describe.skipIf(browserPath === null)("without a mouse", () => {
  /** A dialog takes the focus in the next frame; pressing Tab before that would move to its end. */
  const takeFocus = (dialog: Locator) => dialog.locator(":focus").waitFor();

  /** Presses Tab until `name` has the focus; fails when it cannot be reached. */
  const tabTo = async (page: Page, name: string | RegExp) => {
    const focused = () =>
      page.evaluate(() => {
        const element = document.activeElement as HTMLInputElement | null;
        return element?.ariaLabel ?? element?.labels?.[0]?.innerText ?? element?.innerText.trim() ?? "";
      });
    const reached: string[] = [];
    while (reached.length < MAX_TABS) {
      await page.keyboard.press("Tab");
      reached.push(await focused());
      if (typeof name === "string" ? reached.at(-1) === name : name.test(reached.at(-1)!)) return;
    }
    throw new Error(`Tab does not reach ${name}, only ${[...new Set(reached)].join(", ")}`);
  };

  journey(
    "W10 C1 C3 by keys alone one steps in, walks, opens a circle, invites, speaks, reads the reply and leaves",
    async ({ friend, visit }) => {
      const { page, button, actions, dialog, turnsBy, message } = await visit();
      const { keyboard } = page;
      await page.getByRole("textbox", { name: "Your name" }).and(page.locator(":focus")).waitFor();
      await keyboard.type("Nadia");
      await keyboard.press("Enter");
      await actions.waitFor();

      const body = await findBody(friend, "Nadia");
      const from = { x: body.x, z: body.z };
      await keyboard.down("ArrowUp");
      await until("Nadia to walk", () => distanceBetween(body, from) > WALKED_M);
      await keyboard.up("ArrowUp");

      await tabTo(page, "Open a circle");
      await keyboard.press("Enter");
      await takeFocus(dialog("Open a circle"));
      await tabTo(page, "What is it about?");
      await keyboard.type("Is the well deep?");
      await keyboard.press("Enter");
      await page.getByRole("heading", { name: "Is the well deep?", level: 2 }).waitFor();

      const [name = ""] = await nearestPersonas(friend, "Nadia", 1);
      await tabTo(page, "Invite to the circle");
      await keyboard.press("Enter");
      await takeFocus(dialog("Invite to the circle"));
      await tabTo(page, `Invite ${name}`);
      await keyboard.press("Enter");
      await keyboard.press("Escape");
      await dialog("Invite to the circle").waitFor({ state: "detached" });
      await page.getByText("2 here").waitFor();

      await keyboard.press("Escape");
      await keyboard.press("Enter");
      await message.and(page.locator(":focus")).waitFor();
      await keyboard.type("How deep is the well?");
      await keyboard.press("Enter");
      await turnsBy(name).first().waitFor();

      await keyboard.press("Escape");
      await tabTo(page, "Leave the circle");
      await keyboard.press("Enter");
      await button("Open a circle", actions).waitFor();
      await until("Nadia to be in no circle", () => body.circleId === "");
    },
  );

  journey(
    "W10 the keys of the page open people, map, help and text view, and Escape comes back to walking",
    async ({ visit }) => {
      const { page, actions, dialog } = await visit();
      const { keyboard } = page;
      await page.getByRole("textbox", { name: "Your name" }).and(page.locator(":focus")).waitFor();
      await keyboard.type("Oskar");
      await keyboard.press("Enter");
      await actions.waitFor();
      await keyboard.press("p");
      await page.getByRole("complementary", { name: "Who and what is here" }).waitFor();
      await keyboard.press("p");
      await page.getByRole("complementary", { name: "Who and what is here" }).waitFor({ state: "detached" });
      for (const [key, name] of [
        ["m", "Map"],
        ["?", "Keys"],
      ] as const) {
        await keyboard.press(key);
        await dialog(name).waitFor();
        await keyboard.press("Escape");
        await dialog(name).waitFor({ state: "detached" });
      }
      await keyboard.press("t");
      await page.getByRole("textbox", { name: "Command" }).waitFor();
      await keyboard.type("world");
      await keyboard.press("Enter");
      await actions.waitFor();
    },
  );

  journey(
    "W10 C1 C3 C5 by the text view alone one looks, goes, joins, opens, invites, speaks, reads, decides and leaves",
    async ({ friend, visit }) => {
      const { page, stepIn, turnsBy } = await visit();
      await friend.request("open-circle", { topic: "Which path is older?", kind: "chat" });
      await findCircle(friend, "Which path is older?");
      await stepIn("Pilar");
      await page.keyboard.press("t");
      const command = page.getByRole("textbox", { name: "Command" });
      const answers = page.getByRole("log", { name: "Answers" });
      const does = async (line: string, answer: string | RegExp) => {
        await command.fill(line);
        await command.press("Enter");
        await answers.getByRole("listitem").filter({ hasText: answer }).last().waitFor();
      };
      await answers.getByText("You are in The Plaza.").waitFor();
      await does("look", "You can go to:");
      await does("who", /Theo.*, person/);
      const body = await findBody(friend, "Pilar");
      const from = { x: body.x, z: body.z };
      await does("go north", /Going to north: \d+ seconds?/);
      await until("Pilar to walk", () => distanceBetween(body, from) > WALKED_M);

      await does("join Which path is older?", "You sit down in");
      await does("say The one by the wall, I think.", "");
      await until("Theo to hear it", () =>
        friend.received.some(
          (entry) => entry.type === "turn-ended" && entry.message.text === "The one by the wall, I think.",
        ),
      );
      await does("leave", "You get up.");

      await does("open Who built the wall?", "You open the circle");
      const [name = ""] = await nearestPersonas(friend, "Pilar", 1);
      await does("manual", "Done.");
      await does(`invite ${name}`, `${name} is on the way.`);
      await until(`${name} to sit down`, async () => (await findBody(friend, name)).circleId === body.circleId);
      await does(`say ${name}, who built the wall?`, "");
      await turnsBy("Pilar").waitFor();
      await until("a proposal", async () => {
        await does("draft", "");
        return (await answers.getByText(`${name} would speak next`).count()) > 0;
      });
      await does("edit My grandmother did, in one summer.", "Done.");
      await does("speak", "Done.");
      await turnsBy(name).getByText("My grandmother did, in one summer.").waitFor();
      await does("read", `${name}: My grandmother did, in one summer.`);
      await does("auto", "Done.");
      await does("leave", "You get up.");
      await until("Pilar to be in no circle", () => body.circleId === "");
      await does("lok", /Did you mean look/);
      expect(await page.locator("canvas").count(), "nothing is drawn").toBe(0);
    },
  );
});
