/** A visitor's actions on the page, by roles and names only: what cannot be found by its name is not usable. */
import { chromium, type Browser, type BrowserContextOptions, type Locator, type Page } from "playwright-core";
import { browserArguments, browserPath } from "../../test/browser.ts";

/** No larger than the desktop layout needs, as the CPU draws every pixel here. */
const SMALL_SCREEN = { width: 900, height: 600 };
/** Machines that run journeys are often slow and never alone. */
export const PATIENCE_MS = 45_000;

export function openBrowser(): Promise<Browser> {
  if (browserPath === null) throw new Error("no Chromium: skip this file with describe.skipIf(browserPath === null)");
  return chromium.launch({ executablePath: browserPath, args: browserArguments });
}

/** Call it after each test: a page left open by a failed one would keep drawing and slow the next. */
export async function closePages(browser: Browser): Promise<void> {
  await Promise.all(browser.contexts().map((context) => context.close()));
}

export type VisitorPage = ReturnType<typeof describePage>;

/**
 * Unless `isPainted`, the world runs, with its labels, camera and picks, but its picture stays empty: drawn by the CPU,
 * it would cost more than everything else together.
 */
export type VisitOptions = BrowserContextOptions & { isPainted?: boolean };

/** A new person's browser window at `url`; close it by `page.context().close()`. */
export async function openVisitorPage(
  browser: Browser,
  url: string,
  { isPainted = false, ...options }: VisitOptions = {},
): Promise<VisitorPage> {
  const context = await browser.newContext({ viewport: SMALL_SCREEN, reducedMotion: "reduce", ...options });
  if (!isPainted) await context.addInitScript(paintNothing);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(url);
  return describePage(page);
}

/** In the page: WebGL accepts everything and draws nothing, not even an empty picture, which would be copied to the screen. */
function paintNothing(): void {
  const drawing = [
    "clear",
    "drawArrays",
    "drawElements",
    "drawArraysInstanced",
    "drawElementsInstanced",
    "blitFramebuffer",
  ] as const;
  for (const name of drawing) WebGL2RenderingContext.prototype[name] = () => undefined;
}

export function describePage(page: Page) {
  const button = (name: string | RegExp, within: Page | Locator = page) =>
    within.getByRole("button", { name, exact: true });
  const conversation = page.getByRole("complementary", { name: "Conversation" });
  const transcript = page.getByRole("region", { name: "Transcript" });
  const message = page.getByRole("textbox", { name: "Message" });
  const actions = page.getByRole("toolbar", { name: "Actions" });
  const dialog = (name: string) => page.getByRole("dialog", { name });

  return {
    page,
    button,
    conversation,
    transcript,
    message,
    actions,
    dialog,
    /** Everything `name` said, oldest first. */
    turnsBy: (name: string | RegExp) =>
      transcript.getByRole("article", { name: typeof name === "string" ? `${name} said` : name }),

    async stepIn(name: string): Promise<void> {
      await page.getByRole("textbox", { name: "Your name" }).fill(name);
      await button("Step in").click();
      await actions.waitFor();
    },

    /** `kind` as it is named on screen. */
    async openCircle(topic: string, kind = "Chat"): Promise<void> {
      await button("Open a circle", actions).click();
      await dialog("Open a circle").getByRole("textbox", { name: "What is it about?" }).fill(topic);
      await dialog("Open a circle").getByRole("combobox", { name: "Kind of conversation" }).selectOption(kind);
      await button("Open", dialog("Open a circle")).click();
      await page.getByRole("heading", { name: topic, level: 2 }).waitFor();
    },

    async invite(...names: string[]): Promise<void> {
      await button("Invite to the circle", conversation).click();
      for (const name of names) await button(`Invite ${name}`, dialog("Invite to the circle")).click();
      await button("Done", dialog("Invite to the circle")).click();
    },

    async say(text: string): Promise<void> {
      await message.fill(text);
      await message.press("Enter");
    },

    /** A person who steps in again would sit in this circle, or hear it, but the next test needs an empty place. */
    async endTalk(): Promise<void> {
      while (await page.getByRole("dialog").first().isVisible()) await page.keyboard.press("Escape");
      await button("Stop the talk", conversation).click();
      await page.getByText("No conversation yet").waitFor();
    },
  };
}
