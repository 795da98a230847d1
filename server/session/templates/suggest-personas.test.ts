import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { englishTemplates } from "./english.ts";
import { suggestPersonas } from "../../../schema/rules/session/suggest-personas.ts";

test("C9 each template of sessions suggests personas, of templates that there are", async () => {
  const there = JSON.parse(await readFile(new URL("../../../casts/templates.json", import.meta.url), "utf8")).map(
    ({ id }: { id: string }) => id,
  );
  for (const { id } of englishTemplates) {
    expect(suggestPersonas(id).length, id).toBeGreaterThan(1);
    expect(there, id).toEqual(expect.arrayContaining(suggestPersonas(id)));
  }
  expect(suggestPersonas(null)).toEqual([]);
});
