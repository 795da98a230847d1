import fastCheck from "fast-check";
import encodeChunks from "png-chunks-encode";
import { encode } from "png-chunk-text";
import { describe, expect, test } from "vitest";
import { PersonaDraft } from "../../messages/persona.ts";
import { fillMacros } from "./fill-macros.ts";
import { readPngCard, writePngCard } from "./png-card.ts";
import { readPersonaFile, readPersonaValue } from "./read-persona-file.ts";
import { exportPersona, personaFileName, toCharacterCard } from "./write-persona-file.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const names = { persona: "Mara", visitor: "the visitor" };
const MACRO = /\{\{|\}\}|<(?:bot|char|user|start)>/i;

const picture = encodeChunks([
  { name: "IHDR", data: new Uint8Array([0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0]) },
  { name: "IEND", data: new Uint8Array(0) },
]);

const mara = PersonaDraft.parse({
  name: "Mara Ünal",
  description: "Keeps the lighthouse. 🌊",
  demographics: { age: 61, more: { Boat: "Heron" } },
  background: { expertise: ["fog"], interests: ["gulls"], professional: "Forty years on the rock." },
  personality: { traits: [{ name: "stubborn", description: "Never turns back.", intensity: 0.9 }] },
  attitude: "Skeptical",
  backstory: "Born in a gale.",
  credit: "A. Writer",
});

describe("export and import", () => {
  test.each(["dramatis", "card-v2", "card-v3"] as const)("M2 as %s, nothing is lost on the way back", (format) => {
    const read = readPersonaValue(JSON.parse(JSON.stringify(exportPersona(mara, format))), "the visitor");
    expect(read).toEqual({ problem: null, draft: mara, lost: [] });
  });

  test("M2 inside a picture, in place of the card it held, nothing is lost either", () => {
    const write = (png: Uint8Array, draft: PersonaDraft) =>
      writePngCard(png, { v2: toCharacterCard(draft, 2), v3: toCharacterCard(draft, 3) });
    const png = write(write(picture, PersonaDraft.parse({ name: "Somebody Else" })), mara);
    expect(readPersonaFile(png, "the visitor")).toEqual({ problem: null, draft: mara, lost: [] });
    expect(
      Buffer.from(png)
        .toString("latin1")
        .match(/chara\0/g),
    ).toHaveLength(1);
  });

  test("M2 an export from before the format had a version is read as well", () => {
    expect(readPersonaFile(utf8(JSON.stringify(mara)), "the visitor")).toMatchObject({ draft: mara, lost: [] });
  });

  test("M2 a file's name is one that every system takes", () => {
    expect(personaFileName('Mara / ../Ünal: "x"', "png")).toBe("Mara  ..Ünal x.png");
    expect(personaFileName("///", "json")).toBe("persona.json");
  });
});

describe("a card of another tool", () => {
  const card = {
    spec: "chara_card_v3",
    spec_version: "3.0",
    data: {
      name: "Mara",
      description: "{{char}} keeps the lighthouse. She trusts {{user}} with the lamp.",
      personality: "stubborn, dry humour, patient",
      scenario: "<USER> comes ashore in fog.",
      first_mes: "“You are late,” <BOT> says.",
      mes_example: "<START>\n{{user}}: Is it safe?\n{{char}}: {{random:No,Never}}.",
      system_prompt: "{{original}}Stay {{char}}.",
      post_history_instructions: "Never leave the rock.",
      tags: ["sea", "fog"],
      creator: "A. Writer",
      character_book: {
        entries: [
          { keys: ["lamp"], content: "The lamp of {{char}} is green.", enabled: true },
          { keys: ["cellar"], content: "Nobody goes down.", enabled: false },
        ],
      },
      creator_notes: "Have fun",
    },
  };

  test("M2 each field goes where the table says, macros filled, and what has no place is named", () => {
    const read = readPersonaValue(card, "the visitor");
    if (read.problem) throw new Error(read.problem.code);
    expect(read.lost).toEqual([{ field: "creator_notes", why: "unused" }]);
    expect(read.draft).toMatchObject({
      name: "Mara",
      description: "Mara keeps the lighthouse.",
      backstory:
        "Mara keeps the lighthouse. She trusts the visitor with the lamp.\n\nthe visitor comes ashore in fog.\n\nThe lamp of Mara is green.",
      background: { interests: ["sea", "fog"] },
      systemPrompt: "Stay Mara.",
      customInstructions:
        "Never leave the rock.\n\nTalks like this:\n“You are late,” Mara says.\n\nthe visitor: Is it safe?\nMara: No.",
      credit: "A. Writer",
    });
    expect(read.draft.personality.traits.map(({ name }) => name)).toEqual(["stubborn", "dry humour", "patient"]);
  });
});

describe("macros", () => {
  test.each([
    ["{{char}} and {{user}}", "Mara and the visitor"],
    ["{{ CHAR }}, <bot>, <User>", "Mara, Mara, the visitor"],
    ["{{random::one::two}} {{pick:a, b}}", "one a"],
    ["{{// a note}}{{hidden_key:x}}{{roll:d6}}{{time}}said", "said"],
    ["{{random:{{char}},{{user}}}}", "Mara"],
    ["<US{{x}}ER> <US<START>ER>", "the visitor <US\nER>"],
    ["{{char", "char"],
    ["$& {{user}}", "$& the visitor"],
  ])("M2 %s becomes %s", (text, filled) => {
    expect(fillMacros(text, names)).toBe(filled);
  });

  test("M2 whatever the text, none is left", () => {
    const piece = fastCheck.constantFrom(
      "{{",
      "}}",
      "{",
      "}",
      "char",
      "user",
      "<",
      ">",
      "<USER>",
      "<BOT>",
      "random:",
      ",",
      " ",
      "a",
    );
    fastCheck.assert(
      fastCheck.property(fastCheck.array(piece, { maxLength: 60 }), (pieces) => {
        expect(fillMacros(pieces.join(""), names)).not.toMatch(MACRO);
      }),
      { numRuns: 2_000 },
    );
  });
});

/** Every text in a value, however deep. */
const textsOf = (value: unknown): string[] =>
  typeof value === "string" ? [value] : Object.values(Object(value)).flatMap(textsOf);

describe("any file", () => {
  const cardText = fastCheck.oneof(fastCheck.string(), fastCheck.constantFrom("{{user}}", "<BOT>", "{{{{char}}"));
  const data = fastCheck.dictionary(
    fastCheck.constantFrom(
      "name",
      "description",
      "personality",
      "tags",
      "first_mes",
      "character_book",
      "extensions",
      "x",
    ),
    fastCheck.oneof(cardText, fastCheck.json().map(JSON.parse as (text: string) => unknown)),
  );

  test("M2 of any card that is imported, a persona results that this server stores, without macros", () => {
    fastCheck.assert(
      fastCheck.property(data, (fields) => {
        const read = readPersonaValue({ spec: "chara_card_v2", data: fields }, "the visitor");
        if (read.problem) return;
        expect(PersonaDraft.parse(read.draft)).toEqual(read.draft);
        expect(textsOf(read.draft).filter((text) => MACRO.test(text))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  test("M2 bytes of any kind, and a picture with any byte changed, are read or refused, and throw nothing", () => {
    const png = writePngCard(picture, { v2: toCharacterCard(mara, 2), v3: toCharacterCard(mara, 3) });
    const damaged = fastCheck
      .tuple(fastCheck.nat(png.length - 1), fastCheck.nat(255), fastCheck.nat(png.length))
      .map(([at, byte, end]) => {
        const copy = png.slice(0, Math.max(end, 9));
        copy[at] = byte;
        return copy;
      });
    fastCheck.assert(
      fastCheck.property(fastCheck.oneof(damaged, fastCheck.uint8Array({ maxLength: 400 })), (bytes) => {
        const read = readPersonaFile(bytes, "the visitor");
        expect(read.problem === null || read.problem.code.startsWith("card-")).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test("M2 a text chunk of another program is no card", () => {
    const other = encodeChunks([
      { name: "IHDR", data: new Uint8Array(13) },
      encode("Comment", "chara"),
      { name: "IEND", data: new Uint8Array(0) },
    ]);
    expect(readPngCard(other)).toBeNull();
  });
});
