import { expect, test } from "vitest";
import { coveredArea } from "./covered-area.ts";

const box = (left: number, top: number, right: number, bottom: number) => ({ left, top, right, bottom });

test("W10 on a phone the bar at the top and the sheet leave the world what is between them", () => {
  const page = { width: 390, height: 844 };
  const covered = coveredArea([box(12, 12, 378, 64), box(0, 354, 390, 844), box(0, 0, 0, 0)], page);
  expect(covered).toEqual({ left: 0, right: 0, top: 64, bottom: 490 });
});

test("W10 on a desktop so do both bars, the drawer and the conversation, also while it is empty", () => {
  const page = { width: 1440, height: 900 };
  const bars = [box(12, 12, 1428, 64), box(340, 836, 1020, 888)];
  const covered = { left: 332, right: 412, top: 64, bottom: 64 };
  for (const conversation of [box(1028, 68, 1428, 888), box(1028, 68, 1428, 200)])
    expect(coveredArea([...bars, box(12, 68, 332, 888), conversation], page)).toEqual(covered);
});
