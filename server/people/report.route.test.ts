import { afterAll, beforeAll, expect, test } from "vitest";
import { principalOf } from "../../engine/scope/scope.ts";
import type { ReportList, ReportView } from "../../schema/messages/people.ts";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";
import { listActions } from "../audit/audit.store.ts";
import { reportRoutes } from "./report.route.ts";
import { createReportStore } from "./reports.store.ts";

let api: TestApi;
let admin: { token: string; userId: string };
beforeAll(async () => {
  api = await startTestApi((database) => reportRoutes(createReportStore(database)));
  admin = await api.signIn("Ada", "admin");
  await api.database.em().execute(`
    insert into circles (id, workspace_id, owner_id, place_id, topic, title, kind, mode, speed, is_private, language, x, z)
      values ('circle', 'default', '${admin.userId}', 'plaza', 'Boats', '', 'chat', 'auto', 5, false, 'en', 0, 0);
    insert into turns (id, workspace_id, circle_id, position, speaker_id, speaker_name, speaker_kind, text, status,
        started_at, input_tokens, output_tokens, cost_nano, voice, witnesses)
      values ('rude', 'default', 'circle', 1, 'mallory', 'Mallory', 'person', 'You fool', 'finished', now(), 0, 0, 0, '', null),
        ('private', 'default', 'circle', 2, 'mallory', 'Mallory', 'person', 'Secret', 'finished', now(), 0, 0, 0, '', '{mallory}');`);
});
afterAll(() => api.close());

const report = async (token: string | undefined, body: object) => {
  const answer = await api.call("POST", "/api/reports", { token, body: { reason: "", ...body } });
  return [answer.status, answer.body?.code];
};
const listOf = async (reporterName: string): Promise<ReportView[]> => {
  const { body } = await api.call("GET", "/api/reports", { token: admin.token });
  return (body as ReportList).reports.filter((each) => each.reporterName === reporterName);
};

test("A6 somebody reports what was said and a person; admins see both, and settle them, which is recorded in the audit log", async () => {
  const [rita, mallory] = [await api.signIn("Rita"), await api.signIn("Mallory")];
  expect(await report(rita.token, { turnId: "rude", reason: " Insults " })).toEqual([201, undefined]);
  expect(await report(rita.token, { userId: mallory.userId })).toEqual([201, undefined]);
  const [ofPerson, ofTurn] = await listOf("Rita");
  expect(ofTurn).toMatchObject({ subjectName: "Mallory", quote: "You fool", reason: "Insults" });
  expect(ofPerson).toMatchObject({ subjectName: "Mallory", quote: null, reason: "" });

  const settle = () => api.call("PUT", `/api/reports/${ofTurn!.id}/settled`, { token: admin.token });
  expect((await settle()).status).toBe(204);
  expect((await settle()).body.code).toBe("no-such-report");
  expect((await listOf("Rita")).map(({ id }) => id)).toEqual([ofPerson!.id]);
  const { entries } = await listActions(api.database, principalOf("default", admin.userId), { limit: 1 });
  expect(entries).toMatchObject([{ actorName: "Ada", action: "report-settled", subjectName: "Mallory" }]);
});

test("A6 A1 nobody reports what they may not read, nor without a sign-in; only admins see reports", async () => {
  const bob = await api.signIn("Bob");
  expect(await report(bob.token, { turnId: "private" })).toEqual([404, "no-such-turn"]);
  expect(await report(bob.token, { userId: "nobody" })).toEqual([404, "no-such-person"]);
  expect((await report(undefined, { turnId: "rude" }))[0]).toBe(401);
  expect((await report(bob.token, { turnId: "rude", reason: "x".repeat(501) }))[0]).toBe(400);
  for (const role of ["guest", "visitor", "facilitator", "operator"]) {
    const { token } = await api.signIn("Mallory", role);
    const asked = [
      await api.call("GET", "/api/reports", { token }),
      await api.call("PUT", "/api/reports/x/settled", { token }),
    ];
    expect(
      asked.map(({ status }) => status),
      role,
    ).toEqual([403, 403]);
  }
});

test("A6 one person reports thirty times a day at most, concurrently too", async () => {
  const bob = await api.signIn("Bob");
  const answers = await Promise.all(Array.from({ length: 35 }, () => report(bob.token, { turnId: "rude" })));
  expect(answers.filter(([status]) => status === 201)).toHaveLength(30);
  expect(answers.filter(([, code]) => code === "reports-limit")).toHaveLength(5);
});
