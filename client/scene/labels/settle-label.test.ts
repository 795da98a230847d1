import { expect, test } from "vitest";
import { BoxList, type Box } from "./box-list.ts";
import { hangLabel, isOver, settle, type HangingLabel } from "./settle-label.ts";

const screen: Box = { left: 8, top: 64, right: 892, bottom: 592 };
const FRAME = { dt: 1 / 60, reducedMotion: false };
const USUAL = { aside: 0, lift: 0 };

const listOf = (...boxes: Box[]) => {
  const list = new BoxList();
  for (const box of boxes) list.add(box);
  return list;
};
/** Its box: 250 to 350 across, 280 to 300 down. */
const name = (): HangingLabel =>
  Object.assign(hangLabel(screen, 52), { width: 100, height: 20, head: { x: 300, y: 300 } });
const settleFor = (seconds: number, label: HangingLabel, taken: BoxList, avoided?: BoxList) => {
  for (let frame = 0; frame < seconds * 60; frame++) settle(label, FRAME, taken, false, avoided);
};

test("W9 a name stays above its head where nothing is in the way, and goes back there once that is so", () => {
  const label = name();
  settle(label, FRAME, listOf(), false);
  expect([label.hasRoom, label.spot]).toEqual([true, USUAL]);
  settle(label, FRAME, listOf({ left: 250, right: 300, top: 270, bottom: 310 }), false);
  expect(label.spot).not.toEqual(USUAL);
  settleFor(2, label, listOf());
  expect(label.spot).toEqual(USUAL);
});

test("W9 a name glides to where there is room, but not where motion is reduced", () => {
  const inTheWay = listOf({ left: 250, right: 300, top: 270, bottom: 310 });
  const [gliding, cut] = [name(), name()];
  for (const taken of [listOf(), inTheWay]) {
    settle(gliding, FRAME, taken, false);
    settle(cut, { ...FRAME, reducedMotion: true }, taken, false);
  }
  expect(gliding.drawn.lift).toBeGreaterThan(0);
  expect(gliding.drawn.lift).toBeLessThan(gliding.spot.lift / 2);
  expect(cut.drawn).toEqual(cut.spot);
  settleFor(1, gliding, inTheWay);
  expect(gliding.drawn.lift).toBeCloseTo(gliding.spot.lift, 0);
});

test("W9 a name for which there is no room within 52 px fades, but not that of whoever is pointed at", () => {
  const board = listOf({ left: 100, right: 500, top: 220, bottom: 400 });
  const label = name();
  for (const isPointedAt of [false, true, false]) {
    settle(label, FRAME, board, isPointedAt);
    expect([label.hasRoom, label.spot]).toEqual([isPointedAt, USUAL]);
  }
  settleFor(2, label, listOf({ left: 100, right: 500, top: 244, bottom: 400 }));
  expect([label.hasRoom, label.spot]).toEqual([false, USUAL]);
  settleFor(2, label, listOf({ left: 100, right: 500, top: 253, bottom: 400 }));
  expect([label.hasRoom, label.spot]).toEqual([true, { aside: 0, lift: 52 }]);
});

test("W9 names do not flicker where heads sway at the edge of something", () => {
  for (const bottom of [278, 279, 280, 281, 282]) {
    const edge = listOf({ left: 0, right: 900, top: 100, bottom });
    const label = name();
    const seen = new Set<string>();
    let changes = 0;
    for (let frame = 0; frame < 600; frame++) {
      label.head.y = 300 + Math.sin(frame / 20);
      const before = label.hasRoom;
      settle(label, FRAME, edge, false);
      if (frame > 0 && label.hasRoom !== before) changes++;
      seen.add(JSON.stringify(label.spot));
    }
    expect([changes <= 1, [...seen]], `${bottom}`).toEqual([true, [JSON.stringify(USUAL)]]);
  }
});

test("W9 a name does not blink where something passes by", () => {
  const label = name();
  const passing = listOf({ left: 100, right: 500, top: 100, bottom: 400 });
  let changes = 0;
  for (let frame = 0; frame < 600; frame++) {
    const before = label.hasRoom;
    settle(label, FRAME, frame % 20 < 10 ? listOf() : passing, false);
    if (label.hasRoom !== before) changes++;
  }
  expect(changes).toBeLessThan(2 * (600 / 60));
});

test("W9 speech moves off a board where there is room, else stays with its speaker, and does not flicker there", () => {
  const free = listOf();
  const low = listOf({ left: 100, right: 500, top: 260, bottom: 400 });
  const high = listOf({ left: 100, right: 500, top: 100, bottom: 400 });
  const speech = name();
  settle(speech, FRAME, free, true, low);
  expect(speech.spot).toEqual({ aside: 0, lift: 52 });
  settle(speech, FRAME, free, true, high);
  expect(speech.hasRoom).toBe(true);
  settleFor(2, speech, free, high);
  expect(speech.spot).toEqual(USUAL);
  settleFor(2, speech, free, low);
  expect(speech.spot).toEqual({ aside: 0, lift: 52 });

  const seen = new Set<string>();
  for (let frame = 0; frame < 600; frame++) {
    speech.head.y = 307 + 5 * Math.sin(frame / 20);
    settle(speech, FRAME, free, true, low);
    if (frame > 120) seen.add(JSON.stringify(speech.spot));
  }
  expect([...seen]).toHaveLength(1);
});

test("W9 speech covers a board rather than a face", () => {
  const speech = name();
  const face = listOf({ left: 250, right: 350, top: 270, bottom: 310 });
  settle(speech, FRAME, face, true, listOf({ left: 100, right: 500, top: 100, bottom: 400 }));
  expect(speech.spot).toEqual({ aside: 0, lift: 52 });
});

test("C3 a label stays where it is as long as it can, although a nearer spot is free for a moment", () => {
  const label = name();
  const inTheWay = listOf({ left: 250, right: 300, top: 270, bottom: 310 });
  settle(label, FRAME, inTheWay, false);
  const { lift } = label.spot;
  expect(lift).toBeGreaterThan(0);
  for (const taken of [listOf(), inTheWay]) {
    settleFor(0.5, label, taken);
    expect(label.spot.lift).toBe(lift);
  }
});

test("W9 speech over a board shows only its last line: at the board's edge it does not change with every sway", () => {
  const label = name();
  const below = (bottom: number) => listOf({ left: 0, right: 900, top: 0, bottom });
  expect(isOver(label, below(290), false)).toBe(false);
  settle(label, FRAME, listOf(), true, below(290));
  expect(isOver(label, below(290), false)).toBe(true);
  expect([isOver(label, below(278), false), isOver(label, below(278), true)]).toEqual([false, true]);
  expect(isOver(label, below(275), true)).toBe(false);
});
