import type { Page } from "playwright-core";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Box } from "../client/scene/labels/box-list.ts";
import { browserPath } from "../test/browser.ts";
import { buildClientPage } from "./support/build-client-page.ts";
import { openBrowser } from "./support/visitor-page.ts";

type TextBox = Box & { text: string; /** Whether it says that it covers a board. */ isOver: boolean };
type Picture = { labels: TextBox[]; speech: TextBox[]; boards: Box[] };

/** Labels are placed to a tenth of a pixel. */
const ROUNDING_PX = 0.2;

async function openLabels(): Promise<Page> {
  const browser = await openBrowser();
  onTestFinished(() => browser.close());
  return (await buildClientPage("labels-page")).open(browser, { viewport: { width: 900, height: 600 } });
}

const widthOf = ({ left, right }: Box) => right - left;
const heightOf = ({ top, bottom }: Box) => bottom - top;
const overlap = (one: Box, other: Box): boolean =>
  Math.min(one.right, other.right) - Math.max(one.left, other.left) > ROUNDING_PX &&
  Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > ROUNDING_PX;

/** One behind the other. */
const [NEARER, FURTHER] = [1, 33];
const figure = (id: number, hidden = 0) => ({ id: `${id}`, avatar: { name: `Persona ${id}` }, hidden });

/** @param height of the camera, which is below the faces */
async function namesOf(page: Page, figures: object[], { ownId = "", height = 1 } = {}): Promise<TextBox[]> {
  await page.evaluate(`showOnly(${JSON.stringify(figures)}, "${ownId}")`);
  return (await page.evaluate<Picture>(`seenFrom(-3.6, ${height})`)).labels;
}

describe.skipIf(browserPath === null)("room for labels", () => {
  test("W9 C9 names and topics of a full picture cover no speech and not one another, and only near names a board or notes", async () => {
    const page = await openLabels();
    const texts = new Set<string>();
    for (const x of [-3, 0, 3]) {
      const { labels, speech, boards } = await page.evaluate<Picture>(`seenFrom(${x}, 4)`);
      expect(boards).toHaveLength(2);
      // One row of notes, on a wall that is four times as wide as high.
      expect(widthOf(boards[1]!) / heightOf(boards[1]!)).toBeGreaterThan(10);
      for (const [index, label] of labels.entries()) {
        texts.add(label.text);
        const others = [...labels.slice(index + 1), ...speech, ...(label.isOver ? [] : boards)];
        expect(
          others.filter((other) => overlap(label, other)),
          label.text,
        ).toEqual([]);
      }
    }
    expect([...texts].filter((text) => text.startsWith("Persona")).length).toBeGreaterThan(4);
    expect([...texts].filter((text) => text.startsWith("Topic")).length).toBeGreaterThan(0);
  });

  test("W9 speech covers no board where there is room beside or above it, else it stays with its speaker and shows only its last line", async () => {
    const page = await openLabels();
    const whole = { left: 0, right: 900, top: 0, bottom: 600 };
    const alone = await page.evaluate<TextBox>("speakBefore(null)");
    const low = { ...alone, top: alone.top + 30, bottom: 600 };
    const above = await page.evaluate<TextBox>(`speakBefore(${JSON.stringify(low)})`);
    expect(overlap(above, low)).toBe(false);
    expect(above.bottom).toBeLessThan(alone.bottom);
    const over = await page.evaluate<TextBox>(`speakBefore(${JSON.stringify(whole)})`);
    expect(over.bottom).toBeCloseTo(alone.bottom, 0);
    expect(heightOf(over)).toBe(40);
    expect(heightOf(alone)).toBeGreaterThan(50);
  });

  test("W9 names, topics and speech keep off what floats over the picture, such as a hint", async () => {
    const page = await openLabels();
    const hint = { left: 250, right: 650, top: 150, bottom: 210 };
    const float = (box: Box) => page.evaluate(`float([${JSON.stringify(box)}])`);
    const labelsUnder = async () =>
      (await page.evaluate<Picture>("seenFrom(0, 4)")).labels.filter((label) => overlap(label, hint));
    expect(await labelsUnder()).not.toEqual([]);
    await float(hint);
    expect(await labelsUnder()).toEqual([]);
    const alone = await page.evaluate<TextBox>("speakBefore(null)");
    await float(alone);
    expect(overlap(await page.evaluate<TextBox>("speakBefore(null)"), alone)).toBe(false);
  });

  test("W9 a name within 14 m is readable before a full wall, but not through one; one further away fades", async () => {
    const page = await openLabels();
    const whole = { left: 0, right: 900, top: 0, bottom: 600 };
    const before = async (depth: number, id: number) => {
      await page.evaluate(`hangBoard(${JSON.stringify(whole)}, ${depth})`);
      return (await namesOf(page, [figure(id)])).map(({ isOver }) => isOver);
    };
    const [BEHIND, IN_FRONT] = [0.99, 0.97];
    expect(await before(BEHIND, NEARER)).toEqual([true]);
    expect(await before(IN_FRONT, NEARER)).toEqual([]);
    expect(await before(BEHIND, FURTHER)).toEqual([]);
  });

  test("W9 a name covers no face nearer than its own, and rises no further than a face is wide", async () => {
    const page = await openLabels();
    const [alone] = await namesOf(page, [figure(FURTHER)]);
    const behindOwn = (height: number) =>
      namesOf(page, [figure(NEARER), figure(FURTHER)], { ownId: `${NEARER}`, height });
    const [lifted] = await behindOwn(1);
    expect(lifted!.bottom).toBeCloseTo(alone!.bottom - 26, 0);
    // From here it would have to rise by 52 pixels, and the face is 29 wide.
    expect(await behindOwn(0.4)).toEqual([]);
  });

  test("W9 a figure that is dissolved, because the camera is close to it, has no name and is in no name's way", async () => {
    const page = await openLabels();
    const alone = await namesOf(page, [figure(FURTHER)]);
    expect(await namesOf(page, [figure(NEARER), figure(FURTHER)])).not.toContainEqual(alone[0]);
    expect(await namesOf(page, [figure(NEARER, 0.9), figure(FURTHER)])).toEqual(alone);
  });
});
