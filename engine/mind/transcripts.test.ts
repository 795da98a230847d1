import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { CircleKind } from "../../schema/messages/room-messages.ts";
import { decideTurn } from "./decide-turn.ts";
import { buildPersona, buildView } from "../../test/minds/test-circle.ts";

const Transcript = z.object({
  title: z.string(),
  people: z.array(z.string()),
  language: z.string().default("en"),
  cast: z.array(z.string()).min(2).max(8),
  topic: z.string(),
  kind: CircleKind.default("chat"),
  lines: z.array(z.string()),
  interrupted: z.array(z.number()).default([]),
  expected: z.array(z.string()).min(1),
});

const folder = new URL("../../test/transcripts/", import.meta.url);
const readJson = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), "utf8"));
const cast = z
  .array(z.looseObject({ name: z.string() }))
  .parse(readJson("cast.json"))
  .map((draft) => buildPersona(draft));
const transcripts = readdirSync(folder)
  .filter((file) => file !== "cast.json")
  .flatMap((file) => z.array(Transcript).parse(readJson(file)));

test("M6 chooses the expected speaker without a model call in at least 80 % of the written transcripts", async () => {
  const misses: string[] = [];
  for (const { title, expected, cast: names, ...script } of transcripts) {
    const personas = names.map((name) => cast.find((persona) => persona.name === name) ?? buildPersona({ name }));
    let asked = false;
    const decision = await decideTurn(buildView({ ...script, personas }), personas, async () => {
      asked = true;
      return null;
    });
    const chosen = personas.find((persona) => persona.id === decision?.nextPersonaId)?.name ?? "nobody";
    if (asked || !expected.includes(chosen))
      misses.push(`${title}: ${asked ? "too close to call" : chosen}, expected ${expected.join(" or ")}`);
  }
  const share = 1 - misses.length / transcripts.length;
  console.log(
    `expected speaker without a model call: ${Math.round(share * 100)} % of ${transcripts.length} transcripts\n${misses.join("\n")}`,
  );
  expect(transcripts.length).toBeGreaterThanOrEqual(60);
  expect(share).toBeGreaterThanOrEqual(0.8);
});
