import { expect, test } from "vitest";
import { nextSheetHeight } from "./sheet-height.ts";

test("W10 pressing the grip goes through all three heights and round again", () => {
  expect(nextSheetHeight("low", 0)).toBe("half");
  expect(nextSheetHeight("half", 3)).toBe("full");
  expect(nextSheetHeight("full", -3)).toBe("low");
});

test("W10 dragging moves one height, a long drag two, and never past the ends", () => {
  expect(nextSheetHeight("half", 80)).toBe("full");
  expect(nextSheetHeight("half", -80)).toBe("low");
  expect(nextSheetHeight("low", 500)).toBe("full");
  expect(nextSheetHeight("full", 500)).toBe("full");
});
