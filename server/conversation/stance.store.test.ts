import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createStances } from "../../engine/mind/stance/hold-stances.ts";
import type { StanceMove } from "../../engine/mind/stance/move-stance.ts";
import { takeStance } from "../../engine/mind/stance/take-stance.ts";
import { principalOf } from "../../engine/scope/scope.ts";
import { liveIn, query } from "../../test/backup/lived-in-database.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { buildPersona, buildView } from "../../test/minds/test-circle.ts";
import { testScope } from "../../test/model-servers/collect.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import { createStanceStore } from "./stance.store.ts";

const TOPIC = "Should the market become a garden?";
const WORDS = "We tested a garden on the market for a summer, and it works well.";
const ADA = principalOf("default", "ada");
const BEN = principalOf("default", "ben");
const clio = { ...buildPersona({ name: "Clio", attitude: "Skeptical" }), id: "clio" };

let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  await liveIn(fresh.url);
  database = await openDatabase(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

/** A circle of its own for each test. */
let circleId = "";
let circles = 0;
beforeEach(async () => {
  circleId = `talk ${(circles += 1)}`;
  await query(
    fresh.url,
    `insert into circles (id, workspace_id, owner_id, place_id, topic, title, kind, mode, speed, is_private, language, x, z)
     values ($1, 'default', 'ada', 'plaza', $2, '', 'debate', 'auto', 5, true, 'en', 0, 0)`,
    [circleId, TOPIC],
  );
});

const say = (id: string, speakerId: string, text: string, position: number, status = "finished") =>
  query(
    fresh.url,
    `insert into turns (id, workspace_id, circle_id, position, speaker_id, speaker_name, speaker_kind, text, status, started_at,
       input_tokens, output_tokens, cost_nano, voice, witnesses)
     values ($1, 'default', $2, $3, $4, 'Ada', 'person', $5, $6, '2026-05-01T12:00:00Z', 0, 0, 0, '', '{ada}')`,
    [`${circleId} ${id}`, circleId, position, speakerId, text, status],
  );
const moveBy = (turn: string, words = WORDS): StanceMove => ({
  personaId: "clio",
  turnId: turn.startsWith("=") ? turn.slice(1) : `${circleId} ${turn}`,
  words,
  towards: "for",
  witnesses: ["ada"],
  at: 0,
});
const store = () => createStanceStore(database);
const form = (changedBy: "proof" | "nothing" = "proof") =>
  store().form(
    circleId,
    TOPIC,
    { ...takeStance(clio, TOPIC), changedBy, personaId: "clio", witnesses: ["ada"] },
    testScope(),
  );
const move = (one: StanceMove) => store().move(circleId, TOPIC, one, testScope());

test("M7 a move is stored only by words of a finished turn of this talk, by somebody else, and once", async () => {
  expect(await move(moveBy("one"))).toBe(false);
  await say("one", "ada", `Listen. ${WORDS}`, 1);
  expect(await move(moveBy("one")), "no stance was taken").toBe(false);
  await form();
  await say("own", "clio", WORDS, 2);
  await say("unfinished", "ada", WORDS, 3, "speaking");
  for (const [why, refused] of Object.entries({
    "no such turn": moveBy("none"),
    "words that nobody said": moveBy("one", "We never tested it."),
    "no words": moveBy("one", ""),
    "its own words": moveBy("own"),
    "still being said": moveBy("unfinished"),
    "said in another talk": moveBy("=turn1"),
  }))
    expect(await move(refused).catch(() => false), why).toBe(false);
  expect([await move(moveBy("one")), await move(moveBy("one"))]).toEqual([true, false]);
  await expect(
    query(
      fresh.url,
      `insert into stance_moves (circle_id, persona_id, topic, turn_id, workspace_id, words, towards, moved_at)
       values ($1, 'clio', $2, 'never said', 'default', 'words', 'for', now())`,
      [circleId, TOPIC],
    ),
  ).rejects.toThrow(/foreign key/);
});

test("M7 a devil's advocate is moved by nothing that is stored", async () => {
  await form("nothing");
  await say("one", "ada", WORDS, 1);
  expect(await move(moveBy("one"))).toBe(false);
});

test("M7 C7 a server that takes the talk over finds stances as they were, and facilitators see each move with its words", async () => {
  const view = {
    ...buildView({ personas: [clio], people: ["Ada"], topic: TOPIC, isPrivate: true, lines: [`Ada: ${WORDS}`] }),
    circleId,
  };
  await say("one", "ada", WORDS, 1);
  view.utterances[0]!.id = `${circleId} one`;
  const stances = createStances(store());
  expect(await stances.of(view, clio, testScope())).toEqual(takeStance(clio, TOPIC));
  await stances.hear(view, `${circleId} one`, ["clio"], testScope());
  const moved = await stances.of(view, clio, testScope());
  expect(moved?.strength).toBeCloseTo(0.3);

  const elsewhere = await openDatabase(fresh.url);
  const again = createStances(createStanceStore(elsewhere));
  expect(await again.of(view, { ...clio, attitude: "Excited" }, testScope())).toEqual(moved);
  // Eve did not hear it.
  const newcomer = { id: "eve", name: "Eve", kind: "person" as const };
  const joined = { ...view, participants: [...view.participants, newcomer] };
  expect(await again.of(joined, clio, testScope())).toEqual(takeStance(clio, TOPIC));
  await elsewhere.close();

  const [seen] = await store().list(ADA, circleId);
  expect(seen).toMatchObject({
    personaId: "clio",
    topic: TOPIC,
    changedBy: "proof",
    formed: { position: "against", strength: 0.6 },
    position: "against",
    moves: [
      { turnId: `${circleId} one`, speakerName: "Ada", words: WORDS, towards: "for", at: "2026-05-01T12:00:00.000Z" },
    ],
  });
  expect(await store().list(BEN, circleId), "a guest who was not there").toEqual([]);
});

test("M7 a move goes with its turn, a stance with its conversation", async () => {
  await form();
  await say("one", "ada", WORDS, 1);
  await move(moveBy("one"));
  await query(fresh.url, "delete from turns where id = $1", [`${circleId} one`]);
  expect((await store().list(ADA, circleId))[0]?.moves).toEqual([]);
  await query(fresh.url, "delete from circles where id = $1", [circleId]);
  expect(await store().list(ADA, circleId)).toEqual([]);
});
