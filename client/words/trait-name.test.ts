import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import i18next from "i18next";
import { beforeEach, expect, test } from "vitest";
import { message } from "../../schema/messages/message.ts";
import { traitKey } from "../../schema/rules/trait-key.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { messageText } from "./message-text.ts";
import { readTraitName, showTraitName } from "./trait-name.ts";

const casts = join(import.meta.dirname, "../../casts");

/** The name of everything that has a name and an intensity, however deeply nested. */
function traitNames(data: unknown): string[] {
  if (typeof data !== "object" || data === null) return [];
  const { name, intensity } = data as { name?: string; intensity?: number };
  return name !== undefined && intensity !== undefined ? [name] : Object.values(data).flatMap(traitNames);
}
const builtIn = new Set(
  readdirSync(casts).flatMap((file) => traitNames(JSON.parse(readFileSync(join(casts, file), "utf8")))),
);

beforeEach(() =>
  i18next.init({ lng: "de", resources: { en: { translation: en }, de: { translation: de } }, fallbackLng: "en" }),
);

test("W13 every trait that a cast, a template or the core brings has a name of its own in each language", () => {
  expect(builtIn.size).toBeGreaterThan(20);
  for (const name of builtIn) {
    expect([name, showTraitName(name)]).not.toEqual([name, name]);
    expect(readTraitName(showTraitName(name))).toBe(name);
  }
  expect(Object.keys(en.traits).toSorted()).toEqual([...builtIn].map(traitKey).toSorted());
  expect(new Set(Object.values(de.traits)).size).toBe(builtIn.size);
});

test("W13 built-in traits are named in the language of the page, and others as somebody wrote them", async () => {
  expect(["Patience", "patience", "Dry humour", "Geduld"].map(showTraitName)).toEqual([
    "Geduld",
    "patience",
    "Dry humour",
    "Geduld",
  ]);
  expect(["Geduld", "Geduldig", "Dry humour"].map(readTraitName)).toEqual(["Patience", "Geduldig", "Dry humour"]);
  await i18next.changeLanguage("en");
  expect(["Patience", "Geduld"].map(showTraitName)).toEqual(["Patience", "Geduld"]);
  expect(["Patience", "Geduld"].map(readTraitName)).toEqual(["Patience", "Geduld"]);
});

test("W13 a refusal names a built-in trait in the language of the page, and another as it was written", () => {
  const refusal = (name: string) => message("core-trait", { name: message("trait-name", { name }) });
  const builtInName = en.traits.curiosity;
  expect(de.traits.curiosity).not.toBe(builtInName);
  expect(messageText(refusal(builtInName), "")).toContain(de.traits.curiosity);
  expect(messageText(refusal("Night owl"), "")).toContain("Night owl");
});
