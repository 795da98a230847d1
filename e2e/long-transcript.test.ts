/** The panels in a real browser, with a generated talk. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { browserPath } from "../test/browser.ts";
import type { RenderCounts } from "./pages/count-renders.ts";
import { buildClientPage, type ClientPage } from "./support/build-client-page.ts";
import { openBrowser } from "./support/visitor-page.ts";

const TURNS = 10_000;
/** A screenful and the rows rendered around it. */
const MOST_ROWS = 40;

describe.skipIf(browserPath === null)("a transcript of ten thousand turns", () => {
  let browser: Browser;
  let talkPage: ClientPage;
  let page: Page;
  beforeAll(async () => {
    [browser, talkPage] = await Promise.all([openBrowser(), buildClientPage("talk-page")]);
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    page = await talkPage.open(browser, { viewport: { width: 1280, height: 800 } });
    await talk(`talk.fill(${TURNS})`);
    await article(TURNS - 1).waitFor();
    await expect.poll(fromEnd).toBeLessThan(2);
  });
  afterEach(() => page.context().close());

  const talk = <Answer>(act: string): Promise<Answer> => page.evaluate(`(async () => { ${act} })()`);
  const rendersOf = (act: string) => talk<RenderCounts>(`return await talk.rendersOf(() => { ${act} })`);
  const scroller = () => page.getByRole("region", { name: "Transcript" });
  const article = (index: number) => page.getByRole("article").filter({ hasText: `Turn ${index}:` });
  const fromEnd = () => scroller().evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
  /** The position of a turn on the screen. */
  const topOf = async (index: number) => (await article(index).boundingBox())?.y ?? NaN;
  const speak = (index: number) =>
    talk(`talk.beginTurn(${index});
      for (let word = 0; word < 60; word++) talk.word(${index}, word, word === 0 ? "Turn ${index}: " : "and more words ");`);

  test("C3 only nearby turns are in the page, and each states its number and the total", async () => {
    expect(await page.getByRole("article").count()).toBeLessThan(MOST_ROWS);
    const row = page.getByRole("listitem").filter({ has: article(TURNS - 1) });
    expect([await row.getAttribute("aria-posinset"), await row.getAttribute("aria-setsize")]).toEqual([
      String(TURNS),
      String(TURNS),
    ]);
  });

  test("C3 a reader at the end follows the words; one who scrolled back stays there as new turns arrive", async () => {
    await speak(TURNS);
    await article(TURNS).waitFor();
    await expect.poll(fromEnd).toBeLessThan(2);

    await scroller().hover();
    await page.mouse.wheel(0, -4000);
    const toEnd = page.getByRole("button", { name: "Latest" });
    await toEnd.waitFor();
    const read = await page.getByRole("article").nth(10).innerText();
    const index = Number(/Turn (\d+):/.exec(read)?.[1]);
    const before = await topOf(index);
    await talk(`talk.endTurn(${TURNS}, "Turn ${TURNS}: over.")`);
    await speak(TURNS + 1);
    await talk(`talk.rendersOf(() => {})`);
    expect(await topOf(index)).toBeCloseTo(before, 0);

    await toEnd.click();
    await article(TURNS + 1).waitFor();
    await expect.poll(fromEnd).toBeLessThan(2);
  });

  test("C3 a link leads to its turn, which is shown and has the focus", async () => {
    await talk(`talk.show("t5000")`);
    await article(5000).waitFor();
    const { y, height } = (await scroller().boundingBox())!;
    await expect.poll(() => topOf(5000)).toBeGreaterThan(y);
    expect(await topOf(5000)).toBeLessThan(y + height);
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain("Turn 5000:");
    // Scrolling, however far, does not lose the focus.
    await scroller().evaluate((box) => (box.scrollTop = 0));
    await article(0).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("Turn 5000:");
  });

  test("C3 W10 old turns are found by their words, from the keyboard", async () => {
    await page.getByRole("textbox", { name: "Message" }).focus();
    await page.keyboard.press("Control+f");
    await page.keyboard.type("turn 123");
    // 123, 1230–1239, newest first.
    await page.getByText("11 of 11").waitFor();
    await article(1239).locator("mark").waitFor();
    for (let step = 0; step < 10; step++) await page.keyboard.press("Enter");
    await page.getByText("1 of 11").waitFor();
    await article(123).locator("mark").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("search").waitFor({ state: "detached" });
    expect(await page.locator("mark").count()).toBe(0);
  });

  test("C3 a word that arrives draws its turn and nothing else", async () => {
    await talk(`talk.beginTurn(${TURNS}); talk.word(${TURNS}, 0, "A");`);
    const drawn = await rendersOf(`talk.word(${TURNS}, 1, " word")`);
    expect(drawn).toMatchObject({ TurnRow: 1 });
    for (const other of ["TranscriptList", "Conversation", "Composer", "ConversationHeader", "CircleMeter", "Edges"])
      expect(drawn[other], other).toBeUndefined();
  });

  test("C3 the shares of talk are drawn when a turn ends, not for each word; the message box for neither", async () => {
    await page.getByRole("tab", { name: "People" }).click();
    await talk(`talk.beginTurn(${TURNS})`);
    expect(await rendersOf(`for (let word = 0; word < 30; word++) talk.word(${TURNS}, word, "word ")`)).toEqual({});
    const ended = await rendersOf(`talk.endTurn(${TURNS}, "word ".repeat(30))`);
    expect(ended).toMatchObject({ ShareOfTalk: 1 });
    expect(ended["Composer"]).toBeUndefined();
  });

  test("W1 an action of one of fifty others redraws nothing of the talk, and one row of the list of people", async () => {
    expect(await rendersOf(`talk.changeAvatar("p30", { activity: "thinking", gesture: "wave" })`)).toEqual({});
    await talk(`talk.openPeople()`);
    await page.getByRole("button", { name: /^Persona 30/ }).waitFor();
    const drawn = await rendersOf(`talk.changeAvatar("p30", { activity: "idle" })`);
    expect(drawn).toMatchObject({ PeopleList: 1, PersonRow: 1 });
    expect(drawn["Composer"]).toBeUndefined();
  });

  test("C3 a change of speaker redraws the circle's header, not the transcript or the message box", async () => {
    const drawn = await rendersOf(`talk.changeCircle({ speakerId: "p1", nextSpeakerId: "p2" })`);
    for (const other of ["TranscriptList", "TurnRow", "Composer"]) expect(drawn[other], other).toBeUndefined();
  });
});
