import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { CircleKind } from "../../schema/messages/room-messages.ts";
import { decideTurn } from "./decide-turn.ts";
import { findAwaitedPerson } from "./find-awaited-person.ts";
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
const files = readdirSync(folder).filter((file) => file !== "cast.json");
const read = (isHard: boolean) =>
  files
    .filter((file) => file.startsWith("hard-") === isHard)
    .flatMap((file) => z.array(Transcript).parse(readJson(file)));

/** The circle gives a person that is awaited a moment: until then nobody speaks. */
async function findNext({ cast: names, ...script }: z.infer<typeof Transcript>): Promise<string> {
  const personas = names.map((name) => cast.find((persona) => persona.name === name) ?? buildPersona({ name }));
  const view = buildView({ ...script, personas });
  if (findAwaitedPerson(view)) return "nobody";
  let asked = false;
  const decision = await decideTurn(view, personas, async () => {
    asked = true;
    return null;
  });
  if (asked) return "too close to call";
  return personas.find((persona) => persona.id === decision?.nextPersonaId)?.name ?? "nobody";
}

test.each([
  { kind: "easy", transcripts: read(false) },
  { kind: "hard", transcripts: read(true) },
])(
  "M6 chooses the expected speaker without a model call in at least 80 % of the $kind transcripts",
  async ({ kind, transcripts }) => {
    const misses: string[] = [];
    for (const transcript of transcripts) {
      const next = await findNext(transcript);
      if (!transcript.expected.includes(next))
        misses.push(`${transcript.title}: ${next}, expected ${transcript.expected.join(" or ")}`);
    }
    const share = 1 - misses.length / transcripts.length;
    console.log(
      `expected speaker without a model call: ${Math.round(share * 100)} % of ${transcripts.length} ${kind} transcripts\n${misses.join("\n")}`,
    );
    expect(transcripts.length).toBeGreaterThanOrEqual(60);
    expect(share).toBeGreaterThanOrEqual(0.8);
  },
);
