import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { unprinted } from "../../test/exports/read-export.ts";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";
import { noteTurns, openTalk, rehearsal, voiceOf, type Talking } from "../../test/outcome/converse.ts";
import { testScope } from "../../test/model-servers/collect.ts";
import {
  ConversationOutcome,
  MAX_DOCUMENT_LENGTH,
  MAX_REVISIONS,
  type ItemContent,
  type Outcome,
} from "../../schema/messages/outcome.ts";
import type { CircleKind } from "../../schema/messages/room-messages.ts";
import { conversationRoutes } from "../conversation/conversations.route.ts";
import { createConversationReading } from "../conversation/conversation-reading.store.ts";
import { createSessionNames } from "../session/names/session-names.store.ts";
import { createStanceStore } from "../conversation/stance.store.ts";
import { createUnreadTurns } from "../conversation/unread-turns.store.ts";
import { newId } from "../database/new-id.adapter.ts";
import { createOutcomeKeeping } from "./keep-outcomes.ts";
import { createOutcomeStore } from "./outcome.store.ts";
import { outcomesIn } from "./outcome-reading.store.ts";
import { outcomeRoutes } from "./outcome.route.ts";

let api: TestApi;
type Person = { token: string; userId: string };
let [ada, ben, cem, fay]: Person[] = [];
/** What the routes say keeps outcomes. */
let shown = rehearsal();
const reported: unknown[] = [];
const raised = (error: unknown) => {
  throw error;
};

beforeAll(async () => {
  api = await startTestApi((database) => [
    ...outcomeRoutes(
      database,
      { modelFor: () => shown.modelFor(), skillOf: () => shown.skillOf() },
      (error) => void reported.push(error),
    ),
    ...conversationRoutes(
      createConversationReading(database),
      createStanceStore(database),
      outcomesIn(database, raised),
      async () => ({ questions: [], vote: null }),
      { print: unprinted, namesFor: createSessionNames(database) },
    ),
  ]);
  [ada, ben, cem] = [await api.signIn("Ada"), await api.signIn("Ben"), await api.signIn("Cem")];
  fay = await api.signIn("Fay", "facilitator");
});
afterAll(() => api.close());
beforeEach(() => void (shown = rehearsal()));

const keepingBy = (voices: Pick<ReturnType<typeof voiceOf>, "modelFor" | "skillOf">) =>
  createOutcomeKeeping({ store: createOutcomeStore(api.database, raised), voices, newId, report: raised });
const open = async (kind: CircleKind, isPrivate = false): Promise<Talking> => {
  const talk = await openTalk(api.database, { ownerId: ada!.userId, kind, isPrivate });
  await talk.sit(ada!.userId, "Ada");
  return talk;
};
const talkOf = ({ circleId }: Talking, kind: CircleKind) => ({
  circleId,
  kind,
  scope: testScope({ userId: ada!.userId, circleId }),
});
/** As after the last turn before the circle ends. */
async function bringUpToDate(talk: Talking, kind: CircleKind, voices = rehearsal()) {
  const keeping = keepingBy(voices);
  await keeping.markEnd(talkOf(talk, kind));
  await keeping.settled();
}
const path = ({ circleId }: Talking, rest = "") => `/api/conversations/${circleId}/outcome${rest}`;
const read = async (talk: Talking, as: Person | undefined): Promise<ConversationOutcome> =>
  ConversationOutcome.parse((await api.call("GET", path(talk), { token: as?.token })).body);
const itemsOf = async (talk: Talking, as = ada) => (await read(talk, as)).outcomes[0]!.items;
const add = (talk: Talking, kind: CircleKind, content: Partial<ItemContent>, as = ada, turnIds: string[] = []) =>
  api.call("POST", path(talk, "/items"), { token: as?.token, body: { kind, content, turnIds } });
const answer = (entries: Record<string, unknown[]>) => JSON.stringify({ obsolete: [], ...entries });

describe("how an outcome forms", () => {
  test("C2 a debate's positions and argument map form by rules with the rehearsal voice, the same each time, labelled, linked to turns", async () => {
    const lines = [
      ["Ada", "Trams should be free for everybody."],
      ["Clio", "No, free trams must be paid by somebody."],
      ["Ada", "Cars never pay for their roads because we all do."],
    ] as const;
    const seen: unknown[] = [];
    for (let time = 0; time < 2; time++) {
      const talk = await open("debate");
      const ids: string[] = [];
      for (const [name, text] of lines) ids.push(await talk.say(name, text));
      await bringUpToDate(talk, "debate");
      const outcome = await read(talk, ben);
      expect(outcome).toMatchObject({ mayCorrect: false, keeper: { by: "rules", why: { code: "outcome-by-rules" } } });
      const { items, turnsWaiting } = outcome.outcomes[0]!;
      expect(turnsWaiting).toBe(0);
      expect(new Set(items.map(({ content }) => content.type))).toEqual(new Set(["summary", "position", "claim"]));
      const claims = items.filter(({ content }) => content.type === "claim");
      expect(claims[1]!.content).toMatchObject({ edges: [{ to: claims[0]!.id, relation: "attacks" }], check: null });
      for (const { turnIds, speakers, madeBy } of items) {
        expect(turnIds.every((id) => ids.includes(id)) && turnIds.length > 0 && speakers.length > 0).toBe(true);
        expect(madeBy).toBe("rules");
      }
      seen.push(items.map(({ content }) => [content.type, content.text]));
    }
    expect(seen[0]).toEqual(seen[1]);
  });

  test("C2 after every six shown turns a model is asked once, of the turns since the last time; which these are outlives the process", async () => {
    const talk = await open("chat");
    const voices = voiceOf(() => answer({ summary: [{ id: "n1", text: `Point ${newId()}`, turns: [1] }] }));
    let keeping = keepingBy(voices);
    const shownTurn = async (number: number) => {
      await talk.say("Ada", `Line ${number}.`);
      keeping.turnShown(talkOf(talk, "chat"));
      await keeping.settled();
    };
    for (let number = 1; number <= 4; number++) await shownTurn(number);
    keeping = keepingBy(voices); // another process
    for (let number = 5; number <= 11; number++) await shownTurn(number);
    expect((await read(talk, ada)).outcomes[0]!.turnsWaiting).toBe(5);
    expect(voices.requests).toHaveLength(1);
    await shownTurn(12);
    expect(voices.requests).toHaveLength(2);
    const [first, second] = voices.requests.map(({ messages }) => messages.at(-1)!.content);
    expect([1, 6, 7].map((number) => first!.includes(`>Line ${number}.<`))).toEqual([true, true, false]);
    expect([6, 7, 12].map((number) => second!.includes(`>Line ${number}.<`))).toEqual([false, true, true]);
  });

  test("C2 a kind of its own outcome: changing it keeps the earlier one, and what was said before is no part of the new one", async () => {
    const talk = await open("chat");
    const keeping = keepingBy(rehearsal());
    await talk.say("Ada", "The harbour smelled of tar and oranges.");
    await keeping.changeKind(talkOf(talk, "chat"), "ideation");
    await talk.conversations.changeCircle(talk.key, { kind: "ideation" });
    await talk.say("Ben", "What about it, we could paint the trams orange.");
    await keeping.settled();
    await bringUpToDate(talk, "ideation");
    const { outcomes } = await read(talk, ada);
    expect(outcomes.map(({ kind }) => kind)).toEqual(["ideation", "chat"]);
    expect(JSON.stringify(outcomes[0])).not.toContain("oranges");
    expect(outcomes[0]!.items.some(({ content }) => content.type === "idea")).toBe(true);
    expect(JSON.stringify(outcomes[1])).toContain("oranges");
  });

  test("C2 a kind that comes back while its outcome is still due loses no turn, and covers none twice", async () => {
    const talk = await open("chat");
    const unable = keepingBy(voiceOf(() => "", "embedded/model", "middle"));
    await talk.say("Ada", "The harbour smelled of tar.");
    await unable.changeKind(talkOf(talk, "chat"), "planning");
    const voices = voiceOf(noteTurns);
    const keeping = keepingBy(voices);
    await keeping.changeKind(talkOf(talk, "planning"), "chat");
    await keeping.settled();
    expect((await itemsOf(talk)).map(({ content }) => content.text)).toEqual(["The harbour smelled of tar."]);
    await talk.say("Ada", "And of oranges.");
    await bringUpToDate(talk, "chat", voices);
    expect((await itemsOf(talk)).map(({ content }) => content.text)).toEqual([
      "The harbour smelled of tar.",
      "And of oranges.",
    ]);
    expect(voices.requests).toHaveLength(2);
  });

  test("C2 an update that was asked for before its kind came back moves what is covered no way back", async () => {
    const talk = await open("chat");
    const store = createOutcomeStore(api.database, raised);
    await talk.say("Ada", "The harbour smelled of tar.");
    await store.markDue(talk.circleId, "chat");
    const [asked] = await store.readDue(talk.circleId);
    await talk.say("Ada", "And of oranges.");
    await api.database
      .em()
      .execute("update outcomes set covered_position = 2, due_position = null where circle_id = ?", [talk.circleId]);
    expect(await store.commit(asked!, asked!.state)).toBe(true);
    expect(await store.countUncovered(talk.circleId, "chat")).toBe(0);
  });

  test("C2 a model that cannot judge is not asked, and the page learns why; what it did not read is still waiting", async () => {
    const talk = await open("chat");
    for (let number = 0; number < 7; number++) await talk.say("Ada", `Line ${number}.`);
    shown = voiceOf(() => "", "embedded/model", "middle");
    await bringUpToDate(talk, "chat", shown);
    expect(shown.requests).toEqual([]);
    const { keeper, outcomes } = await read(talk, ada);
    expect(keeper).toMatchObject({ by: "none", why: { code: "outcome-small-model" } });
    expect(outcomes[0]!.turnsWaiting).toBe(7);
  });

  test("C2 a failed call is shown with its reason, loses nothing, and is made up for", async () => {
    const talk = await open("chat");
    await talk.say("Ada", "The lighthouse keeps its own bees.");
    shown = voiceOf(() => "no JSON at all");
    await bringUpToDate(talk, "chat", shown);
    expect((await read(talk, ada)).keeper).toMatchObject({ by: "model", why: { code: "outcome-failed" } });
    shown = voiceOf(() => answer({ summary: [{ id: "n1", text: "Bees live in the lighthouse.", turns: [1] }] }));
    await bringUpToDate(talk, "chat", shown);
    const { keeper, outcomes } = await read(talk, ada);
    expect(keeper).toEqual({ by: "model", why: null });
    expect(outcomes[0]!.items.map(({ content }) => content.text)).toEqual(["Bees live in the lighthouse."]);
  });

  test("C2 a focus group's quotations are word for word in their turn; others are dropped and counted", async () => {
    const talk = await open("focus-group");
    await talk.say("Ada", "I hate waiting in the rain.");
    const theme = (words: string) => ({ id: "n1", text: "Waiting", turns: [1], quotations: [{ turn: 1, words }] });
    await bringUpToDate(
      talk,
      "focus-group",
      voiceOf(() =>
        answer({ theme: [theme("I hate waiting"), { ...theme("I love waiting"), id: "n2", text: "Joy" }] }),
      ),
    );
    const [outcome] = (await read(talk, ada)).outcomes;
    expect(outcome!.droppedQuotations).toBe(1);
    expect(outcome!.items.map(({ content }) => content.type === "theme" && content.quotations.length)).toEqual([1, 0]);
  });

  test("C2 a claim is checked only by words of a source that a person gave, whose checker is named", async () => {
    const talk = await open("debate");
    await talk.say("Ada", "Trams are faster than buses.");
    const source = { type: "source", title: "Report", text: "Trams ran at 19 km/h, buses at 15 km/h.", checker: "Fay" };
    expect((await add(talk, "debate", source as ItemContent, fay)).status).toBe(200);
    const claim = (id: string, quote: string) => ({
      id,
      text: `Trams are faster, ${id}`,
      turns: [1],
      edges: [],
      check: { source: "i1", verdict: "supported", quote },
    });
    const entries = [claim("n1", "trams ran at 19 km/h"), claim("n2", "buses ran at 99 km/h")];
    await bringUpToDate(
      talk,
      "debate",
      voiceOf(() => answer({ claim: entries.map((entry, at) => ({ ...entry, text: ["Fast", "Slow buses"][at] })) })),
    );
    const checks = (await itemsOf(talk)).flatMap(({ content }) => (content.type === "claim" ? [content.check] : []));
    expect(checks).toEqual([
      { verdict: "supported", sourceId: expect.any(String), quote: "Trams ran at 19 km/h" },
      null,
    ]);
  });
});

describe("what was due when conversations ended", () => {
  test("C2 is made up for in turn, newest first, as long as they ended within a week", async () => {
    const endedDaysAgo = [8, 3, 1, 2];
    for (const days of endedDaysAgo) {
      const talk = await openTalk(api.database, { ownerId: ada!.userId, kind: "chat", topic: `day ${days}` });
      await talk.say("Ada", "The harbour smelled of tar.");
      await createOutcomeStore(api.database, raised).markDue(talk.circleId, "chat");
      await talk.conversations.endCircle(talk.key, new Date(Date.now() - days * 24 * 60 * 60_000));
    }
    let [atOnce, most] = [0, 0];
    const voices = voiceOf(async (request) => {
      most = Math.max(most, (atOnce += 1));
      await api.database.query({ name: "meanwhile", text: "select 1" }, []);
      atOnce -= 1;
      return noteTurns(request);
    });
    const keeping = keepingBy(voices);
    const overdue = await createUnreadTurns(api.database).listOverdue(0, { turns: 99, replies: 99 });
    for (const { circleId, due } of overdue)
      if (due === "outcome") await keeping.makeUp({ circleId, scope: testScope({ userId: ada!.userId, circleId }) });
    const topics = voices.requests.flatMap(({ messages }) => /day \d/.exec(messages.at(-1)!.content) ?? []);
    expect(topics).toEqual(["day 1", "day 2", "day 3"]);
    expect(most).toBe(1);
  });
});

describe("what people change", () => {
  test("C2 what a person corrected or deleted is neither overwritten nor brought back by a model, nor by one that was asked before", async () => {
    const talk = await open("planning");
    await talk.say("Ada", "Ben will book the hall by Friday.");
    await talk.say("Ben", "And somebody must bring the cake.");
    const task = (id: string, text: string, turn: number) => ({
      id,
      text,
      turns: [turn],
      owner: null,
      due: null,
      resources: [],
    });
    await bringUpToDate(
      talk,
      "planning",
      voiceOf(() => answer({ task: [task("n1", "Ben books the hall", 1), task("n2", "Bring the cake", 2)] })),
    );
    const [hall, cake] = await itemsOf(talk);
    // While the model thinks, people correct one and delete the other.
    await talk.say("Ada", "So the hall it is.");
    const late = voiceOf(async () => {
      const content = { ...hall!.content, text: "Cem books the hall", owner: "Cem" };
      const body = { version: hall!.version, content };
      expect((await api.call("PATCH", path(talk, `/items/${hall!.id}`), { token: ada!.token, body })).status).toBe(200);
      const gone = await api.call("DELETE", path(talk, `/items/${cake!.id}?version=1`), { token: ada!.token });
      expect(gone.body.items).toHaveLength(1);
      return answer({
        task: [
          task("i1", "Ben books the big hall", 1),
          task("i2", "Bring two cakes", 1),
          task("n1", "Ben books the hall", 1),
          task("n2", "Bring the cake!", 1),
          task("n3", "Print posters for the evening", 1),
        ],
      });
    });
    await bringUpToDate(talk, "planning", late);
    expect((await itemsOf(talk)).map(({ content, correctedBy }) => [content.text, correctedBy?.name])).toEqual([
      ["Cem books the hall", "Ada"],
      ["Print posters for the evening", undefined],
    ]);
  });

  test("C2 the last item of an earlier kind can be deleted", async () => {
    const talk = await open("chat");
    const { body } = await add(talk, "chat", { type: "summary", text: "We met." });
    await talk.conversations.changeCircle(talk.key, { kind: "planning" });
    const item = path(talk, `/items/${body.items[0].id}?version=1`);
    const deleted = await api.call("DELETE", item, { token: ada!.token });
    expect([deleted.status, deleted.body.kind, deleted.body.items]).toEqual([200, "chat", []]);
    expect((await read(talk, ada)).outcomes.map(({ kind }) => kind)).toEqual(["planning"]);
  });

  test("C2 when words leave a source, claims that were checked by them are no longer checked", async () => {
    const talk = await open("debate");
    const source = { type: "source", title: "Report", text: "Trams ran at 19 km/h, buses at 15 km/h.", checker: "Fay" };
    const [given] = ((await add(talk, "debate", source as ItemContent)).body as Outcome).items;
    for (const quote of ["Trams ran at 19 km/h", "buses at 15 km/h"]) {
      const check = { verdict: "supported", sourceId: given!.id, quote };
      expect((await add(talk, "debate", { type: "claim", text: quote, check } as ItemContent)).status).toBe(200);
    }
    const body = { version: 1, content: { ...source, text: "Trams ran at 19 km/h, buses at 25 km/h." } };
    await api.call("PATCH", path(talk, `/items/${given!.id}`), { token: ada!.token, body });
    const claims = (await itemsOf(talk)).slice(1);
    expect(claims.map(({ version, content }) => [version, content.type === "claim" && content.check?.quote])).toEqual([
      [1, "Trams ran at 19 km/h"],
      [2, undefined],
    ]);
  });

  test("C2 of two people who correct the same version, one gets 409 and the other's words are kept", async () => {
    const talk = await open("chat");
    const { body } = await add(talk, "chat", { type: "summary", text: "We met." });
    const [{ id }] = (body as Outcome).items as [Outcome["items"][number]];
    const correct = (text: string) =>
      api.call("PATCH", path(talk, `/items/${id}`), {
        token: ada!.token,
        body: { version: 1, content: { type: "summary", text } },
      });
    const statuses = (await Promise.all([correct("One"), correct("Other")])).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([200, 409]);
  });

  test("C2 only members, and facilitators, change an outcome; after its end those who were there then", async () => {
    const talk = await open("ideation");
    const content = { type: "idea", text: "Paint them" } as ItemContent;
    expect((await add(talk, "ideation", content, ben)).status).toBe(403);
    expect((await add(talk, "ideation", content, fay)).status).toBe(200);
    await talk.sit(ben!.userId, "Ben");
    await talk.leave(ben!.userId, new Date(Date.now() - 60_000));
    await talk.conversations.endCircle(talk.key, new Date());
    expect((await add(talk, "ideation", content, ben)).status).toBe(403);
    expect((await read(talk, ben)).mayCorrect).toBe(false);
    expect((await add(talk, "ideation", { ...content, text: "Name them" } as ItemContent)).status).toBe(200);
  });

  test("C2 M4 after the last people walked away they still change and see its outcome, also what a facilitator corrects", async () => {
    const talk = await open("ideation", true);
    await talk.sit(ben!.userId, "Ben");
    await talk.leave(ben!.userId, new Date(Date.now() - 60_000));
    const [idea] = ((await add(talk, "ideation", { type: "idea", text: "Paint them" })).body as Outcome).items;
    await talk.leave(ada!.userId, new Date(Date.now() - 30_000));
    // While nobody is there, a correction is seen by those who saw the item.
    const correct = (version: number, text: string) =>
      api.call("PATCH", path(talk, `/items/${idea!.id}`), {
        token: fay!.token,
        body: { version, content: { ...idea!.content, text } },
      });
    expect((await correct(1, "Paint them all")).status).toBe(200);
    expect((await itemsOf(talk)).map(({ content }) => content.text)).toEqual(["Paint them all"]);
    await talk.conversations.endCircle(talk.key, new Date());
    expect((await correct(2, "Paint all of them")).status).toBe(200);
    expect((await itemsOf(talk)).map(({ content }) => content.text)).toEqual(["Paint all of them"]);
    expect([(await read(talk, ada)).mayCorrect, (await read(talk, ben)).mayCorrect]).toEqual([true, false]);
    const vote = { token: ada!.token, body: { voted: true } };
    expect((await api.call("PUT", path(talk, `/items/${idea!.id}/vote`), vote)).status).toBe(200);
  });

  test("C2 a person has one vote for an idea, however often it is sent, and can take it back", async () => {
    const talk = await open("ideation");
    const { body } = await add(talk, "ideation", { type: "idea", text: "Paint them" });
    const voteOn = (voted: boolean, as = ada) =>
      api.call("PUT", path(talk, `/items/${body.items[0].id}/vote`), { token: as!.token, body: { voted } });
    const votes = await Promise.all(Array.from({ length: 8 }, () => voteOn(true)));
    expect(votes.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect((await voteOn(true, fay)).body.items[0]).toMatchObject({ votes: 2, hasMyVote: true });
    expect((await voteOn(false)).body.items[0]).toMatchObject({ votes: 1, hasMyVote: false });
    expect((await voteOn(true, ben)).status).toBe(403);
  });

  test("C2 items link to turns of their conversation and items of their outcome only, and are of its kind", async () => {
    const [talk, other] = [await open("debate"), await open("debate")];
    const elsewhere = await other.say("Ada", "Elsewhere.");
    const claim = { type: "claim", text: "So it is" } as const;
    expect((await add(talk, "debate", claim, ada, [elsewhere])).body.code).toBe("item-turns-unknown");
    const edges = [{ to: "nothing", relation: "attacks" as const }];
    expect((await add(talk, "debate", { ...claim, edges })).body.code).toBe("item-links-unknown");
    expect((await add(talk, "debate", { type: "idea", text: "No" })).body.code).toBe("item-not-of-kind");
  });

  test("C2 a text is refined: changes are accepted or refused, move along with each other, and the text is exported", async () => {
    const talk = await open("refinement");
    const text = "Our tram are slow and loud.";
    const [document] = ((await add(talk, "refinement", { type: "document", text })).body as Outcome).items;
    expect((await add(talk, "refinement", { type: "document", text: "Another" })).body.code).toBe("one-document");
    await talk.say("Clio", "Say trams, and drop the noise.", { speakerKind: "persona" });
    await bringUpToDate(
      talk,
      "refinement",
      voiceOf(() =>
        answer({
          change: [
            { id: "n1", text: "plural", turns: [1], words: "Our tram", new: "Our trams" },
            { id: "n2", text: "noise", turns: [1], words: " and loud", new: "" },
            { id: "n3", text: "not there", turns: [1], words: "buses", new: "trams" },
          ],
        }),
      ),
    );
    const [, plural, noise, ...rest] = await itemsOf(talk);
    expect(rest).toEqual([]);
    expect(plural!.content).toMatchObject({ start: 4, end: 8, inserted: "trams" });
    const decide = (item: typeof plural, state: string, version = item!.version) =>
      api.call("PUT", path(talk, `/items/${item!.id}/state`), { token: ada!.token, body: { version, state } });
    expect((await decide(plural, "accepted")).status).toBe(200);
    expect((await decide(plural, "accepted")).body.code).toBe("item-changed");
    const moved = (await itemsOf(talk))[2]!;
    expect((await decide(moved, "accepted")).status).toBe(200);
    const items = await itemsOf(talk);
    expect(items[0]).toMatchObject({ id: document!.id, revision: 3, content: { text: "Our trams are slow." } });
    expect([items[1]!.state, items[2]!.state, noise!.state]).toEqual(["accepted", "accepted", "open"]);
    const file = await api.call("GET", path(talk, "/document"), { token: ben!.token });
    expect([file.headers.get("content-type"), file.text]).toEqual([
      "text/markdown; charset=utf-8",
      "Our trams are slow.\n",
    ]);
    const { body } = await api.call("GET", path(talk, "/document/revisions"), { token: ben!.token });
    const by = { id: ada!.userId, name: "Ada" };
    expect(body.revisions).toMatchObject([
      { revision: 3, by, changeId: noise!.id },
      { revision: 2, by, changeId: plural!.id },
      { revision: 1, by, changeId: null },
    ]);
    const textOf = async (revision: number) =>
      (await api.call("GET", path(talk, `/document?revision=${revision}`), { token: ben!.token })).text;
    expect([await textOf(1), await textOf(2)]).toEqual([`${text}\n`, "Our trams are slow and loud.\n"]);
    expect((await api.call("GET", path(talk, "/document?revision=4"), { token: ben!.token })).status).toBe(404);
  });

  test("A2 C2 a version of a text is added only in the circle that has the text", async () => {
    const [talk, other] = [await open("refinement"), await open("refinement")];
    const added = (await add(talk, "refinement", { type: "document", text: "Here." })).body as Outcome;
    const scope = { workspaceId: "default", actor: { kind: "person" as const, userId: ada!.userId } };
    const put = (revision: number, circleId: string) =>
      api.database.inScope(scope, (em) =>
        em.execute(
          `insert into outcome_revisions (item_id, revision, circle_id, workspace_id, text, by_id, by_name)
           values (?, ?, ?, 'default', 'There.', ?, 'Ada')`,
          [added.items[0]!.id, revision, circleId, ada!.userId],
        ),
      );
    await put(8, talk.circleId);
    await expect(put(9, other.circleId)).rejects.toThrow(/row-level security/);
  });

  test("C2 M4 in a private circle, versions of a text are read by those who were there when they were made", async () => {
    const talk = await open("refinement", true);
    const [document] = (
      (await add(talk, "refinement", { type: "document", text: "The key is under the mat." })).body as Outcome
    ).items;
    await talk.sit(ben!.userId, "Ben");
    const read = (person: Person | undefined, rest: string) =>
      api.call("GET", path(talk, rest), { token: person!.token });
    expect((await read(ben, "/document")).status).toBe(404);
    expect((await read(ben, "/document/revisions")).body).toEqual({ revisions: [] });
    const correction = { version: 1, content: { type: "document", text: "The key is with Cem." } };
    await api.call("PATCH", path(talk, `/items/${document!.id}`), { token: ada!.token, body: correction });
    expect((await read(ben, "/document?revision=1")).status).toBe(404);
    expect((await read(ada, "/document?revision=1")).text).toBe("The key is under the mat.\n");
    expect((await read(cem, "/document/revisions")).status).toBe(404);
    await api.call("DELETE", path(talk, `/items/${document!.id}?version=2`), { token: ada!.token });
    expect((await read(ada, "/document?revision=1")).status).toBe(404);
  });

  test("C2 of a text the latest versions are kept", async () => {
    const talk = await open("refinement");
    const [document] = ((await add(talk, "refinement", { type: "document", text: "0" })).body as Outcome).items;
    for (let version = 1; version <= MAX_REVISIONS; version++)
      await api.call("PATCH", path(talk, `/items/${document!.id}`), {
        token: ada!.token,
        body: { version, content: { type: "document", text: String(version) } },
      });
    const { body } = await api.call("GET", path(talk, "/document/revisions"), { token: ada!.token });
    const revisions = body.revisions.map(({ revision }: { revision: number }) => revision);
    expect([revisions.length, revisions[0], revisions.at(-1)]).toEqual([MAX_REVISIONS, MAX_REVISIONS + 1, 2]);
  });
});

describe("what cannot be kept", () => {
  test("C2 a change that would make the text too long is refused, and the outcome can still be read", async () => {
    const talk = await open("refinement");
    const text = "tram ".repeat(MAX_DOCUMENT_LENGTH / 5);
    await add(talk, "refinement", { type: "document", text });
    const more = { type: "change", revision: 1, start: 0, end: 0, inserted: "A" } as ItemContent;
    const [, change] = ((await add(talk, "refinement", more)).body as Outcome).items;
    const accepted = { version: 1, state: "accepted" };
    const state = path(talk, `/items/${change!.id}/state`);
    const refused = await api.call("PUT", state, { token: ada!.token, body: accepted });
    expect([refused.status, refused.body.code]).toEqual([422, "document-too-long"]);
    expect((await itemsOf(talk)).map((item) => item.state)).toEqual([null, "open"]);
  });

  test("C2 an item that cannot be read is left out and reported; the others are shown and kept up to date", async () => {
    const talk = await open("chat");
    const written = (await add(talk, "chat", { type: "summary", text: "We met." })).body as Outcome;
    await add(talk, "chat", { type: "summary", text: "We parted." });
    await api.database
      .em()
      .execute(`update outcome_items set content = '{"type": "summary", "text": 7}' where id = ?`, [
        written.items[0]!.id,
      ]);
    expect((await itemsOf(talk)).map(({ content }) => content.text)).toEqual(["We parted."]);
    expect(reported.map(String)).toContainEqual(expect.stringContaining(written.items[0]!.id));
    expect((await add(talk, "chat", { type: "summary", text: "We met again." })).status).toBe(200);
  });
});

describe("who sees what", () => {
  const everybody = () => [ada, ben, cem].map((person) => person!.userId);

  test("C2 M4 in a private circle what different people heard is read apart, and nobody sees an item of words they did not hear", async () => {
    const talk = await open("chat", true);
    const [a, b, c] = everybody() as [string, string, string];
    await talk.sit(b, "Ben");
    for (let number = 0; number < 3; number++)
      await talk.say("Ada", `The vault code is heron ${number}.`, { witnesses: [a, b] });
    await talk.sit(c, "Cem");
    await talk.leave(b);
    await talk.say("Ada", "Welcome, we talk of gardens.", { witnesses: [a, c] });
    const voices = voiceOf(({ messages }) => {
      const heard = messages.at(-1)!.content;
      return answer({
        summary: [{ id: "n1", text: heard.includes("heron") ? "The heron vault" : "Gardens", turns: [1] }],
      });
    });
    await bringUpToDate(talk, "chat", voices);
    const prompts = voices.requests.map(({ messages }) => messages.at(-1)!.content);
    expect(prompts.map((prompt) => [prompt.includes("heron"), prompt.includes("gardens")])).toEqual([
      [true, false],
      [false, true],
    ]);
    const seen = async (as: Person | undefined) => (await itemsOf(talk, as)).map(({ content }) => content.text);
    expect(await seen(ada)).toEqual(["The heron vault", "Gardens"]);
    expect(await seen(ben)).toEqual(["The heron vault"]);
    expect(await seen(cem)).toEqual(["Gardens"]);
    expect(await seen(fay)).toEqual(["The heron vault", "Gardens"]);
    const stranger = await api.signIn("Dan");
    expect((await api.call("GET", path(talk), { token: stranger.token })).status).toBe(404);
    // What was noted for some is not shown to a model together with what others heard.
    await talk.say("Ada", "Gardens need water.", { witnesses: [a, c] });
    const later = voiceOf(() => answer({}));
    await bringUpToDate(talk, "chat", later);
    expect(later.requests).toHaveLength(1);
    expect(JSON.stringify(later.requests)).not.toContain("heron");
    expect(JSON.stringify(later.requests)).toContain("Gardens");
    for (const format of ["json", "md", "html"]) {
      const exported = (as: Person | undefined) =>
        api.call("GET", `/api/conversations/${talk.circleId}/export?format=${format}`, { token: as!.token });
      expect((await exported(cem)).text).not.toContain("heron");
      expect((await exported(cem)).text).toContain("Gardens");
      expect((await exported(ben)).text).toContain("The heron vault");
    }
  });

  test("C2 M4 what a person writes in a private circle is for those present; a correction is hidden from who left before it", async () => {
    const talk = await open("planning", true);
    const [, b, c] = everybody() as [string, string, string];
    await talk.sit(b, "Ben");
    const task = { type: "task", text: "Buy rope", owner: null, due: null, resources: [] } as ItemContent;
    const [rope] = ((await add(talk, "planning", task)).body as Outcome).items;
    expect(await itemsOf(talk, ben)).toHaveLength(1);
    await talk.leave(b);
    await talk.sit(c, "Cem");
    expect(await itemsOf(talk, cem)).toEqual([]);
    const body = { version: 1, content: { ...task, text: "Buy rope for the vault" } };
    const corrected = await api.call("PATCH", path(talk, `/items/${rope!.id}`), { token: ada!.token, body });
    expect(corrected.status).toBe(200);
    expect(await itemsOf(talk, ben)).toEqual([]);
    expect(await itemsOf(talk, cem)).toEqual([]);
    expect((await itemsOf(talk)).map(({ content }) => content.text)).toEqual(["Buy rope for the vault"]);
    const stolen = await api.call("DELETE", path(talk, `/items/${rope!.id}?version=2`), { token: cem!.token });
    expect(stolen.status).toBe(404);
  });

  test("C2 lines to begin with are offered by kind and topic, in the circle's language, until there has been talk", async () => {
    const german = await openTalk(api.database, {
      ownerId: ada!.userId,
      kind: "debate",
      topic: "Maut",
      language: "de",
    });
    expect((await read(german, ada)).starters[0]).toBe("„Maut“: Wer ist dafür, wer dagegen, und warum?");
    const talk = await open("chat");
    expect((await read(talk, ada)).starters).toHaveLength(3);
    for (let number = 0; number < 4; number++) await talk.say("Ada", "Well.");
    expect((await read(talk, ada)).starters).toEqual([]);
  });
});
