/** C9 what a session leaves: its results, report and data, for its facilitators. */
import papaparse from "papaparse";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SessionResults } from "../../../schema/messages/session-results.ts";
import { startTestApi, type TestApi } from "../../../test/api/test-api.process.ts";
import {
  makeEndedSession,
  SAID,
  sessionHouse,
  type EndedSession,
  type Person,
} from "../../../test/session/ended-session.ts";

let api: TestApi;
let fay: Person;
let session: EndedSession;

beforeAll(async () => {
  api = await startTestApi(sessionHouse);
  fay = await api.signIn("Fay", "facilitator");
  session = await makeEndedSession(api, fay);
});
afterAll(() => api.close());

const read = async (part: string, who = fay) => session.act(who, "GET", part);

test("C9 results: shares of talk, findings, pinned quotations, costs by model, turns with their section", async () => {
  const results = (await read("/results")).body as SessionResults;
  expect(results.people).toMatchObject({ participant: 2, withdrawn: 0 });
  expect(results.speakers.map(({ name, kind, words, voices }) => [name, kind, words, voices])).toEqual([
    ["Oriel", "persona", 13, ["test/model"]],
    ["Participant 1", "person", 8, []],
    ["Participant 2", "person", 6, []],
  ]);
  expect(results.speakers.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  expect(results.outcomes[0]!.items.map(({ content }) => content.text)).toEqual(["Riding late", "Walking home"]);
  expect(results.pins.map(({ quotation, note }) => [quotation, note])).toEqual([
    [SAID.pia, "The headline"],
    [SAID.ben, ""],
  ]);
  expect(results.costs).toEqual([
    { model: "test/model", calls: 1, inputTokens: 120, outputTokens: 30, costNano: 7_000_000 },
  ]);
  expect(results.turns.map(({ speakerName, section }) => [speakerName, section])).toEqual([
    ["Participant 1", 0],
    ["Participant 2", 0],
    ["Oriel", 1],
  ]);
});

test("C9 the report says what was asked, quotes word for word, and says what was simulated by what", async () => {
  const { text, headers } = await read("/report");
  expect(headers.get("content-type")).toContain("text/html");
  for (const part of [
    "Better night buses",
    "How do you get home?",
    "Shown: The timetable (https://example.org/?a=1&amp;b=2)",
    "Riding late",
    "the night bus number nineteen",
  ])
    expect(text).toContain(part);
  expect(text).toContain("Partly simulated");
  expect(text).toMatch(/Oriel<\/bdi><\/th><td>test\/model/);
  expect(text).toContain("0.7 ¢");
  // Each quotation leads to its moment.
  expect(text).toContain(`href="#turn-${session.turnIds.pia}"`);
  expect(text).toContain(`id="turn-${session.turnIds.pia}"`);
  const german = (await read("/report?language=de")).text;
  expect(german).toContain("Redeanteile");
  expect(german).not.toContain("Session");
});

test("C9 C10 the data are a row for each turn and question of the gallery, which no spreadsheet runs as a formula, or all of it as JSON", async () => {
  const vera = await api.signIn("Vera");
  await session.run(
    `insert into gallery_questions (id, circle_id, workspace_id, asker_id, asker_name, text, state)
     values (?, ?, 'default', ?, 'Vera', ?, 'taken')`,
    [`question-${vera.userId}`, session.circleId, vera.userId, "=Who pays?"],
  );
  const { data: rows } = papaparse.parse<Record<string, string>>((await read("/export?format=csv")).text, {
    header: true,
    skipEmptyLines: true,
  });
  expect(rows.map(({ row, text, status }) => [row, text, status])).toEqual([
    ["turn", `'${SAID.pia}`, "finished"],
    ["turn", SAID.ben, "finished"],
    ["turn", SAID.oriel, "finished"],
    ["question", "'=Who pays?", "taken"],
  ]);
  expect(rows[0]!["themes"]).toBe("Riding late");
  expect(rows[3]).toMatchObject({ speakerName: "Spectator 1", speakerKind: "spectator", votes: "0", section: "" });
  const json = (await read("/export?format=json")).body as SessionResults;
  expect(json).toEqual((await read("/results")).body);
});

test("C9 C8 of a talk of many pages, data and report have every turn once, numbered through, and shares count all", async () => {
  const long = await makeEndedSession(api, fay);
  await long.run(
    `insert into turns (id, workspace_id, owner_id, circle_id, position, speaker_id, speaker_name, speaker_kind, text, status,
       started_at, ended_at, input_tokens, output_tokens, cost_nano, voice)
     select n || ?, 'default', ?, ?, n, ?, 'Ben', 'person', 'Turn ' || n, 'finished', clock_timestamp(), clock_timestamp(), 0, 0, 0, ''
     from generate_series(4, 1203) n`,
    [`-${long.id}`, fay.userId, long.circleId, long.ben.userId],
  );
  const last = `1203-${long.id}`;
  // A theme may quote a turn beside those that it is made of.
  const quoted = { turnId: `1202-${long.id}`, text: "Turn 1202" };
  await long.run(
    `insert into outcome_items (id, circle_id, kind, workspace_id, content, turn_ids, made_by)
     values (?, ?, 'focus-group', 'default', ?, ?, 'model')`,
    [
      `late-${long.id}`,
      long.circleId,
      JSON.stringify({ type: "theme", text: "Late", quotations: [quoted] }),
      `{${long.turnIds.pia}}`,
    ],
  );
  await long.act(fay, "POST", "/pins", { turnId: last });
  const { data } = papaparse.parse<Record<string, string>>((await long.act(fay, "GET", "/export?format=csv")).text, {
    header: true,
    skipEmptyLines: true,
  });
  const added = Array.from({ length: 1200 }, (_, index) => `Turn ${index + 4}`);
  expect(data.map(({ text }) => text)).toEqual([`'${SAID.pia}`, SAID.ben, SAID.oriel, ...added]);
  expect(data.filter(({ isPinned }) => isPinned === "1").map(({ id }) => id)).toContain(last);
  const { turns, speakers, pins } = (await long.act(fay, "GET", "/export?format=json")).body as SessionResults;
  expect(turns.slice(3).map(({ text }) => text)).toEqual(added);
  expect(speakers.find(({ name }) => name === "Participant 2")).toMatchObject({ turns: 1201, words: 2406 });
  expect(pins.at(-1)).toMatchObject({ turnId: last, quotation: "Turn 1203" });
  const report = (await long.act(fay, "GET", "/report")).text;
  expect(report.match(/<article /g)).toHaveLength(1203);
  expect(report).toContain(`<a href="#turn-${last}">turn 1203</a>`);
  expect(report).toContain(`<bdi>Participant 2</bdi> · <a href="#turn-${quoted.turnId}">turn 1202</a>`);
  expect(report).toMatch(new RegExp(`id="turn-${last}"[^>]*><p><span class="soft">1203</span>`));
});

test("C9 nobody but its facilitators gets any of it, and nobody before it has begun", async () => {
  const nosy = await api.signIn("Nosy");
  for (const part of ["/results", "/report", "/export"]) {
    expect((await read(part, session.pia)).status, part).toBe(403);
    expect((await read(part, nosy)).status, part).toBe(404);
  }
  const planned = await api.call("POST", "/api/sessions", {
    token: fay.token,
    body: { template: "debate", placeId: "plaza", language: "en" },
  });
  const early = await api.call("GET", `/api/sessions/${planned.body.id}/results`, { token: fay.token });
  expect(early.body.code).toBe("session-not-begun");
});

describe("what was asked of all before and after", () => {
  const SCALE = [1, 2, 3, 4, 5].map((value) => ({ value, text: `${value} of 5`, isLast: false }));
  let asked: EndedSession;

  /** Each round with the answers of people, in order; a persona always answers 3. */
  async function putTwice(seriesId: string, question: object, rounds: readonly (readonly unknown[])[]): Promise<void> {
    for (const [index, answers] of rounds.entries()) {
      const id = `${seriesId}-${index + 1}`;
      await asked.run(
        `insert into session_probes (id, session_id, workspace_id, owner_id, series_id, round, question, persona_ids, seed)
         values (?, ?, 'default', ?, ?, ?, ?, array['oriel'], 1)`,
        [id, asked.id, fay.userId, seriesId, index + 1, JSON.stringify({ introduction: [], ...question })],
      );
      const rows = [
        ...answers.map((given, place) => [`person ${place}`, "person", given]),
        ["oriel", "persona", answers[0]],
      ];
      for (const [respondent, kind, given] of rows)
        await asked.run(
          `insert into session_probe_answers (probe_id, respondent_id, session_id, workspace_id, kind, name, verdict, answer)
           values (?, ?, ?, 'default', ?, ?, 'answered', ?)`,
          [id, respondent, asked.id, kind, respondent, JSON.stringify(given)],
        );
      await asked.run("update session_probes set closed_at = now() where id = ?", [id]);
    }
  }

  beforeAll(async () => {
    asked = await makeEndedSession(api, fay, { mayShare: true });
    const trust = {
      kind: "scale",
      title: "How much do you trust it?",
      options: SCALE,
      isOrdinal: true,
      min: null,
      max: null,
    };
    await putTwice("trust", trust, [
      [1, 2, 1, 2, 3, 1],
      [3, 3, 4, 4, 4, 2],
    ]);
    const options = ["yes", "no"].map((value) => ({ value, text: value, isLast: false }));
    const fares = { kind: "single", title: "Free fares?", options, isOrdinal: false, min: null, max: null };
    await putTwice("fares", fares, [
      ["yes", "yes", "no", "no", "no", "no"],
      ["yes", "no", "yes", "yes", "yes", "yes"],
    ]);
    await asked.run(
      `insert into audience_votes (circle_id, workspace_id, opened_by, question, options, before_closed_at, after_opened_at, after_closed_at)
       values (?, 'default', ?, 'More night buses', array['For', 'Against'], now(), now(), now())`,
      [asked.circleId, fay.userId],
    );
    for (const [name, before, after] of [
      ["Vera", 1, 0],
      ["Walt", 0, 0],
    ] as const) {
      const { userId } = await api.signIn(name);
      for (const [round, option] of [
        ["before", before],
        ["after", after],
      ] as const)
        await asked.run(
          "insert into audience_ballots (circle_id, round, voter_id, workspace_id, option) values (?, ?, ?, 'default', ?)",
          [asked.circleId, round, userId, option],
        );
    }
  });

  test("C9 S7 answers are paired by respondent, people and personas apart: effect size first, p-values adjusted by Holm over all", async () => {
    const { questions, voteChange } = (await asked.act(fay, "GET", "/results")).body as SessionResults;
    expect(
      questions.map(({ question, rounds }) => [question.title, rounds.map(({ people }) => people.answered)]),
    ).toEqual([
      ["How much do you trust it?", [6, 6]],
      ["Free fares?", [6, 6]],
    ]);
    const [trust, persona] = questions[0]!.changes;
    expect(trust).toMatchObject({ kind: "person", both: 6, test: { id: "wilcoxon-signed-rank", n: 6 } });
    expect(trust!.effects[0]!.id).toBe("cohens-d-paired");
    // Changes of 2, 1, 3, 2, 1, 1: their mean is 5/3, their deviation √(2/3).
    expect(trust!.effects[0]!.value).toBeCloseTo(5 / 3 / Math.sqrt(2 / 3));
    expect(trust!.differences[0]).toMatchObject({ id: "mean-difference" });
    expect(trust!.differences[0]!.value).toBeCloseTo(5 / 3);
    expect(persona).toMatchObject({ kind: "persona", both: 1 });
    const fares = questions[1]!.changes[0]!.test!;
    // One went from yes to no, four back.
    expect(fares).toMatchObject({ id: "mcnemar-exact", n: 5, p: 0.375 });
    expect(voteChange).toMatchObject({ both: 2, changed: 1, test: { id: "mcnemar-exact", p: 1 } });
    const tests = [...questions.flatMap(({ changes }) => changes.map(({ test }) => test!)), voteChange!.test];
    const smallest = tests.reduce((one, other) => ((other.p ?? 1) < (one.p ?? 1) ? other : one));
    expect(smallest.adjustedP).toBeCloseTo(Math.min(1, smallest.p! * tests.length));
  });

  test("C9 C10 the report shows them, and the audience's vote with who swung; without who answered what", async () => {
    const { text } = await asked.act(fay, "GET", "/report");
    for (const part of [
      "How much do you trust it?",
      "1. Before the session: people",
      "adjusted by Holm",
      "More night buses",
      "1 / 2",
    ])
      expect(text).toContain(part);
    expect(text).not.toMatch(/person 0|Vera/);
    const german = (await asked.act(fay, "GET", "/report?language=de")).text;
    expect(german).toContain("nach Holm angepasst");
    expect(german).toContain("Vor der Sitzung");
  });

  test("C9 a link shows them too, once everybody who answered agreed", async () => {
    const { token } = (await asked.act(fay, "POST", "/shares", { days: 1 })).body;
    const open = () => api.call("POST", "/api/shared-sessions", { body: { token } });
    expect((await open()).text).toContain("Free fares?");
    const nosy = await api.signIn("Nora");
    await asked.run(
      "insert into session_people (session_id, user_id, workspace_id, role, status) values (?, ?, 'default', 'participant', 'admitted')",
      [asked.id, nosy.userId],
    );
    await asked.run(
      "update session_probe_answers set respondent_id = ? where probe_id = 'fares-2' and name = 'person 0'",
      [nosy.userId],
    );
    expect((await open()).status).toBe(404);
  });
});

test("C9 the report is printed to PDF", async () => {
  const { status, headers, text } = await read("/report?format=pdf");
  expect([status, headers.get("content-type")]).toEqual([200, "application/pdf"]);
  expect(text).toContain("Better night buses");
});
