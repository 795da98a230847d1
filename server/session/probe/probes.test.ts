import { randomBytes } from "node:crypto";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { principalOf } from "../../../engine/scope/scope.ts";
import { PersonaDraft } from "../../../schema/messages/persona.ts";
import type { SessionProbe } from "../../../schema/messages/session-probe.ts";
import type { Session } from "../../../schema/messages/session.ts";
import { startTestApi, type TestApi } from "../../../test/api/test-api.process.ts";
import { openTestJobs, startTestWorker } from "../../../test/jobs/test-job-house.ts";
import { letterOf, startAnsweringModel, type AnsweringModel } from "../../../test/survey/answering-model.ts";
import { openRunHouse, type RunHouse } from "../../../test/survey/run-house.ts";
import { findPersonaIn } from "../../persona/find-persona.ts";
import { createSurveyStore } from "../../survey/survey.store.ts";
import { surveyRoutes } from "../../survey/survey.route.ts";
import { createSurveys } from "../../survey/surveys.ts";
import { createBackChannelStore } from "../back-channel.store.ts";
import { createInvitationStore } from "../invitations.store.ts";
import { createSeatStore } from "../seats.store.ts";
import { createSessionActs } from "../session-acts.store.ts";
import { sessionRoutes } from "../session.route.ts";
import { createSessionStore } from "../session.store.ts";
import { createSessions } from "../sessions.ts";
import { probeRoutesIn } from "./probe-routes-in.ts";
import { askPersonas, askPersonasJob } from "./ask-personas.job.ts";
import { createProbeWork } from "./probe-work.store.ts";

/** A worker on a busy machine takes its time. */
const PATIENCE = { timeout: 60_000, interval: 200 };
const COLOURS = {
  kind: "single",
  title: "Which colour?",
  options: [
    { value: "r", text: "Red" },
    { value: "b", text: "Blue" },
  ],
};

type Person = { token: string; userId: string };
let api: TestApi;
let jobs: Awaited<ReturnType<typeof openTestJobs>>;
let model: AnsweringModel;
let house: RunHouse;
let fay: Person;
let pia: Person;
let ben: Person;
let session: Session;
let isRehearsing = true;
const folder = mkdtempSync(join(tmpdir(), "dramatis probes "));
const closing: (() => Promise<unknown> | void)[] = [() => rmSync(folder, { recursive: true, force: true })];

const act = (who: Person, method: string, path: string, body?: unknown) =>
  api.call(method, `/api/sessions/${session.id}${path}`, { token: who.token, body });
const put = (body: unknown, who = fay) => act(who, "POST", "/probes", body);
const listed = async (): Promise<SessionProbe[]> => (await act(fay, "GET", "/probes")).body.items;
const newest = async (): Promise<SessionProbe> => (await listed())[0]!;
const close = async (id: string) => act(fay, "PUT", `/probes/${id}`, { closed: true });
const answer = (who: Person, id: string, given: unknown) => act(who, "PUT", `/probes/${id}/answer`, { answer: given });

async function comeAs(name: string, role = "participant"): Promise<Person> {
  const { token } = (await act(fay, "POST", "/invitations", { role, hours: 1, uses: 1 })).body;
  const { body } = await api.call("POST", "/api/auth/session-link", { body: { token, name } });
  const person = { token: body.token, userId: body.user.id };
  if (role === "participant") {
    await act(person, "POST", "/consent", { version: 1 });
    await act(fay, "PUT", `/people/${person.userId}`, { status: "admitted" });
  }
  return person;
}

beforeAll(async () => {
  model = await startAnsweringModel(({ question }) => `(${letterOf(question, "Blue")}) Blue`);
  closing.push(model.close);
  api = await startTestApi(async (database, _accounts, url) => {
    jobs = await openTestJobs(database, url, [askPersonasJob]);
    closing.push(jobs.close);
    house = await openRunHouse(database, url, model.settings, folder);
    closing.push(house.close);
    for (const [id, attitude] of [
      ["clio", "Excited"],
      ["otto", "Pessimistic"],
    ] as const) {
      const draft = PersonaDraft.parse({ name: id === "clio" ? "Clio" : "Otto", attitude, description: `A ${id}.` });
      await database
        .em()
        .execute(
          "insert into personas (id, workspace_id, name, draft, place_id) values (?, 'default', ?, ?, 'plaza')",
          [id, draft.name, JSON.stringify(draft)],
        );
    }
    const surveys = createSurveys(createSurveyStore(database));
    const sessions = createSessions({
      store: createSessionStore(database),
      acts: createSessionActs(database),
      invitations: createInvitationStore(database),
      backChannel: createBackChannelStore(database),
      seats: createSeatStore(database),
      isPlace: () => true,
      makeToken: () => randomBytes(24).toString("base64url"),
    });
    return [
      ...surveyRoutes(surveys),
      ...sessionRoutes(sessions),
      ...probeRoutesIn(database, {
        sessions,
        surveys,
        jobs,
        personas: { get: findPersonaIn(database, console.error) },
        newSeed: () => 7,
        isRehearsing: () => isRehearsing,
      }),
    ];
  });
  closing.splice(1, 0, api.close);
  fay = await api.signIn("Fay", "facilitator");
  const plan = { title: "Paint", topic: "Paint", kind: "focus-group", placeId: "plaza", consent: "Yes?" };
  const made = await api.call("POST", "/api/sessions", {
    token: fay.token,
    body: { plan: { ...plan, personaIds: ["clio", "otto"] } },
  });
  expect(made.status, made.text).toBe(201);
  session = made.body;
  pia = await comeAs("Pia");
  ben = await comeAs("Ben");
});
afterAll(async () => {
  for (const end of closing.toReversed()) await end();
});

describe("a question put to everybody", () => {
  test("C9 people who are in answer it, and may change their answer until it is closed; each has one", async () => {
    expect((await put({ question: COLOURS })).status).toBe(201);
    const { id, asked } = await newest();
    expect(asked).toEqual({ people: 2, personas: 2 });
    expect((await act(pia, "GET", "/own-probes")).body.open).toMatchObject({ id, mayAnswer: true, mine: null });
    expect((await answer(pia, id, "green")).status).toBe(422);
    for (const given of ["r", "b"]) expect((await answer(pia, id, given)).status).toBe(200);
    expect((await answer(ben, id, null)).body.open.mine).toEqual({ answer: null });
    const people = (await newest()).answers.filter(({ kind }) => kind === "person");
    expect(people).toMatchObject([
      { name: "Pia", verdict: "answered", answer: "b" },
      { name: "Ben", verdict: "refused", answer: null },
    ]);
    await close(id);
    expect((await answer(pia, id, "r")).body.code).toBe("probe-over");
    expect((await newest()).answers.find(({ name }) => name === "Pia")?.answer).toBe("b");
  });

  test("C9 S9 personas are rehearsed without a real voice, and their answers are labelled so", async () => {
    const { answers } = await newest();
    expect(answers.filter(({ kind }) => kind === "persona")).toMatchObject([
      { name: "Clio", model: "rehearsal/script" },
      { name: "Otto", model: "rehearsal/script" },
    ]);
  });

  test("C9 only facilitators put, read and close one; who waits, watches or is a stranger answers none", async () => {
    await put({ question: COLOURS });
    const { id } = await newest();
    const olga = await comeAs("Olga", "observer");
    const stranger = await api.signIn("Nosy");
    for (const [who, status] of [
      [pia, 403],
      [olga, 403],
      [stranger, 404],
    ] as const)
      for (const [method, path, body] of [
        ["GET", "/probes"],
        ["POST", "/probes", { question: COLOURS }],
        ["PUT", `/probes/${id}`, { shown: true }],
        ["POST", `/probes/${id}/personas`],
        ["GET", `/probes/${id}/pairs`],
      ] as const)
        expect((await act(who, method, path, body)).status, `${method} ${path}`).toBe(status);
    for (const who of [olga, stranger, fay]) expect((await answer(who, id, "r")).status).toBe(409);
    expect((await act(stranger, "GET", "/own-probes")).body).toEqual({ open: null, shown: null });
  });

  test("C9 only one is open at a time, and two who put it again at once put it once", async () => {
    const { id } = await newest();
    expect((await put({ question: COLOURS })).body.code).toBe("probe-open");
    await close(id);
    const again = await Promise.all([1, 2].map(() => put({ again: id, round: 1 })));
    expect(again.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    await close((await newest()).id);
  });

  test("C9 people of the session see the result only while it is shown, and not who answered what", async () => {
    const { id } = (await listed()).at(-1)!;
    expect((await act(pia, "GET", "/own-probes")).body.shown).toBeNull();
    await act(fay, "PUT", `/probes/${id}`, { shown: true });
    const seen = await act(pia, "GET", "/own-probes");
    expect(seen.body.shown.people).toMatchObject({
      answered: 1,
      refused: 1,
      bars: [{ count: 0 }, { value: "b", count: 1 }],
    });
    expect(seen.text).not.toMatch(/Ben|Clio/);
    await act(fay, "PUT", `/probes/${id}`, { shown: false });
    expect((await act(pia, "GET", "/own-probes")).body.shown).toBeNull();
  });

  test("C9 S1 a question of a stored survey is put as it is in that version", async () => {
    const survey = { elements: [{ type: "rating", name: "trust", title: "How much trust?", rateMax: 3 }] };
    const made = await api.call("POST", "/api/surveys", { token: fay.token, body: { name: "Trust", model: survey } });
    expect((await put({ surveyId: made.body.id, question: "other" })).status).toBe(422);
    await put({ surveyId: made.body.id, question: "trust" });
    const probe = await newest();
    expect(probe).toMatchObject({ surveyId: made.body.id, surveyVersion: 1, question: { kind: "scale" } });
    expect(probe.question.options.map(({ value }) => value)).toEqual([1, 2, 3]);
    await close(probe.id);
  });
});

describe("personas asked by a model", () => {
  const handled = (work = createProbeWork(api.database), closeVoices = async () => {}) => [
    askPersonas({
      work,
      findPersona: findPersonaIn(api.database, console.error),
      voices: { open: async () => ({ voices: house.voices, close: closeVoices }) },
    }),
  ];
  const personasOf = async () => (await newest()).answers.filter(({ kind }) => kind === "persona");

  test("C9 O7 after kill -9 of the worker those that had answered are not asked again, and the others are", async () => {
    isRehearsing = false;
    await put({ question: COLOURS });
    // Its job waits: asking again would ask, and pay for, each of them twice.
    expect((await act(fay, "POST", `/probes/${(await newest()).id}/personas`)).body.code).toBe("probe-being-asked");
    const program = join(import.meta.dirname, "../../../test/session/probe-worker.program.ts");
    const dying = spawn(process.execPath, [program, api.databaseUrl, folder, JSON.stringify(model.settings)]);
    await once(dying, "exit");
    expect(await personasOf()).toHaveLength(1);
    const [first] = await personasOf();
    const worker = await startTestWorker({ database: api.database, databaseUrl: api.databaseUrl, handled: handled() });
    await expect.poll(personasOf, PATIENCE).toHaveLength(2);
    await worker.close();
    expect((await personasOf()).find(({ name }) => name === first!.name)).toEqual(first);
    expect(await personasOf()).toMatchObject([
      { verdict: "answered", answer: "b", model: model.route },
      { verdict: "answered", answer: "b", model: model.route },
    ]);
    await close((await newest()).id);
  });

  test("S8 M4 a persona is asked as itself, with what it heard, and nothing of it is remembered or said; its owner pays", async () => {
    const rows = async (table: string) => api.database.em().execute(`select count(*)::int as n from ${table}`);
    await act(fay, "POST", "/start");
    session = (await act(fay, "GET", "")).body;
    const em = api.database.em();
    const circle = [session.circleId, fay.userId];
    await em.execute(
      `insert into circles (id, workspace_id, owner_id, place_id, topic, title, kind, mode, speed, is_private, language, x, z)
       values (?, 'default', ?, 'plaza', 'Paint', '', 'chat', 'auto', 5, true, 'en', 0, 0)`,
      circle,
    );
    await em.execute(
      `insert into memberships (id, workspace_id, circle_id, member_id, member_kind, member_name, seat, joined_at)
       values ('m1', 'default', ?, 'clio', 'persona', 'Clio', 0, now() - interval '1 minute')`,
      [session.circleId],
    );
    await em.execute(
      `insert into turns (id, workspace_id, circle_id, position, speaker_id, speaker_name, speaker_kind, text, status, started_at, input_tokens, output_tokens, cost_nano, voice)
       values ('t1', 'default', ?, 1, ?, 'Pia', 'person', 'The shed is mauve.', 'finished', now(), 0, 0, 0, '')`,
      [session.circleId, pia.userId],
    );
    const before = [await rows("memories"), await rows("turns"), await rows("stances")];
    model.asked.length = 0;
    await put({ again: (await newest()).id, round: 1 });
    const worker = await startTestWorker({ database: api.database, databaseUrl: api.databaseUrl, handled: handled() });
    await expect.poll(personasOf, PATIENCE).toHaveLength(2);
    await worker.close();
    const prompts = model.asked.map(({ prompt }) => prompt);
    expect(prompts.find((prompt) => prompt.includes("You are Clio"))).toContain("The shed is mauve.");
    expect(prompts.find((prompt) => prompt.includes("You are Otto"))).not.toContain("mauve");
    expect([await rows("memories"), await rows("turns"), await rows("stances")]).toEqual(before);
    await expect
      .poll(
        () => em.execute("select distinct user_id, task, circle_id from ledger where circle_id is not null"),
        PATIENCE,
      )
      .toEqual([{ user_id: fay.userId, task: "probe", circle_id: session.circleId }]);
  });

  test("C9 S8 what was asked before and after is paired by respondent", async () => {
    const probe = await newest();
    await answer(pia, probe.id, "r");
    const { body } = await act(fay, "GET", `/probes/${probe.id}/pairs`);
    expect(body.rounds.map(({ round }: { round: number }) => round)).toEqual([1, 2]);
    const by = Object.fromEntries(
      body.respondents.map(({ name, answers }: { name: string; answers: ({ answer: unknown } | null)[] }) => [
        name,
        answers.map((one) => one?.answer ?? null),
      ]),
    );
    expect(by).toEqual({ Clio: ["b", "b"], Otto: ["b", "b"], Pia: [null, "r"] });
  });

  test("C9 O7 while an operator has paused it, asking again says so, and what to do, instead of promising answers", async () => {
    await close((await newest()).id);
    const { id } = (await put({ question: { ...COLOURS, title: "Which colour for the gate?" } })).body;
    const { userId } = await api.signIn("Opal", "operator");
    const operator = principalOf("default", userId);
    const [job] = await jobs.list(operator, { shown: "open", limit: 1 });
    expect(await jobs.act(operator, job!.id, "pause")).toMatchObject({ status: "paused" });
    const askAgain = async () => (await act(fay, "POST", `/probes/${id}/personas`)).body.code;
    expect(await askAgain()).toBe("probe-paused");
    expect(await jobs.act(operator, job!.id, "resume")).toMatchObject({ status: "queued" });
    expect(await askAgain()).toBe("probe-being-asked");
  });

  test("C9 O7 where asking one persona fails, the others are asked to their end before voices close, and not asked again", async () => {
    model.asked.length = 0;
    const work = createProbeWork(api.database);
    const failed: string[] = [];
    const storedAtClose: number[] = [];
    const worker = await startTestWorker({
      database: api.database,
      databaseUrl: api.databaseUrl,
      handled: handled(
        {
          ...work,
          async keepAnswerIn(em, probe, erasures, answered) {
            if (failed.length === 0) {
              failed.push(answered.name);
              throw new Error("The disk is full for a moment.");
            }
            return work.keepAnswerIn(em, probe, erasures, answered);
          },
        },
        async () => void storedAtClose.push((await personasOf()).length),
      ),
    });
    await expect.poll(() => storedAtClose, PATIENCE).toEqual([1, 2]);
    await worker.close();
    const other = failed[0] === "Clio" ? "Otto" : "Clio";
    expect(model.asked.filter(({ prompt }) => prompt.includes(`You are ${other}`))).toHaveLength(1);
  });

  test("C9 what a persona answered before somebody withdrew is not stored after it: it is asked again, without their words", async () => {
    const wim = await comeAs("Wim");
    await close((await newest()).id);
    await api.database.em().execute(
      `insert into turns (id, workspace_id, circle_id, position, speaker_id, speaker_name, speaker_kind, text, status, started_at, input_tokens, output_tokens, cost_nano, voice)
       values ('t2', 'default', ?, 2, ?, 'Wim', 'person', 'The gate is amber.', 'finished', now(), 0, 0, 0, '')`,
      [session.circleId, wim.userId],
    );
    await put({ question: { kind: "open", title: "What is amber?" } });
    const answerBefore = model.answer;
    model.answer = ({ prompt }) => (prompt.includes("gate is amber") ? "The gate is amber." : "Nothing is.");
    const work = createProbeWork(api.database);
    let hasWithdrawn = false;
    const worker = await startTestWorker({
      database: api.database,
      databaseUrl: api.databaseUrl,
      handled: handled({
        ...work,
        async keepAnswerIn(em, probe, erasures, answered) {
          if (answered.answer.words?.includes("amber") && !hasWithdrawn) {
            hasWithdrawn = true;
            expect((await act(wim, "DELETE", "/seat")).status).toBe(204);
          }
          return work.keepAnswerIn(em, probe, erasures, answered);
        },
      }),
    });
    await expect.poll(personasOf, PATIENCE).toHaveLength(2);
    await worker.close();
    model.answer = answerBefore;
    expect(hasWithdrawn).toBe(true);
    expect((await personasOf()).map(({ answer: given }) => given)).toEqual(["Nothing is.", "Nothing is."]);
  });

  test("C9 an answer that is being given while its person withdraws goes with them", async () => {
    const ida = await comeAs("Ida");
    const { id } = await newest();
    const hold = Promise.withResolvers<void>();
    const isHeld = Promise.withResolvers<void>();
    // As if the answer's transaction took its time.
    const answering = api.database.inScope(principalOf("default", ida.userId), async (em) => {
      await em.execute("select hold_own_seat(?)", [session.id]);
      isHeld.resolve();
      await hold.promise;
      await em.execute(
        `insert into session_probe_answers (probe_id, respondent_id, session_id, workspace_id, kind, name, verdict, answer)
         values (?, ?, ?, 'default', 'person', 'Ida', 'answered', '"By boat"')`,
        [id, ida.userId, session.id],
      );
    });
    await isHeld.promise;
    const withdrawing = act(ida, "DELETE", "/seat");
    const isWaiting = async () =>
      (
        await api.database
          .em()
          .execute("select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")
      ).length > 0;
    await expect.poll(isWaiting, PATIENCE).toBe(true);
    hold.resolve();
    await answering;
    expect((await withdrawing).status).toBe(204);
    expect((await newest()).answers.filter(({ name }) => name === "Ida")).toEqual([]);
  });

  test("C9 who withdraws takes their answers along, also of questions that are closed, and personas repeat none of their words", async () => {
    const texts = async () =>
      JSON.stringify(await api.database.em().execute("select answer, words, name from session_probe_answers"));
    await close((await newest()).id);
    await put({ question: { kind: "open", title: "What does Pia want?" } });
    const { id } = await newest();
    model.answer = () => "I heard Pia: the shed is mauve.";
    await answer(pia, id, "By the old canal");
    const worker = await startTestWorker({ database: api.database, databaseUrl: api.databaseUrl, handled: handled() });
    await expect.poll(personasOf, PATIENCE).toHaveLength(2);
    await worker.close();
    await close(id);
    expect(await texts()).toMatch(/Pia.*old canal|old canal.*Pia/);
    expect((await act(pia, "DELETE", "/seat")).status).toBe(204);
    expect(await texts()).not.toMatch(/Pia|old canal|shed is mauve/);
    expect((await newest()).question.title).not.toContain("Pia");
    expect((await newest()).answers).toHaveLength(2);
  });

  test("C9 the end of the session closes what is open", async () => {
    await act(fay, "POST", "/end");
    expect((await newest()).closedAt).not.toBeNull();
    expect((await put({ question: COLOURS })).body.code).toBe("session-over");
  });
});
