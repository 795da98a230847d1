import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { distanceBetween, findBody, findCircle } from "./support/find-body.ts";
import { joinPlace, until } from "./support/join-place.ts";
import { journey } from "./support/journey.ts";
import { startPathProxy, type PathProxy } from "./support/path-proxy.ts";
import { startWorld } from "./support/start-world.ts";
import type { VisitorPage } from "./support/visitor-page.ts";

const PATH = "/team/dramatis";

describe.skipIf(browserPath === null)("below a path of another site", () => {
  /** Steps in, walks, talks in a circle, and follows links to it. */
  const visitBelow = async (proxy: PathProxy, visitor: VisitorPage) => {
    const witness = await joinPlace(proxy.target, "Witness", "spectator");
    const { page, message, turnsBy, conversation, button, dialog } = visitor;
    await visitor.stepIn("Nadia");
    const body = await findBody(witness, "Nadia");
    const from = { x: body.x, z: body.z };
    await page.locator("canvas[data-shown]").waitFor();
    await page.keyboard.down("w");
    await until("Nadia to walk", () => distanceBetween(body, from) > 1);
    await page.keyboard.up("w");
    await visitor.openCircle("Who is below?");
    await visitor.say("All of us.");
    await turnsBy("Nadia").getByText("All of us.", { exact: true }).waitFor();

    // Like on plain http, where a page has no clipboard.
    await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
    await button("Copy a link to this circle", conversation).click();
    const link = dialog("Copy a link to this circle").getByRole("textbox");
    const address = `${proxy.url}#/plaza/circle/${await findCircle(witness, "Who is below?")}`;
    expect(await link.inputValue()).toBe(address);
    expect(
      await link.evaluate((field: HTMLInputElement) => field.value.slice(field.selectionStart!, field.selectionEnd!)),
    ).toBe(address);
    await page.keyboard.press("Escape");

    // The same link for clients that drop the hash, and the service's own pages.
    const redirected = await page.request.get(`${proxy.url}place/plaza/circle/x`, { maxRedirects: 0 });
    const location = redirected.headers()["location"] ?? "";
    expect(new URL(location, `${proxy.url}place/plaza/circle/x`).href).toBe(`${proxy.url}#/plaza/circle/x`);
    expect((await page.request.get(`${proxy.url}readyz`)).ok()).toBe(true);
    await page.goto(`${proxy.url}api/docs`);
    await page.getByRole("link", { name: "openapi.json" }).click();
    await page.getByText('"openapi":"3.1.0"').waitFor();
    await message.waitFor({ state: "detached" });
    // Browsers request this one automatically for pages that are not HTML.
    expect(proxy.strayed.filter((path) => path !== "/favicon.ico")).toEqual([]);
    await witness.room.leave();
  };

  journey("O1 a proxy that takes the path off needs no setting", async ({ world, visit, onTestFinished }) => {
    const proxy = await startPathProxy(PATH, false);
    onTestFinished(proxy.close);
    proxy.target = world.url;
    await visitBelow(proxy, await visit({}, proxy.url));
  });

  journey("O1 a proxy that forwards the path is configured by PUBLIC_URL", async ({ visit, onTestFinished }) => {
    const proxy = await startPathProxy(PATH, true);
    onTestFinished(proxy.close);
    const world = await startWorld({ PUBLIC_URL: proxy.url });
    onTestFinished(world.close);
    proxy.target = world.url;
    // Also without the trailing slash.
    await visitBelow(proxy, await visit({}, proxy.url.slice(0, -1)));
    const document = (await (await fetch(`${proxy.url}api/openapi.json`)).json()) as { servers: { url: string }[] };
    expect(document.servers).toEqual([{ url: proxy.url.slice(0, -1) }]);
  });
});
