import { expect, test } from "vitest";
import { nameKey } from "./name-key.ts";

test.each([
  ["a QWERTY M", "m", "KeyM", "m"],
  ["a capital M", "M", "KeyM", "m"],
  ["an AZERTY M, beside the L", "m", "Semicolon", "m"],
  ["the comma at the place of M on AZERTY", ",", "KeyM", ","],
  ["a Dvorak T", "t", "KeyK", "t"],
  ["a question mark, at the place of M on AZERTY", "?", "KeyM", "?"],
  ["an accented Latin letter", "é", "KeyP", "é"],
  ["M on a Cyrillic layout", "ь", "KeyM", "m"],
  ["T on a Cyrillic layout", "Е", "KeyT", "t"],
  ["P on a Greek layout", "π", "KeyP", "p"],
  ["T on an Arabic layout", "ف", "KeyT", "t"],
  ["M on a Korean layout", "ㅡ", "KeyM", "m"],
  ["T on a Hindi layout, a vowel sign", "ू", "KeyT", "t"],
  ["Enter", "Enter", "NumpadEnter", "enter"],
])("W10 %s has its name", (_, key, code, name) => expect(nameKey({ key, code })).toBe(name));

test.each([
  ["S on QWERTY", "s", "KeyS"],
  ["the key at the place of D, where Dvorak has E", "e", "KeyD"],
  ["the key at the place of W, where Cyrillic has Ц", "ц", "KeyW"],
])("W10 %s walks and does nothing else", (_, key, code) => expect(nameKey({ key, code })).toBeNull());
