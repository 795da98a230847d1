import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import i18next from "i18next";
import { beforeEach, expect, test } from "vitest";
import { message } from "../../schema/messages/message.ts";
import { traitKey } from "../../schema/rules/trait-key.ts";
import { de } from "./de.ts";
import { en as enFirst } from "./en.ts";
import { enPages } from "./en-pages.ts";
import { messageText } from "./message-text.ts";
import { readTraitDescription, readTraitName, showTraitDescription, showTraitName } from "./trait-name.ts";

const en = { ...enFirst, ...enPages };
const casts = join(import.meta.dirname, "../../casts");

type BuiltIn = { name: string; description: string };

/** Everything that has a name and an intensity, however deeply nested. */
function traitsIn(data: unknown): BuiltIn[] {
  if (typeof data !== "object" || data === null) return [];
  const trait = data as BuiltIn & { intensity?: number };
  return trait.intensity === undefined ? Object.values(data).flatMap(traitsIn) : [trait];
}
const builtInTraits = readdirSync(casts).flatMap((file) =>
  traitsIn(JSON.parse(readFileSync(join(casts, file), "utf8"))),
);
const builtIn = new Set(builtInTraits.map(({ name }) => name));

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

test("W13 what a built-in trait means is told in the language of the page, and else as somebody wrote it", () => {
  const descriptions = new Set(builtInTraits.map(({ description }) => description));
  for (const description of descriptions) {
    expect(showTraitDescription(description)).not.toBe(description);
    expect(readTraitDescription(showTraitDescription(description))).toBe(description);
  }
  expect(new Set([...descriptions].map(showTraitDescription)).size).toBe(descriptions.size);
  expect(showTraitDescription("Keeps bees.")).toBe("Keeps bees.");
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
