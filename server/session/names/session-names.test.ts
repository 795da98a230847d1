/** C9 names in what leaves a session: those who took part are numbered, unless its form says that names are shown. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { EXPORT_FORMATS } from "../../../schema/messages/conversation.ts";
import type { SessionResults } from "../../../schema/messages/session-results.ts";
import { startTestApi, type TestApi } from "../../../test/api/test-api.process.ts";
import { readExport } from "../../../test/exports/read-export.ts";
import {
  makeEndedSession,
  SAID,
  sessionHouse,
  type EndedSession,
  type Person,
} from "../../../test/session/ended-session.ts";

let api: TestApi;
let fay: Person;

beforeAll(async () => {
  api = await startTestApi(sessionHouse);
  fay = await api.signIn("Fay", "facilitator");
});
afterAll(() => api.close());

/** With a question of Vera's, who came without a link, and what a model noted of Pia and Ben. */
async function makeNoted(plan: object = {}): Promise<EndedSession> {
  const session = await makeEndedSession(api, fay, { mayShare: true, ...plan });
  const vera = await api.signIn("Vera");
  await session.run(
    `insert into gallery_questions (id, circle_id, workspace_id, asker_id, asker_name, text, state)
     values (?, ?, 'default', ?, 'Vera', 'Who pays for it?', 'open')`,
    [`asked-${session.id}`, session.circleId, vera.userId],
  );
  await session.run(
    `insert into outcome_items (id, circle_id, kind, workspace_id, content, turn_ids, made_by)
     values (?, ?, 'focus-group', 'default', '{"type": "summary", "text": "Ben’s way is Pia’s fear; Benches are few"}', ?, 'model')`,
    [`noted-${session.id}`, session.circleId, `{${session.turnIds.pia},${session.turnIds.ben}}`],
  );
  const { body: code } = await session.act(fay, "POST", "/codes", { name: "Fears", description: "" });
  for (const turnId of Object.values(session.turnIds))
    await session.act(fay, "PUT", "/codings", { codeId: code.codes[0].id, turnId, isSet: true });
  return session;
}

/** All that leaves a session, as text, by what it is. */
async function readAll(session: EndedSession): Promise<Record<string, string>> {
  const { token } = (await session.act(fay, "POST", "/shares", { days: 1 })).body;
  const paths = ["/report", "/report?language=de", "/report?format=pdf", "/results", "/export", "/export?format=json"];
  const ofGroups = ["/groups/report", "/groups/export?format=csv", "/groups/export?format=json"];
  const found: Record<string, string> = {
    "the shared page": (await api.call("POST", "/api/shared-sessions", { body: { token } })).text,
  };
  for (const path of [...paths, ...ofGroups, "/codebook/export?format=csv"])
    found[path] = (await session.act(fay, "GET", path)).text;
  for (const format of EXPORT_FORMATS) {
    const url = `/api/conversations/${session.circleId}/export?format=${format}`;
    const { bytes } = await api.call("GET", url, { token: session.ben.token });
    found[format] = readExport(format, bytes);
  }
  return found;
}

/** Somebody says a name, which stays as it was said. */
const withoutSpoken = (text: string): string => text.replaceAll(SAID.oriel.slice(0, 20), "");

test("C9 in report, shared page, data, groups, codings and files of the transcript those who took part are numbered, and nobody is named", async () => {
  const found = await readAll(await makeNoted());
  for (const [what, text] of Object.entries(found)) {
    expect(text, what).toContain("Participant 1");
    expect(withoutSpoken(text), what).not.toMatch(/\b(Pia|Ben|Vera)\b/);
    expect(text, what).toContain("Oriel");
  }
  const notes = ["/report", "the shared page", "/export?format=json", "md"];
  for (const what of notes) expect(found[what], what).toContain("Participant 2’s way is Participant 1’s fear; Benches");
  expect(found["/export"]).toContain("Spectator 1");
  expect(found["docx"]).toContain("Participants: Participant 1 (person), Participant 2 (person), Oriel (persona)");
  expect(found["/report"]).toContain("Names that somebody says stay as they were said.");
  expect(found["/report"]).toContain(SAID.oriel);
});

test("C9 numbers follow the first coming, in the language of the session, and stay when somebody withdraws", async () => {
  const session = await makeEndedSession(api, fay, { language: "de" });
  const read = async () => ((await session.act(fay, "GET", "/results")).body as SessionResults).turns;
  expect((await read()).map(({ speakerName }) => speakerName)).toEqual([
    "Teilnehmende Person 1",
    "Teilnehmende Person 2",
    "Oriel",
  ]);
  await session.act(session.pia, "DELETE", "/seat");
  expect((await read()).map(({ speakerName }) => speakerName)).toEqual(["Teilnehmende Person 2", "Oriel"]);
});

test("C9 names are shown where the form says so, of those only who agreed to it so; on screens of the session they are", async () => {
  const session = await makeNoted({ showsNames: true });
  expect((await session.act(session.pia, "GET", "/seat")).body).toMatchObject({ showsNames: true });
  const before = await readAll(session);
  for (const what of ["/report", "the shared page", "/export?format=json", "docx"])
    expect(withoutSpoken(before[what]!), what).toMatch(/\bPia\b/);
  expect(before["/report"]).toContain("Names are shown, as the consent form says");
  await session.run("update session_consents set shows_names = false where session_id = ? and user_id = ?", [
    session.id,
    session.pia.userId,
  ]);
  const after = await readAll(session);
  for (const [what, text] of Object.entries(after)) {
    expect(withoutSpoken(text), what).not.toMatch(/\bPia\b/);
    expect(text, what).toContain("Participant 1");
    expect(text, what).toContain("Ben");
  }
  expect((await session.act(fay, "GET", "/people")).text).toContain("Pia");
  const url = `/api/conversations/${session.circleId}`;
  expect((await api.call("GET", url, { token: fay.token })).text).toContain('"speakerName":"Pia"');
});

test("C9 C8 so it is in files of a branch of its talk", async () => {
  const session = await makeEndedSession(api, fay);
  await session.run(
    `insert into circles (id, workspace_id, owner_id, place_id, topic, title, kind, mode, speed, is_private, language, x, z, branched_from, branched_at)
     values (?, 'default', ?, 'plaza', '', '', 'chat', 'auto', 1, false, 'en', 0, 0, ?, ?)`,
    [`branch-${session.id}`, fay.userId, session.circleId, session.turnIds.ben],
  );
  await session.run(
    `insert into turns (id, workspace_id, owner_id, circle_id, position, speaker_id, speaker_name, speaker_kind, text, status,
       started_at, ended_at, input_tokens, output_tokens, cost_nano, voice)
     values (?, 'default', ?, ?, 1, ?, 'Ben', 'person', 'I walk', 'finished', now(), now(), 0, 0, 0, '')`,
    [`2-${session.id}~branch`, fay.userId, `branch-${session.id}`, session.ben.userId],
  );
  const url = `/api/conversations/branch-${session.id}/export?format=csv`;
  const { text } = await api.call("GET", url, { token: fay.token });
  expect(text).toContain("Participant 2");
  expect(text).not.toContain("Ben");
});
