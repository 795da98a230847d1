import { expect, test } from "vitest";
import { nameKeys } from "./name-keys.ts";

const pressed = (key: string, code: string, shiftKey = false) => nameKeys({ key, code, shiftKey });

test("C9 W10 keys of the studio go by the printed letter, digits by position, signs wherever they are typed", () => {
  expect(pressed("n", "KeyN")).toBe("N");
  expect(pressed("N", "KeyN", true)).toBe("Shift+N");
  // Dvorak: B is typed where N is.
  expect(pressed("b", "KeyN")).toBe("B");
  // Cyrillic: by position.
  expect(pressed("т", "KeyN")).toBe("N");
  // French digits need Shift, and German ones type signs with it.
  expect(pressed("&", "Digit1")).toBe("1");
  expect(pressed("!", "Digit1", true)).toBe("Shift+1");
  expect(pressed("/", "Digit7", true)).toBe("/");
  expect(pressed("Enter", "Enter")).toBe("Enter");
});
