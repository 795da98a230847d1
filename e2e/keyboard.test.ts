import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { distanceBetween, findBody, standStill } from "./support/find-body.ts";
import { until } from "./support/join-place.ts";
import { journey } from "./support/journey.ts";

/** The `keyCode` of a key that an input method took. */
const TAKEN_KEY_CODE = 229;

describe.skipIf(browserPath === null)("keyboards of the world", () => {
  /** Sends the events of input methods and layouts that no keyboard here has. */
  const deviceOf = async (page: Page) => {
    const device = await page.context().newCDPSession(page);
    return {
      compose: (text: string) =>
        device.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length }),
      choose: (text: string) => device.send("Input.insertText", { text }),
      async press(key: string, code: string, keyCode: number): Promise<void> {
        const known = { key, code, windowsVirtualKeyCode: keyCode };
        await device.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...known });
        await device.send("Input.dispatchKeyEvent", { type: "keyUp", ...known });
      },
    };
  };

  journey("W10 Enter that ends a composition sends nothing, in no field; the next one does", async ({ visit }) => {
    const { page, transcript, turnsBy, message, button, ...visitor } = await visit();
    await visitor.stepIn("Nadia");
    await visitor.openCircle("What is spring?");
    const { compose, choose, press } = await deviceOf(page);
    await message.focus();

    // As Chromium and Firefox report it: the key belongs to the composition.
    await compose("はる");
    await press("Enter", "Enter", TAKEN_KEY_CODE);
    await press("Escape", "Escape", TAKEN_KEY_CODE);
    await choose("春");
    // As Safari reports it: the composition has ended, but the key still belongs to it.
    await press("Enter", "Enter", TAKEN_KEY_CODE);
    await choose("は花");
    await message.and(page.locator(":focus")).waitFor();
    await page.keyboard.press("Enter");
    await turnsBy("Nadia").getByText("春は花", { exact: true }).waitFor();
    expect(await transcript.getByRole("article").count()).toBe(1);

    await button("Text view", visitor.actions).click();
    const command = page.getByRole("textbox", { name: "Command" });
    await command.fill("look");
    await command.press("Enter");
    await command.focus();
    await compose("みる");
    await press("ArrowUp", "ArrowUp", TAKEN_KEY_CODE);
    await press("Enter", "Enter", TAKEN_KEY_CODE);
    await choose("見る");
    expect(await command.inputValue(), "the list of the input method was browsed, not the commands").toBe("見る");
  });

  journey("W10 M and T do their work on a Cyrillic keyboard", async ({ visit }) => {
    const { page, dialog, ...visitor } = await visit();
    await visitor.stepIn("Oskar");
    const { press } = await deviceOf(page);
    await press("ь", "KeyM", 77);
    await dialog("Map").waitFor();
    await page.keyboard.press("Escape");
    await dialog("Map").waitFor({ state: "detached" });
    await press("е", "KeyT", 84);
    await page.getByRole("textbox", { name: "Command" }).waitFor();
  });

  journey("W10 nobody keeps walking by a key whose release the page did not receive", async ({ visit, witness }) => {
    const { page, ...visitor } = await visit();
    await visitor.stepIn("Pilar");
    await page.locator("canvas[data-shown]").waitFor();
    const body = await findBody(witness, "Pilar");
    const lost: Record<string, () => Promise<unknown>> = {
      // A Mac sends no keyup of S while Command is held.
      "Command was tapped": () => page.keyboard.press("Meta"),
      "the window was left": () => page.evaluate(() => dispatchEvent(new Event("blur"))),
      "the page was hidden": () => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange"))),
    };
    for (const [what, lose] of Object.entries(lost)) {
      const from = { x: body.x, z: body.z };
      await page.keyboard.down("s");
      await until(`Pilar to walk before ${what}`, () => distanceBetween(body, from) > 0.5);
      await lose();
      await standStill(witness, "Pilar");
      await page.keyboard.up("s");
    }
  });
});
