import { expect, test } from "vitest";
import { foldName } from "./fold-name.ts";

test.each([
  "oriel vance",
  " ORIEL   VANCE ",
  "OrielVance",
  "Oriel-Vance",
  "Oriel Vance!",
  "Oriel Vance 🎭",
  "(Oriel) Vance",
  "Ｏｒｉｅｌ Ｖａｎｃｅ",
  "Órìel Vancé",
  "𝔒𝔯𝔦𝔢𝔩 Vance",
  "ⓞⓡⓘⓔⓛ vance",
  "ᴏʀɪᴇʟ ᴠᴀɴᴄᴇ",
  "Оriеl Vаnсе",
  "ОRIЕL VАNСЕ",
  "Οriel Vance",
  "Orіel Vance",
  "Orıel Vance",
  "ᎾᏒiel Vance",
  "Oriel ѵance",
  "Oriel ∨ance",
  "OrieI Vance",
  "0r1el Vance",
  "Orie| Vance",
  "Oriel\u200b Vance",
  "Ori\u00adel Vance",
  "Oriel Vance\u2800",
])("A5 %j is taken for Oriel Vance", (name) => {
  expect(foldName(name)).toBe(foldName("Oriel Vance"));
});

test("A5 two letters that look like one are taken for it", () => {
  expect(foldName("Tornás")).toBe(foldName("Tomas"));
});

test.each(["Oriel", "Oriel Vance (guest)", "Oriel Vance 2", "Ariel Vance", "Vance Oriel"])("A5 %j is not", (name) => {
  expect(foldName(name)).not.toBe(foldName("Oriel Vance"));
});

test.each([
  ["王小明", "王小朋"],
  ["محمد", "محمود"],
  ["Иван", "Ирина"],
  ["さくら", "さくや"],
  ["🦊", "🐻"],
  ["김민수", "김민주"],
])("A5 %s is not taken for %s", (one, other) => {
  expect(foldName(one)).not.toBe(foldName(other));
});
