import { randomBytes } from "node:crypto";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { principalOf } from "../../../engine/scope/scope.ts";
import { PersonaDraft } from "../../../schema/messages/persona.ts";
import type { SessionProbe } from "../../../schema/messages/session-probe.ts";
import type { Session } from "../../../schema/messages/session.ts";
import { startTestApi, type TestApi } from "../../../test/api/test-api.process.ts";
import { openTestJobs, startTestWorker } from "../../../test/jobs/test-job-house.ts";
import { letterOf, startAnsweringModel, type AnsweringModel } from "../../../test/survey/answering-model.ts";
import { openRunHouse, type RunHouse } from "../../../test/survey/run-house.ts";
import { newId } from "../../database/new-id.adapter.ts";
import { findPersonaIn } from "../../persona/find-persona.ts";
import { createSurveyStore } from "../../survey/survey.store.ts";
import { surveyRoutes } from "../../survey/survey.route.ts";
import { createSurveys } from "../../survey/surveys.ts";
import { createBackChannelStore } from "../back-channel.store.ts";
import { createInvitationStore } from "../invitations.store.ts";
import { createSeatStore } from "../seats.store.ts";
import { createSessionActs } from "../session-acts.store.ts";
import { createSessionBudgets } from "../session-budget.store.ts";
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
let isRehearsing = true;
const folder = mkdtempSync(join(tmpdir(), "dramatis probes "));
const closing: (() => Promise<unknown> | void)[] = [() => rmSync(folder, { recursive: true, force: true })];

type House = Awaited<ReturnType<typeof makeSession>>;

/** A session about paint with two personas and these people, who were let in. */
async function makeSession(...names: string[]) {
  isRehearsing = true;
  const personas = { Clio: newId(), Otto: newId() };
  for (const [name, id] of Object.entries(personas)) {
    const attitude = name === "Clio" ? "Excited" : "Pessimistic";
    const draft = PersonaDraft.parse({ name, attitude, description: `A ${name}.` });
    await api.database
      .em()
      .execute("insert into personas (id, workspace_id, name, draft, place_id) values (?, 'default', ?, ?, 'plaza')", [
        id,
        name,
        JSON.stringify(draft),
      ]);
  }
  const plan = { title: "Paint", topic: "Paint", kind: "focus-group", placeId: "plaza", consent: "Yes?" };
  const made = await api.call("POST", "/api/sessions", {
    token: fay.token,
    body: { plan: { ...plan, personaIds: Object.values(personas) } },
  });
  expect(made.status, made.text).toBe(201);
  const { id } = made.body as Session;
  const act = (who: Person, method: string, path: string, body?: unknown) =>
    api.call(method, `/api/sessions/${id}${path}`, { token: who.token, body });
  const listed = async (): Promise<SessionProbe[]> => (await act(fay, "GET", "/probes")).body.items;
  const newest = async (): Promise<SessionProbe> => (await listed())[0]!;
  const people: Record<string, Person> = {};
  const comeAs = async (name: string, role = "participant"): Promise<Person> => {
    const { token } = (await act(fay, "POST", "/invitations", { role, hours: 1, uses: 1 })).body;
    const { body } = await api.call("POST", "/api/auth/session-link", { body: { token, name } });
    const person = { token: body.token, userId: body.user.id };
    if (role === "participant") {
      await act(person, "POST", "/consent", { version: 1 });
      await act(fay, "PUT", `/people/${person.userId}`, { status: "admitted" });
    }
    return (people[name] = person);
  };
  for (const name of names) await comeAs(name);
  return {
    id,
    personas,
    people,
    act,
    comeAs,
    newest,
    /** @returns its id */
    async put(body: unknown): Promise<string> {
      const { status, text } = await act(fay, "POST", "/probes", body);
      expect(status, text).toBe(201);
      return (await newest()).id;
    },
    close: (probeId: string) => act(fay, "PUT", `/probes/${probeId}`, { closed: true }),
    answer: (who: Person, probeId: string, given: unknown) =>
      act(who, "PUT", `/probes/${probeId}/answer`, { answer: given }),
    personasOf: async () => (await newest()).answers.filter(({ kind }) => kind === "persona"),
  };
}

beforeAll(async () => {
  model = await startAnsweringModel(({ question }) => `(${letterOf(question, "Blue")}) Blue`);
  closing.push(model.close);
  api = await startTestApi(async (database, _accounts, url) => {
    jobs = await openTestJobs(database, url, [askPersonasJob]);
    closing.push(jobs.close);
    house = await openRunHouse(database, url, model.settings, folder);
    closing.push(house.close);
    const surveys = createSurveys(createSurveyStore(database));
    const sessions = createSessions({
      store: createSessionStore(database),
      acts: createSessionActs(database),
      budgets: createSessionBudgets(database),
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
});
afterEach(() => jobs.withdrawAll());
afterAll(async () => {
  for (const end of closing.toReversed()) await end();
});

describe("a question put to everybody", () => {
  test("C9 people who are in answer it, and may change their answer until it is closed; each has one", async () => {
    const { act, people, put, newest, close, answer } = await makeSession("Pia", "Ben");
    const [pia, ben] = [people["Pia"]!, people["Ben"]!];
    const id = await put({ question: COLOURS });
    expect((await newest()).asked).toEqual({ people: 2, personas: 2 });
    expect((await act(pia, "GET", "/own-probes")).body.open).toMatchObject({ id, mayAnswer: true, mine: null });
    expect((await answer(pia, id, "green")).status).toBe(422);
    for (const given of ["r", "b"]) expect((await answer(pia, id, given)).status).toBe(200);
    expect((await answer(ben, id, null)).body.open.mine).toEqual({ answer: null });
    const answers = (await newest()).answers.filter(({ kind }) => kind === "person");
    expect(answers).toMatchObject([
      { name: "Pia", verdict: "answered", answer: "b" },
      { name: "Ben", verdict: "refused", answer: null },
    ]);
    await close(id);
    expect((await answer(pia, id, "r")).body.code).toBe("probe-over");
    expect((await newest()).answers.find(({ name }) => name === "Pia")?.answer).toBe("b");
  });

  test("C9 S9 personas are rehearsed without a real voice, and their answers are labelled so", async () => {
    const { put, personasOf } = await makeSession();
    await put({ question: COLOURS });
    expect(await personasOf()).toMatchObject([
      { name: "Clio", model: "rehearsal/script" },
      { name: "Otto", model: "rehearsal/script" },
    ]);
  });

  test("C9 A2 a plan that names a persona of another workspace does not have it rehearsed", async () => {
    const { id, put, personasOf } = await makeSession();
    await nameStranger(id);
    await put({ question: COLOURS });
    expect((await personasOf()).map(({ name }) => name)).toEqual(["Clio", "Otto"]);
  });

  test("C9 only facilitators put, read and close one; who waits, watches or is a stranger answers none", async () => {
    const { act, people, comeAs, put, answer } = await makeSession("Pia");
    const id = await put({ question: COLOURS });
    const olga = await comeAs("Olga", "observer");
    const stranger = await api.signIn("Nosy");
    for (const [who, status] of [
      [people["Pia"]!, 403],
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
    const { act, put, close } = await makeSession();
    const id = await put({ question: COLOURS });
    expect((await act(fay, "POST", "/probes", { question: COLOURS })).body.code).toBe("probe-open");
    await close(id);
    const again = await Promise.all([1, 2].map(() => act(fay, "POST", "/probes", { again: id, round: 1 })));
    expect(again.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });

  test("C9 people of the session see the result only while it is shown, and not who answered what", async () => {
    const { act, people, put, answer } = await makeSession("Pia", "Ben");
    const pia = people["Pia"]!;
    const id = await put({ question: COLOURS });
    await answer(pia, id, "b");
    await answer(people["Ben"]!, id, null);
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
    const { act, put, newest } = await makeSession();
    const survey = { elements: [{ type: "rating", name: "trust", title: "How much trust?", rateMax: 3 }] };
    const made = await api.call("POST", "/api/surveys", { token: fay.token, body: { name: "Trust", model: survey } });
    expect((await act(fay, "POST", "/probes", { surveyId: made.body.id, question: "other" })).status).toBe(422);
    await put({ surveyId: made.body.id, question: "trust" });
    const probe = await newest();
    expect(probe).toMatchObject({ surveyId: made.body.id, surveyVersion: 1, question: { kind: "scale" } });
    expect(probe.question.options.map(({ value }) => value)).toEqual([1, 2, 3]);
  });

  test("C9 the end of the session closes what is open", async () => {
    const { act, put, newest } = await makeSession();
    await act(fay, "POST", "/start");
    await put({ question: COLOURS });
    await act(fay, "POST", "/end");
    expect((await newest()).closedAt).not.toBeNull();
    expect((await act(fay, "POST", "/probes", { question: COLOURS })).body.code).toBe("session-over");
  });
});

/** Puts a persona of another workspace into the plan of a session. */
async function nameStranger(sessionId: string): Promise<void> {
  const draft = PersonaDraft.parse({ name: "Eve", attitude: "Excited", description: "Of another workspace." });
  const em = api.database.em();
  await em.execute("insert into workspaces (id, name) values ('another', 'Another') on conflict do nothing");
  const eve = newId();
  await em.execute(
    "insert into personas (id, workspace_id, name, draft, place_id) values (?, 'another', 'Eve', ?, 'plaza')",
    [eve, JSON.stringify(draft)],
  );
  await em.execute(
    "update sessions set plan = jsonb_insert(plan::jsonb, '{personaIds,0}', to_jsonb(?::text)) where id = ?",
    [eve, sessionId],
  );
}

describe("personas asked by a model", () => {
  const handled = (work = createProbeWork(api.database), closeVoices = async () => {}) => [
    askPersonas({
      work,
      findPersona: findPersonaIn(api.database, console.error),
      voices: { open: async () => ({ voices: house.voices, close: closeVoices }) },
    }),
  ];
  const startWorker = (jobsHandled = handled()) =>
    startTestWorker({ database: api.database, databaseUrl: api.databaseUrl, handled: jobsHandled });
  const byColour: AnsweringModel["answer"] = ({ question }) => `(${letterOf(question, "Blue")}) Blue`;

  /** A session whose personas a model answers for. */
  async function makeAsked(...names: string[]): Promise<House> {
    const made = await makeSession(...names);
    isRehearsing = false;
    model.asked.length = 0;
    model.answer = byColour;
    return made;
  }

  /** Starts it: Clio sits in its circle, where somebody has said this. */
  async function startTalk({ id, act, personas }: House, says: { who: Person; name: string; text: string }) {
    await act(fay, "POST", "/start");
    const { circleId } = (await act(fay, "GET", "")).body as Session;
    const em = api.database.em();
    await em.execute(
      `insert into circles (id, workspace_id, owner_id, place_id, topic, title, kind, mode, speed, is_private, language, x, z)
       values (?, 'default', ?, 'plaza', 'Paint', '', 'chat', 'auto', 5, true, 'en', 0, 0)`,
      [circleId, fay.userId],
    );
    await em.execute(
      `insert into memberships (id, workspace_id, circle_id, member_id, member_kind, member_name, seat, joined_at)
       values (?, 'default', ?, ?, 'persona', 'Clio', 0, now() - interval '1 minute')`,
      [`clio-${id}`, circleId, personas.Clio],
    );
    await em.execute(
      `insert into turns (id, workspace_id, circle_id, position, speaker_id, speaker_name, speaker_kind, text, status, started_at, input_tokens, output_tokens, cost_nano, voice)
       values (?, 'default', ?, 1, ?, ?, 'person', ?, 'finished', now(), 0, 0, 0, '')`,
      [`said-${id}`, circleId, says.who.userId, says.name, says.text],
    );
    return circleId!;
  }

  test("C9 O7 after kill -9 of the worker those that had answered are not asked again, and the others are", async () => {
    const { act, put, personasOf } = await makeAsked();
    const id = await put({ question: COLOURS });
    // Its job waits: asking again would ask, and pay for, each of them twice.
    expect((await act(fay, "POST", `/probes/${id}/personas`)).body.code).toBe("probe-being-asked");
    const program = join(import.meta.dirname, "../../../test/session/probe-worker.program.ts");
    const dying = spawn(process.execPath, [program, api.databaseUrl, folder, JSON.stringify(model.settings)]);
    await once(dying, "exit");
    expect(await personasOf()).toHaveLength(1);
    const [first] = await personasOf();
    const worker = await startWorker();
    await expect.poll(personasOf, PATIENCE).toHaveLength(2);
    await worker.close();
    expect((await personasOf()).find(({ name }) => name === first!.name)).toEqual(first);
    expect(await personasOf()).toMatchObject([
      { verdict: "answered", answer: "b", model: model.route },
      { verdict: "answered", answer: "b", model: model.route },
    ]);
  });

  test("S8 M4 a persona is asked as itself, with what it heard, and nothing of it is remembered or said; its owner pays", async () => {
    const made = await makeAsked("Pia");
    const rows = async (table: string) => api.database.em().execute(`select count(*)::int as n from ${table}`);
    const circleId = await startTalk(made, { who: made.people["Pia"]!, name: "Pia", text: "The shed is mauve." });
    const before = [await rows("memories"), await rows("turns"), await rows("stances")];
    await made.put({ question: COLOURS });
    const worker = await startWorker();
    await expect.poll(made.personasOf, PATIENCE).toHaveLength(2);
    await worker.close();
    const prompts = model.asked.map(({ prompt }) => prompt);
    expect(prompts.find((prompt) => prompt.includes("You are Clio"))).toContain("The shed is mauve.");
    expect(prompts.find((prompt) => prompt.includes("You are Otto"))).not.toContain("mauve");
    expect([await rows("memories"), await rows("turns"), await rows("stances")]).toEqual(before);
    await expect
      .poll(
        () => api.database.em().execute("select distinct user_id, task from ledger where circle_id = ?", [circleId]),
        PATIENCE,
      )
      .toEqual([{ user_id: fay.userId, task: "probe" }]);
  });

  test("C9 A2 a plan that names a persona of another workspace does not have it asked", async () => {
    const { id, put, personasOf } = await makeAsked();
    await nameStranger(id);
    await put({ question: COLOURS });
    const worker = await startWorker();
    const statuses = () =>
      api.database
        .em()
        .execute("select distinct status from durable_jobs where status not in ('completed', 'cancelled')");
    await expect.poll(statuses, PATIENCE).toEqual([]);
    await worker.close();
    expect((await personasOf()).map(({ name }) => name).toSorted()).toEqual(["Clio", "Otto"]);
    expect(model.asked.filter(({ prompt }) => prompt.includes("Eve"))).toEqual([]);
  });

  test("C9 S8 what was asked before and after is paired by respondent", async () => {
    const { act, people, put, close, answer, personasOf } = await makeAsked("Pia");
    const worker = await startWorker();
    const first = await put({ question: COLOURS });
    await expect.poll(personasOf, PATIENCE).toHaveLength(2);
    await close(first);
    const second = await put({ again: first, round: 1 });
    await expect.poll(personasOf, PATIENCE).toHaveLength(2);
    await worker.close();
    await answer(people["Pia"]!, second, "r");
    const { body } = await act(fay, "GET", `/probes/${second}/pairs`);
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
    const { act, put } = await makeAsked();
    const id = await put({ question: COLOURS });
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
    const { put, personasOf } = await makeAsked();
    await put({ question: COLOURS });
    const work = createProbeWork(api.database);
    const failed: string[] = [];
    const storedAtClose: number[] = [];
    const worker = await startWorker(
      handled(
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
    );
    await expect.poll(() => storedAtClose, PATIENCE).toEqual([1, 2]);
    await worker.close();
    const other = failed[0] === "Clio" ? "Otto" : "Clio";
    expect(model.asked.filter(({ prompt }) => prompt.includes(`You are ${other}`))).toHaveLength(1);
  });

  test("C9 what a persona answered before somebody withdrew is not stored after it: it is asked again, without their words", async () => {
    const made = await makeAsked("Wim");
    const wim = made.people["Wim"]!;
    await startTalk(made, { who: wim, name: "Wim", text: "The gate is amber." });
    await made.put({ question: { kind: "open", title: "What is amber?" } });
    model.answer = ({ prompt }) => (prompt.includes("gate is amber") ? "The gate is amber." : "Nothing is.");
    const work = createProbeWork(api.database);
    let hasWithdrawn = false;
    const worker = await startWorker(
      handled({
        ...work,
        async keepAnswerIn(em, probe, erasures, answered) {
          if (answered.answer.words?.includes("amber") && !hasWithdrawn) {
            hasWithdrawn = true;
            expect((await made.act(wim, "DELETE", "/seat")).status).toBe(204);
          }
          return work.keepAnswerIn(em, probe, erasures, answered);
        },
      }),
    );
    await expect.poll(made.personasOf, PATIENCE).toHaveLength(2);
    await worker.close();
    expect(hasWithdrawn).toBe(true);
    expect((await made.personasOf()).map(({ answer: given }) => given)).toEqual(["Nothing is.", "Nothing is."]);
  });

  test("C9 an answer that is being given while its person withdraws goes with them", async () => {
    const { id: sessionId, act, people, put, newest } = await makeSession("Ida");
    const ida = people["Ida"]!;
    const id = await put({ question: { kind: "open", title: "How do you travel?" } });
    const hold = Promise.withResolvers<void>();
    const isHeld = Promise.withResolvers<void>();
    // As if the answer's transaction took its time.
    const answering = api.database.inScope(principalOf("default", ida.userId), async (em) => {
      await em.execute("select hold_own_seat(?)", [sessionId]);
      isHeld.resolve();
      await hold.promise;
      await em.execute(
        `insert into session_probe_answers (probe_id, respondent_id, session_id, workspace_id, kind, name, verdict, answer)
         values (?, ?, ?, 'default', 'person', 'Ida', 'answered', '"By boat"')`,
        [id, ida.userId, sessionId],
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
    const made = await makeAsked("Pia");
    const { id: sessionId, act, people, put, close, answer, newest, personasOf } = made;
    const pia = people["Pia"]!;
    await startTalk(made, { who: pia, name: "Pia", text: "The shed is mauve." });
    const texts = async () =>
      JSON.stringify(
        await api.database
          .em()
          .execute("select answer, words, name from session_probe_answers where session_id = ?", [sessionId]),
      );
    model.answer = () => "I heard Pia: the shed is mauve.";
    const id = await put({ question: { kind: "open", title: "What does Pia want?" } });
    await answer(pia, id, "By the old canal");
    const worker = await startWorker();
    await expect.poll(personasOf, PATIENCE).toHaveLength(2);
    await worker.close();
    await close(id);
    expect(await texts()).toMatch(/Pia.*old canal|old canal.*Pia/);
    expect((await act(pia, "DELETE", "/seat")).status).toBe(204);
    expect(await texts()).not.toMatch(/Pia|old canal|shed is mauve/);
    expect((await newest()).question.title).not.toContain("Pia");
    expect((await newest()).answers).toHaveLength(2);
  });
});
