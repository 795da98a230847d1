import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ITEM_TYPES, ItemContent, MAX_ITEM_LENGTH, MAX_ITEMS } from "../../schema/messages/outcome.ts";
import { CircleKind } from "../../schema/messages/room-messages.ts";
import { applyChange, findRewrite, moveChange } from "../../schema/rules/tracked-changes.ts";
import type { Utterance } from "../mind/conversation.ts";
import type { Witnesses } from "../memory/witnesses.ts";
import { applyOutcomeUpdate, MOST_POINTS, type OutcomeUpdate, type UpdateMatter } from "./apply-outcome-update.ts";
import { buildOutcomeRequest } from "./outcome-prompt.ts";
import { groupByCompany } from "./group-by-company.ts";
import { isOfPeople, linksOf, type KeptItem, type OutcomeState } from "./outcome-state.ts";
import { rehearseOutcome } from "./rehearse-outcome.ts";

const WORDS = ["tram", "garden", "night", "bridge", "music", "bread", "river", "tower"];
const NAMES = ["Ada", "Ben", "Clio"];
const sentence = fc.array(fc.constantFrom(...WORDS), { minLength: 3, maxLength: 6 }).map((words) => words.join(" "));
const witnesses: fc.Arbitrary<Witnesses> = fc.constantFrom(null, ["ada"], ["ada", "ben"]);

const turnsOf = (texts: readonly string[], heard: Witnesses = null): Utterance[] =>
  texts.map((text, index) => ({
    id: `turn${index}`,
    speakerId: NAMES[index % 3]!.toLowerCase(),
    speakerName: NAMES[index % 3]!,
    speakerKind: "person",
    text,
    status: "finished",
    replyTo: null,
    witnesses: heard,
    at: index,
  }));

const contentOf = (kind: CircleKind): fc.Arbitrary<ItemContent> =>
  fc
    .record({
      type: fc.constantFrom(
        ...ITEM_TYPES[kind].filter((type) => type !== "document" && type !== "source" && type !== "change"),
      ),
      text: sentence,
      link: fc.constantFrom("a", "b", "kept0", "kept1", "nothing"),
      quote: fc.constantFrom(...WORDS, "never said"),
    })
    .map(({ type, text, link, quote }) =>
      ItemContent.parse({
        type,
        text,
        edges: [{ to: link, relation: "attacks" }],
        buildsOn: [link],
        clusterId: link,
        taskIds: [link],
        quotations: [{ turnId: "turn0", text: quote }],
      }),
    );

const updateOf = (kind: CircleKind): fc.Arbitrary<OutcomeUpdate> =>
  fc.record({
    madeBy: fc.constantFrom("model", "rules"),
    proposals: fc.array(
      fc.record({
        label: fc.constantFrom("a", "b", "c", "kept0", "kept1", "kept2"),
        content: contentOf(kind),
        turnIds: fc.subarray(["turn0", "turn1", "elsewhere"]),
      }),
      { maxLength: 12 },
    ),
    removed: fc.subarray(["kept0", "kept1"]),
  });

const keptOf = (kind: CircleKind): fc.Arbitrary<KeptItem[]> =>
  fc
    .array(
      fc.record({
        content: contentOf(kind)
          .map((content) => ({ ...content, quotations: [], edges: [] }))
          .map((content) => ItemContent.parse(content)),
        heard: witnesses,
        isCorrected: fc.boolean(),
        isDeleted: fc.boolean(),
        hasVotes: fc.boolean(),
      }),
      { maxLength: 3 },
    )
    .map((items) =>
      items.map(({ content, heard, isCorrected, isDeleted, hasVotes }, index) => ({
        id: `kept${index}`,
        content,
        turnIds: ["turn1"],
        outdatedTurnIds: [],
        witnesses: heard,
        madeBy: "model",
        correctedBy: isCorrected ? { id: "ada", name: "Ada" } : null,
        version: 1,
        state: null,
        revision: null,
        isDeleted,
        formerTexts: isCorrected ? ["river tower bread"] : [],
        hasVotes,
      })),
    );

const cases = fc
  .constantFrom(...CircleKind.options)
  .chain((kind) =>
    fc.record({ kind: fc.constant(kind), items: keptOf(kind), update: updateOf(kind), company: witnesses }),
  );

function matterOf(kind: CircleKind, company: Witnesses): UpdateMatter {
  let ids = 0;
  const turns = turnsOf(["tram garden night", "bridge music bread"], company);
  return { kind, language: "en", turns, company, newId: () => `new${(ids += 1)}` };
}
const apply = (items: readonly KeptItem[], update: OutcomeUpdate, matter: UpdateMatter): OutcomeState =>
  applyOutcomeUpdate({ items, droppedQuotations: 0 }, update, matter);

describe("an update of an outcome", () => {
  test("C2 never changes what people wrote, corrected, voted for or deleted, nor brings back what they took out", () => {
    fc.assert(
      fc.property(cases, ({ kind, items, update, company }) => {
        const after = apply(items, update, matterOf(kind, company)).items;
        for (const item of items.filter((one) => isOfPeople(one) || one.isDeleted)) expect(after).toContain(item);
        const added = after.filter(({ id }) => id.startsWith("new"));
        const gone = items.flatMap(({ isDeleted, content, formerTexts }) =>
          [...(isDeleted ? [content.text] : []), ...formerTexts].map((text) => `${content.type} ${text}`),
        );
        for (const { content } of added) expect(gone).not.toContain(`${content.type} ${content.text}`);
      }),
    );
  });

  test("C2 applied twice is applied once", () => {
    fc.assert(
      fc.property(cases, ({ kind, items, update, company }) => {
        const matter = matterOf(kind, company);
        const once = apply(items, update, matter);
        expect(apply(once.items, update, matter).items).toEqual(once.items);
      }),
    );
  });

  test("C2 M4 makes items of the turns that it read only, for those who heard them, with links to what they may see", () => {
    fc.assert(
      fc.property(cases, ({ kind, items, update, company }) => {
        const after = apply(items, update, matterOf(kind, company)).items;
        for (const item of after.filter(({ id }) => id.startsWith("new"))) {
          expect(item.witnesses).toEqual(company);
          expect(item.turnIds.length).toBeGreaterThan(0);
          expect(item.turnIds.every((id) => id === "turn0" || id === "turn1")).toBe(true);
          for (const { id } of linksOf(item.content)) {
            const target = after.find((one) => one.id === id);
            expect(target?.isDeleted).toBe(false);
            const reader = target!.witnesses;
            expect(reader === null || (company !== null && company.every((one) => reader.includes(one)))).toBe(true);
          }
          if (item.content.type === "theme")
            for (const { text } of item.content.quotations) expect("tram garden night").toContain(text);
        }
      }),
    );
  });

  test("C2 an item's version grows by one however much of it changed, and an outcome has a limited number of items and points", () => {
    fc.assert(
      fc.property(cases, ({ kind, items, update, company }) => {
        const after = apply(items, update, matterOf(kind, company)).items;
        for (const item of items) {
          const now = after.find(({ id }) => id === item.id)!;
          expect(now.version).toBe(now === item ? 1 : 2);
        }
      }),
    );
    const many = Array.from({ length: MAX_ITEMS + 20 }, (_, index) => ({
      label: `n${index}`,
      content: ItemContent.parse({ type: "summary", text: distinct(index) }),
      turnIds: ["turn0"],
    }));
    const { items } = apply([], { madeBy: "model", proposals: many, removed: [] }, matterOf("chat", null));
    expect(items.length).toBeLessThanOrEqual(MAX_ITEMS);
    expect(items.filter(({ isDeleted }) => !isDeleted)).toHaveLength(MOST_POINTS);
  });
});

const keptItem = (id: string, content: unknown, madeBy: KeptItem["madeBy"] = "model"): KeptItem => ({
  id,
  content: ItemContent.parse(content),
  turnIds: ["turn0"],
  outdatedTurnIds: [],
  witnesses: null,
  madeBy,
  correctedBy: null,
  version: 1,
  state: null,
  revision: null,
  isDeleted: false,
  formerTexts: [],
  hasVotes: false,
});
/** Texts that nothing is like. */
const distinct = (index: number): string => `Unlike anything ${index.toString(36)}x${index * 7919}`;

describe("an outcome that has as many items as it may", () => {
  const ideas = Array.from({ length: MAX_ITEMS }, (_, index) =>
    keptItem(`kept${index}`, { type: "idea", text: distinct(index) }, index < 9 ? "person" : "model"),
  );
  const propose = (type: string, text: string) => ({
    label: text,
    content: ItemContent.parse({ type, text }),
    turnIds: ["turn0"],
  });

  test("C2 goes on with the summary, and a model is asked for nothing else", () => {
    const proposals = [propose("summary", "They paint trams"), propose("idea", "Paint buses")];
    const { items } = apply(ideas, { madeBy: "model", proposals, removed: [] }, matterOf("ideation", null));
    expect(items.slice(MAX_ITEMS).map(({ content }) => content.text)).toEqual(["They paint trams"]);
    const view = { kind: "ideation" as const, topic: "Trams", language: "en", turns: turnsOf(["tram"]) };
    const asked = (kept: readonly KeptItem[]) =>
      Object.keys(buildOutcomeRequest({ ...view, items: kept }).responseSchema.schema["properties"] as object);
    expect(asked(ideas)).toEqual(["summary", "obsolete"]);
    expect(asked(ideas.slice(1))).toContain("idea");
  });

  test("C2 shows a model all of its sources, and of long ones as much as there is room for", () => {
    const text = "tram ".repeat(1500);
    const sources = Array.from({ length: MAX_ITEMS }, (_, index) =>
      keptItem(`kept${index}`, { type: "source", text: `${index} ${text}`, title: "Report", checker: "Fay" }, "person"),
    );
    const lengthOf = (items: readonly KeptItem[]) => {
      const view = { kind: "debate" as const, topic: "Trams", language: "en", turns: turnsOf(["tram"]), items };
      return buildOutcomeRequest(view).messages.at(-1)!.content.length;
    };
    expect(lengthOf(sources.slice(1, 3))).toBeGreaterThan(2 * text.length);
    expect(lengthOf(sources)).toBeLessThan(40_000);
  });

  test("C2 keeps the newest points of its summary, however many points people wrote", () => {
    const points = Array.from({ length: MOST_POINTS + 3 }, (_, index) =>
      keptItem(`kept${index}`, { type: "summary", text: distinct(index) }, index < MOST_POINTS ? "model" : "person"),
    );
    const proposals = [propose("summary", "They paint trams")];
    const { items } = apply(points, { madeBy: "model", proposals, removed: [] }, matterOf("chat", null));
    const shown = items.filter(({ isDeleted }) => !isDeleted).map(({ content }) => content.text);
    expect(shown).toEqual([...points.slice(1), ...proposals].map(({ content }) => content.text));
  });
});

describe("an item that a model says better", () => {
  const full: Partial<Record<CircleKind, object[]>> = {
    planning: [
      { type: "task", text: "Book it", owner: "Ben", due: "Friday", resources: ["a phone"] },
      { type: "risk", text: "It rains", taskIds: ["kept0"] },
    ],
    debate: [
      { type: "position", text: "For trams" },
      { type: "source", text: "Trams ran fast.", title: "Report", checker: "Fay" },
      {
        type: "claim",
        text: "Fast",
        edges: [{ to: "kept0", relation: "supports" }],
        check: { verdict: "supported", sourceId: "kept1", quote: "Trams ran fast" },
      },
    ],
    ideation: [
      { type: "cluster", text: "Colours" },
      { type: "idea", text: "Paint" },
      { type: "idea", text: "Paint them red", buildsOn: ["kept1"], clusterId: "kept0" },
    ],
    "focus-group": [
      { type: "topic", text: "Waiting", isCovered: true },
      { type: "theme", text: "Rain", quotations: [{ turnId: "turn0", text: "tram garden" }] },
    ],
  };

  test.for(Object.entries(full))("C2 keeps what the model was not shown of it: %s", ([kind, contents]) => {
    const items = contents.map((content, index) => keptItem(`kept${index}`, content));
    // The source is a person's.
    const revised = items.filter(({ content }) => content.type !== "source");
    const proposals = revised.map(({ id, content: { type } }) => {
      return { label: id, content: ItemContent.parse({ type, text: "Better" }), turnIds: ["turn1"] };
    });
    const matter = matterOf(CircleKind.parse(kind), null);
    const after = apply(items, { madeBy: "model", proposals, removed: [] }, matter).items;
    for (const { id, content } of revised) {
      const item = after.find((one) => one.id === id)!;
      expect(item.content).toEqual({ ...content, text: "Better" });
      expect(item.turnIds).toEqual(["turn0", "turn1"]);
    }
  });

  test("C2 a theme's new quotations join those it has", () => {
    const theme = { type: "theme", text: "Rain" };
    const items = [keptItem("kept0", { ...theme, quotations: [{ turnId: "turn0", text: "tram garden" }] })];
    const content = ItemContent.parse({ ...theme, quotations: [{ turnId: "turn1", text: "music bread" }] });
    const proposals = [{ label: "kept0", content, turnIds: ["turn1"] }];
    const after = apply(items, { madeBy: "model", proposals, removed: [] }, matterOf("focus-group", null)).items;
    expect(after[0]!.content).toMatchObject({ quotations: [{ text: "tram garden" }, { text: "music bread" }] });
  });
});

describe("what a model quotes", () => {
  test("C2 a quotation that is too long as it was said is dropped, and counted", () => {
    const spaced = `wait${" ".repeat(MAX_ITEM_LENGTH)}here`;
    const theme = { type: "theme", text: "Waiting", quotations: [{ turnId: "turn0", text: "wait here" }] };
    const proposals = [{ label: "n1", content: ItemContent.parse(theme), turnIds: ["turn0"] }];
    const matter = { ...matterOf("focus-group", null), turns: turnsOf([spaced]) };
    const { items, droppedQuotations } = apply([], { madeBy: "model", proposals, removed: [] }, matter);
    expect(items.map(({ content }) => content)).toEqual([{ ...theme, quotations: [] }]);
    expect(droppedQuotations).toBe(1);
  });
});

describe("tracked changes", () => {
  const placed = fc.string({ maxLength: 30 }).chain((text) =>
    fc.record({
      text: fc.constant(text),
      changes: fc.array(
        fc
          .record({ start: fc.nat(text.length), end: fc.nat(text.length), inserted: fc.string({ maxLength: 5 }) })
          .map(({ start, end, inserted }) => ({ start: Math.min(start, end), end: Math.max(start, end), inserted })),
        { minLength: 2, maxLength: 2 },
      ),
    }),
  );

  test("C2 of two changes the second finds its words after the first, or is outdated because the first touched them", () => {
    fc.assert(
      fc.property(placed, ({ text, changes: [first, second] }) => {
        const moved = moveChange(second!, first!);
        const isApart = second!.end <= first!.start || second!.start >= Math.max(first!.end, first!.start);
        expect(moved !== null).toBe(isApart);
        if (!moved) return;
        const after = applyChange(text, first!);
        expect(after.slice(moved.start, moved.end)).toBe(text.slice(second!.start, second!.end));
        expect(moved.end).toBeLessThanOrEqual(after.length);
      }),
    );
  });

  test("C2 changes that do not touch make the same text in either order", () => {
    fc.assert(
      fc.property(placed, ({ text, changes: [first, second] }) => {
        if (first!.start === second!.start) return;
        const [later, earlier] = [moveChange(second!, first!), moveChange(first!, second!)];
        if (!later || !earlier) return;
        expect(applyChange(applyChange(text, first!), later)).toBe(applyChange(applyChange(text, second!), earlier));
      }),
    );
  });

  test("C2 a rewrite cuts no character", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "😀", "😃", "🐀", "𐀀"), maxLength: 6 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const rewrite = findRewrite(before, after);
        expect(applyChange(before, rewrite)).toBe(after);
        expect(before.slice(rewrite.start, rewrite.end).isWellFormed() && rewrite.inserted.isWellFormed()).toBe(true);
      }),
    );
  });

  test("C2 a rewritten text is one change", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        expect(applyChange(before, findRewrite(before, after))).toBe(after);
      }),
    );
  });
});

describe("who heard it", () => {
  test("C2 M4 turns are read by at most two companies, each of people who heard all of theirs", () => {
    const heard = fc.array(fc.constantFrom<Witnesses>(null, ["ada"], ["ada", "ben"], ["ben", "ada"], ["cem"], []), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(heard, (all) => {
        const turns = all.flatMap((one, index) => ({ ...turnsOf(["tram"], one)[0]!, id: `turn${index}` }));
        const groups = groupByCompany(turns);
        expect(groups.length).toBeLessThanOrEqual(2);
        for (const { company, turns: theirs } of groups)
          for (const turn of theirs)
            expect(turn.witnesses === null || company?.every((one) => turn.witnesses!.includes(one))).toBe(true);
        expect(groups.every(({ company }) => company?.length !== 0)).toBe(true);
      }),
    );
  });
});

describe("the rehearsal voice", () => {
  const said: Record<CircleKind, string[]> = {
    refinement: ['Make "fast" into "quickly".'],
    chat: ["The harbour smelled of tar and oranges this morning."],
    debate: ["Trams should be free for everybody.", "No, somebody must pay for them."],
    ideation: ["What about it, we could paint the trams.", "Or we could paint the stops like gardens."],
    planning: ["I will call the printer by Friday.", "The risk is that the hall is too late."],
    "focus-group": ["Waiting makes me angry every day.", "I hate waiting in the rain as well."],
  };
  test("C2 the rules find something of each kind, in English and German", () => {
    const document: KeptItem = {
      id: "text",
      content: { type: "document", text: "Walk fast." },
      turnIds: [],
      outdatedTurnIds: [],
      witnesses: null,
      madeBy: "person",
      correctedBy: null,
      version: 1,
      state: null,
      revision: 1,
      isDeleted: false,
      formerTexts: [],
      hasVotes: false,
    };
    for (const kind of CircleKind.options) {
      const items = kind === "refinement" ? [document] : [];
      const turns = turnsOf(said[kind]);
      const proposals = rehearseOutcome({ kind, topic: "Trams", language: "en", items, turns });
      const { items: made } = apply(
        items,
        { madeBy: "rules", proposals, removed: [] },
        { ...matterOf(kind, null), turns },
      );
      const wanted = {
        chat: "summary",
        debate: "claim",
        ideation: "idea",
        refinement: "change",
        planning: "task",
        "focus-group": "theme",
      };
      expect(
        made.map(({ content }) => content.type),
        kind,
      ).toContain(wanted[kind]);
    }
    const german = turnsOf(["Ich werde bis Freitag die Halle mieten.", "Das Risiko ist, dass es regnet."]);
    const plan = rehearseOutcome({ kind: "planning", topic: "Fest", language: "de", items: [], turns: german });
    expect(plan.map(({ content }) => content)).toContainEqual(
      expect.objectContaining({ type: "task", owner: "Ada", due: "Freitag" }),
    );
    expect(plan.some(({ content }) => content.type === "risk")).toBe(true);
  });
});
