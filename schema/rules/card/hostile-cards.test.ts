/** Broken and hostile files, made here: each is refused with its reason, or imported without what is wrong with it. */
import { expect, test } from "vitest";
import { encode } from "png-chunk-text";
import encodeChunks from "png-chunks-encode";
import type { english } from "../../messages/english.ts";
import { PersonaDraft } from "../../messages/persona.ts";
import { readPersonaFile, type ReadPersona } from "./read-persona-file.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const json = (value: unknown) => utf8(JSON.stringify(value));
const base64 = (text: string) => Buffer.from(text).toString("base64");
const v2 = (data: object) => ({ spec: "chara_card_v2", spec_version: "2.0", data });
const read = (bytes: Uint8Array) => readPersonaFile(bytes, "the visitor");

const HEADER = { name: "IHDR", data: new Uint8Array([0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0]) };
const END = { name: "IEND", data: new Uint8Array(0) };
const png = (...chunks: { name: string; data: Uint8Array }[]) => encodeChunks([HEADER, ...chunks, END]);
const withCard = (value: unknown) => png(encode("chara", base64(JSON.stringify(value))));
const sound = withCard(v2({ name: "Mara" }));
const changed = (bytes: Uint8Array, at: number, to: number) => {
  const copy = bytes.slice();
  copy[at] = to;
  return copy;
};
/** Where the length of the chunk after the header stands. */
const SECOND_CHUNK = 33;
const claiming = (bytes: number) => {
  const copy = sound.slice();
  new DataView(copy.buffer).setUint32(SECOND_CHUNK, bytes);
  return copy;
};
const deep = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;

const REFUSED: [what: string, bytes: () => Uint8Array, code: keyof typeof english][] = [
  ["nothing at all", () => new Uint8Array(0), "card-no-json"],
  ["a text that is no JSON", () => utf8("Hello, I am Mara."), "card-no-json"],
  ["JSON that breaks off", () => utf8('{"name": "Mara"'), "card-no-json"],
  ["bytes that are no UTF-8", () => new Uint8Array([0xc3, 0x28, 0xff, 0xfe]), "card-no-json"],
  ["a JPEG", () => new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70]), "card-no-json"],
  ["null", () => json(null), "card-unknown"],
  ["a list of cards", () => json([v2({ name: "Mara" })]), "card-unknown"],
  ["a number", () => json(7), "card-unknown"],
  ["an object of something else", () => json({ title: "Recipes", items: [] }), "card-unknown"],
  ["brackets, a hundred thousand deep", () => utf8(deep(100_000)), "card-unknown"],
  ["a card without a name", () => json(v2({ description: "Nobody." })), "card-no-name"],
  ["a card whose name is empty", () => json(v2({ name: "  " })), "card-no-name"],
  ["a card whose name is a macro", () => json(v2({ name: "{{char}}" })), "card-no-name"],
  ["a card whose name is a number", () => json(v2({ name: 7 })), "card-no-name"],
  ["a card whose name cannot be seen", () => json(v2({ name: "\u200b\u2066\u2069" })), "card-no-name"],
  ["a card whose character is a text", () => json({ spec: "chara_card_v2", data: "Mara" }), "card-unknown"],
  [
    "an export of a newer version",
    () => json({ format: "dramatis-persona", version: 99, persona: { name: "Mara" } }),
    "card-newer",
  ],
  [
    "an export whose age is a text",
    () => json({ format: "dramatis-persona", version: 1, persona: { name: "Mara", demographics: { age: "old" } } }),
    "card-wrong",
  ],
  [
    "an export with two hundred traits",
    () =>
      json({
        format: "dramatis-persona",
        version: 1,
        persona: {
          name: "Mara",
          personality: { traits: Array(200).fill({ name: "shy", description: "", intensity: 1 }) },
        },
      }),
    "card-wrong",
  ],
  ["a file of 13 MB", () => new Uint8Array(13 * 1024 * 1024), "card-too-large"],
  ["a picture without a card", () => png(), "card-not-in-picture"],
  ["a picture with another text", () => png(encode("Software", "a paint program")), "card-not-in-picture"],
  ["a signature and nothing more", () => sound.slice(0, 8), "card-broken-picture"],
  ["a picture that breaks off in its card", () => sound.slice(0, -20), "card-broken-picture"],
  ["a picture without its last chunk", () => sound.slice(0, -12), "card-broken-picture"],
  ["a checksum that does not match", () => changed(sound, SECOND_CHUNK + 20, 0x41), "card-broken-picture"],
  ["a chunk that claims four gigabytes", () => claiming(0xffffffff), "card-broken-picture"],
  ["a chunk that claims more than there is", () => claiming(5_000_000), "card-broken-picture"],
  ["a picture that begins with its card", () => encodeChunks([encode("chara", "e30="), END]), "card-broken-picture"],
  [
    "five thousand chunks",
    () => png(...Array(5_000).fill({ name: "tIME", data: new Uint8Array(7) })),
    "card-broken-picture",
  ],
  ["a card of four megabytes", () => png(encode("chara", "A".repeat(4 * 1024 * 1024))), "card-broken-picture"],
  ["a card that is not base64", () => png(encode("chara", "%%%")), "card-broken-picture"],
  ["base64 of what is no UTF-8", () => png(encode("chara", "/////w==")), "card-broken-picture"],
  ["base64 of what is no JSON", () => png(encode("chara", base64("<script>"))), "card-no-json"],
  [
    "a text chunk with a zero byte in it",
    () => png({ name: "tEXt", data: utf8("chara\0e30=\0e30=") }),
    "card-broken-picture",
  ],
];

test.each(REFUSED)("M2 %s is refused with its reason", (_, bytes, code) => {
  expect(read(bytes()).problem?.code).toBe(code);
});

const imported = (result: ReadPersona) => {
  if (result.problem) throw new Error(result.problem.code);
  expect(PersonaDraft.parse(result.draft)).toEqual(result.draft);
  return result;
};
const fields = (result: ReadPersona) => imported(result).lost.map(({ field, why }) => `${field} ${why}`);

const TOLERATED: [what: string, data: object, lost: string[]][] = [
  [
    "texts that are numbers",
    { description: 5, scenario: null, tags: "shy" },
    ["description malformed", "scenario malformed", "tags malformed"],
  ],
  ["a book that is a text", { character_book: "once" }, ["character_book malformed"]],
  ["a name of ten thousand letters", { name: "Mara ".repeat(2_000) }, ["name shortened"]],
  ["a description of a megabyte", { description: "She waits. ".repeat(100_000) }, ["description shortened"]],
  ["a thousand tags", { tags: Array.from({ length: 1_000 }, (_, place) => `tag ${place}`) }, ["tags shortened"]],
  [
    "keys that mean to change every object",
    { ["__proto__"]: { admin: true }, constructor: { prototype: {} } },
    ["constructor unused"],
  ],
  [
    "fields of other tools",
    { alternate_greetings: ["Hi"], extensions: { depth: 4 } },
    ["extensions unused", "alternate_greetings unused"],
  ],
  [
    "an extension that pretends to be ours",
    { extensions: { dramatis: { format: "dramatis-persona", version: 1, persona: { name: 7 } } } },
    ["extensions unused"],
  ],
  ["control characters and half an emoji", { description: "Calm\u0000\u0007 \ud83d and kind." }, []],
  ["letters that turn the line around", { name: "Ma\u202era" }, []],
];

test.each(TOLERATED)("M2 %s: imported without them, and said so", (_, data, lost) => {
  const found = fields(read(json(v2({ name: "Mara", ...data }))));
  expect(found.toSorted()).toEqual(lost.toSorted());
  expect(({} as { admin?: boolean }).admin).toBeUndefined();
});

test("M2 nothing that could not be stored or would reorder a line is left", () => {
  const { draft } = imported(read(json(v2({ name: "Ma\u202era", description: "Calm\u0000\u0007 \ud83d and kind." }))));
  expect(draft.name).toBe("Mara");
  expect(draft.backstory).toBe("Calm \ufffd and kind.");
});

test("M2 of a picture that holds both, the V3 card counts", () => {
  const both = png(
    encode("chara", base64(JSON.stringify(v2({ name: "Old Mara" })))),
    encode("ccv3", base64(JSON.stringify({ spec: "chara_card_v3", spec_version: "3.0", data: { name: "Mara" } }))),
  );
  expect(imported(read(both)).draft.name).toBe("Mara");
});
