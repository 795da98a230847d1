import { parseHTML } from "linkedom";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { WebVTTParser } from "webvtt-parser";
import entities from "webvtt-parser/html-entities.json" with { type: "json" };
import type { StoredTurn } from "../../../schema/messages/conversation.ts";
import type { OutcomeItem } from "../../../schema/messages/outcome.ts";
import { browserPath } from "../../../test/browser.ts";
import { contentOf, docxXml, readDocx, readPdf, unprinted } from "../../../test/exports/read-export.ts";
import { createPrinter } from "../../print/print-page.adapter.ts";
import { exportConversation, type ExportFormat } from "./export-conversation.ts";
import type { Exported } from "./exported.ts";

const { signal } = new AbortController();
const HEBREW = "שלום, מה שלומך?";
const EMOJI = "Family 👩‍👩‍👧 and a flag 🏳️‍🌈, naïve.";
const HOSTILE = [
  '=HYPERLINK("http://evil.example","x")',
  "<script>alert(1)</script>\n\n00:00:01.000 --> 00:00:02.000\nnot a cue",
  "]]> &amp; \u0001\u000b <w:p/>",
];

const BEGAN = Date.parse("2026-05-01T12:00:00Z");
const turn = (text: string, at: number, more: Partial<StoredTurn> = {}): StoredTurn => ({
  id: `turn${at}`,
  speakerId: "bruno",
  speakerName: "Bruno",
  speakerKind: "persona",
  text,
  status: "finished",
  replyTo: null,
  startedAt: new Date(BEGAN + at * 5000).toISOString(),
  endedAt: new Date(BEGAN + at * 5000 + 3250).toISOString(),
  inputTokens: 1,
  outputTokens: 1,
  costNano: 2_500_000,
  voice: "scripted/mind",
  problem: null,
  edits: 0,
  ...more,
});

const item: OutcomeItem = {
  id: "i1",
  content: { type: "summary", text: "Everybody <b>greets</b>" },
  turnIds: ["turn1"],
  outdatedTurnIds: [],
  speakers: [{ id: "bruno", name: "Bruno" }],
  madeBy: "model",
  correctedBy: null,
  version: 1,
  votes: 0,
  hasMyVote: false,
  state: null,
  revision: null,
};

const talk = (turns: StoredTurn[], title = "Greetings & <i>more</i>"): Exported => ({
  numbers: new Map(turns.map(({ id }, at) => [id, at + 1])),
  readTurns: async function* () {
    for (let at = 0; at < turns.length; at += 100) yield turns.slice(at, at + 100);
  },
  head: headOf(title),
});
const headOf = (title: string): Exported["head"] => ({
  circleId: "c",
  title,
  topic: "How to greet",
  kind: "chat",
  mode: "auto",
  costNano: 2_500_000,
  placeId: "plaza",
  isPrivate: false,
  endedAt: null,
  participants: [
    { name: "Ada", kind: "person" },
    { name: "Bruno", kind: "persona" },
  ],
  gallery: {
    questions: [{ id: "q", askerId: "sven", askerName: "Sven", text: HOSTILE[1]!, votes: 2, state: "taken" }],
    vote: {
      question: "Free buses?",
      options: ["For", "Against"],
      open: null,
      cast: 0,
      before: [3, 1],
      after: [1, 3],
      swing: [
        [1, 2],
        [0, 1],
      ],
    },
  },
  outcomes: [{ kind: "chat", version: 1, items: [item], turnsWaiting: 0, droppedQuotations: 0 }],
});
const WRITTEN = { endedAt: new Date(BEGAN).toISOString(), speakerName: "Ada", speakerKind: "person" } as const;
const said = [
  turn(EMOJI, 0, WRITTEN),
  turn(HEBREW, 1, { status: "interrupted" }),
  ...HOSTILE.map((text, at) => turn(text, at + 2)),
];
const exported = talk(said);
const many = talk(Array.from({ length: 10_000 }, (_, at) => turn(`Word ${at}: ${HEBREW} ${EMOJI}`, at)));
const TOLD = ["How to greet", "chat", "Ada (person), Bruno (persona)", "$0.0025"];

const write = async (what: Exported, format: ExportFormat, print = unprinted) =>
  contentOf(await exportConversation(what, format, { print, signal }));

describe("a Word document", () => {
  it("C8 C2 has participants, cost, outcome linked to its turns, and each text as it was written", async () => {
    const bytes = (await write(exported, "docx")) as Uint8Array;
    const paragraphs = readDocx(bytes);
    expect(paragraphs.slice(0, 13)).toEqual([
      "Greetings & <i>more</i>",
      "Topic: How to greet",
      "Kind: chat",
      "Participants: Ada (person), Bruno (persona)",
      "Cost: $0.0025",
      "Outcome: chat",
      "summary: Everybody <b>greets</b> · by Bruno 2",
      "Questions from the gallery",
      "<script>alert(1)</script> 00:00:01.000 --> 00:00:02.000 not a cue (Sven, votes: 2, taken)",
      "Vote of the audience: Free buses?",
      "For: before 3, after 1",
      "Against: before 1, after 3",
      "For → Against: 2",
    ]);
    for (const text of [EMOJI, HEBREW, ...HOSTILE.slice(0, 2), "]]> &amp; �� <w:p/>"])
      expect(paragraphs).toContain(text);
    expect(paragraphs).toContain("Bruno 2026-05-01T12:00:05.000Z (interrupted)");
    const xml = docxXml(bytes);
    expect(xml).toMatch(/<w:hyperlink [^>]*w:anchor="turn_2"/);
    expect(xml).toMatch(/<w:bookmarkStart [^>]*w:name="turn_2"/);
    expect(xml).toMatch(new RegExp(`<w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr><w:t[^>]*>${HEBREW.slice(0, 4)}`));
  });

  it("C8 of 10,000 turns is written off the main thread, which goes on meanwhile", async () => {
    let beats = 0;
    const heart = setInterval(() => beats++, 10);
    const paragraphs = readDocx((await write(many, "docx")) as Uint8Array);
    clearInterval(heart);
    expect(paragraphs.filter((text) => text.startsWith("Word "))).toHaveLength(10_000);
    expect(beats).toBeGreaterThan(0);
  });
});

describe("WebVTT", () => {
  it("C8 C2 has a cue for each turn, timed from the first, and notes of participants, cost and outcome", async () => {
    const text = (await write(exported, "vtt")) as string;
    const { cues, errors } = new WebVTTParser(entities).parse(text);
    expect(errors).toEqual([]);
    expect(cues.map(({ id, startTime, endTime }) => [id, startTime, endTime])).toEqual([
      ["turn0", 0, 1],
      ["turn1", 5, 8.25],
      ["turn2", 10, 13.25],
      ["turn3", 15, 18.25],
      ["turn4", 20, 23.25],
    ]);
    const [voice] = cues[3]!.tree.children;
    expect(voice).toMatchObject({ name: "v", value: "Bruno" });
    expect(voice!.children).toMatchObject([{ type: "text", value: HOSTILE[1]!.replace("\n\n", "\n") }]);
    for (const words of [...TOLD, "Outcome, chat: summary: Everybody", "cue turn1"]) expect(text).toContain(words);
  });

  it("C8 of 10,000 turns has them all, past ten hours", async () => {
    const { cues, errors } = new WebVTTParser(entities).parse((await write(many, "vtt")) as string);
    expect([cues.length, errors, cues.at(-1)!.startTime]).toEqual([10_000, [], 9999 * 5]);
  });
});

describe("text files", () => {
  it("C8 A5 HTML has no element that somebody said, and each text its own direction", async () => {
    const { document } = parseHTML((await write(exported, "html")) as string);
    expect(document.querySelectorAll("script, b, i, w\\:p")).toHaveLength(0);
    const said = [...document.querySelectorAll("article p")].map(({ textContent }) => textContent);
    expect(said).toEqual([EMOJI, HEBREW, ...HOSTILE]);
    expect(document.querySelectorAll('article p[dir="auto"]')).toHaveLength(5);
    for (const words of TOLD) expect(document.documentElement.textContent).toContain(words);
    expect(document.querySelector('section a[href="#turn1"]')?.textContent).toBe("2");
  });

  it("C8 A5 CSV is read back cell by cell, and no cell is a formula; JSON is read back whole", async () => {
    const csv = Papa.parse<Record<string, string>>(String(await write(exported, "csv")).slice(1), { header: true });
    expect(csv.data.slice(0, 5).map(({ text }) => text)).toEqual([
      EMOJI,
      HEBREW,
      `'${HOSTILE[0]}`,
      ...HOSTILE.slice(1),
    ]);
    expect(JSON.parse((await write(exported, "json")) as string)).toEqual({ ...exported.head, turns: said });
    expect(JSON.parse((await write(talk([]), "json")) as string)).toMatchObject({ circleId: "c", turns: [] });
    const rows = Papa.parse(String(await write(many, "csv")), { header: true, skipEmptyLines: true }).data;
    expect(rows).toHaveLength(10_000);
  });
});

describe("what is written while it is sent", () => {
  it.each(["json", "csv", "md", "html", "vtt"] as const)(
    "C8 %s reads turns as it is read itself, and no further once nobody reads it",
    async (format) => {
      let pages = 0;
      const readTurns = async function* () {
        for (; pages < 3; pages++) yield [turn(`Page ${pages}`, pages)];
      };
      const file = await exportConversation({ ...exported, readTurns }, format, { print: unprinted, signal });
      if (!("parts" in file)) throw new Error("It is no file in parts.");
      const parts = file.parts[Symbol.asyncIterator]();
      await parts.next();
      expect(pages).toBe(0);
      await parts.next();
      await parts.return?.();
      expect(pages).toBeLessThanOrEqual(1);
    },
  );
});

describe.skipIf(browserPath === null)("PDF", () => {
  // Chromium may have no sandbox here, which is reported and prints all the same.
  const print = createPrinter({ find: () => browserPath, report: () => undefined });

  it("C8 C2 is a printed page with participants, cost, outcome and what was said", async () => {
    const { pages, text } = await readPdf((await write(exported, "pdf", print)) as Uint8Array);
    expect(pages).toBe(1);
    const words = [
      ...TOLD,
      "Greetings & <i>more</i>",
      "Outcome: chat",
      "Everybody <b>greets</b>",
      "naïve",
      "not a cue",
    ];
    for (const each of words) expect(text).toContain(each);
  });

  it("C8 of 10,000 turns has them all, and the main thread goes on meanwhile", { timeout: 300_000 }, async () => {
    let beats = 0;
    const heart = setInterval(() => beats++, 10);
    const pdf = (await write(many, "pdf", print)) as Uint8Array;
    clearInterval(heart);
    const { pages, text } = await readPdf(pdf);
    expect(pages).toBeGreaterThan(250);
    for (const number of [0, 4_999, 9_999]) expect(text).toContain(`Word ${number}:`);
    expect(beats).toBeGreaterThan(0);
  });
});
