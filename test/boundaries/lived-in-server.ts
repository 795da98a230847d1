/**
 * A real server with two workspaces: in the first Ada has something of everything; Nora is the admin of the second.
 * Long because it makes one of everything.
 */
import { randomUUID } from "node:crypto";
import { enterPlace, signInAsGuest, type Visitor } from "../../e2e/support/join-place.ts";
import type { Outcome } from "../../schema/messages/outcome.ts";
import { LabellingWish } from "../../schema/messages/labelling.ts";
import { RunSettings } from "../../schema/messages/run.ts";
import type { CircleTranscript } from "../../schema/messages/room-messages.ts";
import { query } from "../backup/lived-in-database.ts";
import { packTracks } from "../../server/conversation/pack-tracks.ts";
import { startServer } from "../cluster/start-server.ts";
import { freshDatabase } from "../fresh-database.ts";

export type SignedIn = { token: string; userId: string };
/** What is Ada's, by what it is. */
export type Things = Record<
  | "persona"
  | "circle"
  | "turn"
  | "item"
  | "memory"
  | "budget"
  | "link"
  | "batch"
  | "job"
  | "report"
  | "backstory"
  | "survey"
  | "run"
  | "trait"
  | "labelling"
  | "target"
  | "baseline"
  | "round"
  | "match"
  | "session"
  | "invitation"
  | "probe"
  | "question",
  string
>;
export type LivedInServer = Awaited<ReturnType<typeof startLivedInServer>>;

/** In names that her whole workspace may read, and nobody else. */
export const SECRET = "Quillfeather";
/** In texts that only Ada may read, and keepers of her workspace. */
export const PRIVATE = "Nightjar";

export async function startLivedInServer() {
  const fresh = await freshDatabase();
  const server = await startServer(fresh.url);
  const ask = <Row extends object>(sql: string, values: unknown[] = []) => query<Row>(fresh.url, sql, values);
  const call = (method: string, path: string, token?: string, body?: unknown): Promise<Response> =>
    fetch(`${server.url}${path}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });

  /** A guest, then given this role, in this workspace. */
  async function signIn(name: string, role: string, workspaceId = "default"): Promise<SignedIn> {
    const person = await signInAsGuest(server.url, name);
    await ask("update users set role = $2, workspace_id = $3 where id = $1", [person.userId, role, workspaceId]);
    await ask("update sign_ins set workspace_id = $2 where user_id = $1", [person.userId, workspaceId]);
    return person;
  }

  await ask("insert into workspaces (id, name) values ('neighbour', 'Neighbour')");
  const people = {
    ada: await signIn(`${SECRET} Ada`, "admin"),
    gus: await signIn("Gus", "guest"),
    nora: await signIn("Nora", "admin", "neighbour"),
  };
  const ada = await enterPlace(server.url, people.ada);
  const things = await fill(ada, call, ask);

  return {
    url: server.url,
    people,
    ada,
    things,
    call,
    ask,
    /** Every row of a workspace, by table, except when memories were last recalled, which anybody's talk changes. */
    async readRows(workspaceId: string): Promise<Record<string, string[]>> {
      const tables = await ask<{ name: string }>(
        `select table_name as name from information_schema.columns
         where table_schema = 'public' and column_name = 'workspace_id'
           and table_name in (select tablename from pg_tables where schemaname = 'public') order by 1`,
      );
      const all = tables.map(
        ({ name }) =>
          `select '${name}' as name, (to_jsonb(t) - 'last_accessed_at')::text as row from ${name} t where workspace_id = $1`,
      );
      const rows = await ask<{ name: string; row: string }>(`${all.join(" union all ")} order by 1, 2`, [workspaceId]);
      const byTable = Map.groupBy(rows, ({ name }) => name);
      return Object.fromEntries(Array.from(byTable, ([name, found]) => [name, found.map(({ row }) => row)]));
    },
    async close() {
      await ada.room.leave();
      await server.end();
      await fresh.drop();
    },
  };
}

async function fill(
  ada: Visitor,
  call: (method: string, path: string, token?: string, body?: unknown) => Promise<Response>,
  ask: <Row extends object>(sql: string, values?: unknown[]) => Promise<Row[]>,
): Promise<Things> {
  const make = async (method: string, path: string, body: unknown): Promise<{ id: string }> => {
    const answer = await call(method, path, ada.token, body);
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as { id: string };
  };
  const { id: persona } = await make("POST", "/api/personas", { name: `${SECRET} persona`, placeId: "plaza" });
  const { id: budget } = await make("POST", "/api/budgets", {
    scope: "workspace",
    period: "month",
    limitNano: 12345678,
  });
  const { id: link } = await make("POST", "/api/join-links", { role: "visitor", hours: 1, uses: 5 });
  const { id: job } = await make("POST", "/api/jobs", { name: "reconcile-bills" });
  await make("PUT", "/api/personality", {
    personaId: persona,
    traitId: "bold",
    action: "add",
    intensity: 0.7,
    name: `${SECRET} trait`,
    description: "",
  });
  await make("PUT", `/api/library/${persona}`, {});
  const asked = { elements: [{ type: "comment", name: "why", title: `${PRIVATE} question` }] };
  const { id: survey } = await make("POST", "/api/surveys", { name: `${PRIVATE} survey`, model: asked });
  const { id: target } = await make("POST", "/api/targets", {
    name: `${PRIVATE} target`,
    definition: { kind: "people", people: [{ party: "democrat" }] },
  });
  const { id: match } = await make("POST", `/api/targets/${target}/match`, { size: 1 });
  const { id: session } = await make("POST", "/api/sessions", {
    plan: { title: `${PRIVATE} session`, topic: "Boats", kind: "chat", placeId: "plaza", consent: "Agree" },
  });
  const { id: invitation } = await make("POST", `/api/sessions/${session}/invitations`, {
    role: "participant",
    hours: 1,
    uses: 5,
  });
  const { id: probe } = await make("POST", `/api/sessions/${session}/probes`, {
    question: { kind: "open", title: `${PRIVATE} probe` },
  });
  const trait = `${PRIVATE} likes`;
  await make("POST", "/api/traits", { name: trait, question: `${PRIVATE} asks`, values: ["Yes", "No"] });
  const topic = `${PRIVATE} topic`;
  const { circleId: circle } = await ada.request<CircleTranscript>("open-circle", {
    topic,
    kind: "chat",
    private: true,
  });
  const { turnId: turn } = await ada.request<{ turnId: string }>("say", { text: `${PRIVATE} says` });
  const noted = (kind: string, content: object) =>
    make("POST", `/api/conversations/${circle}/outcome/items`, { kind, content, turnIds: [turn] });
  await noted("refinement", { type: "document", text: `${PRIVATE} document` });
  const { items } = (await noted("ideation", { type: "idea", text: `${PRIVATE} idea` })) as unknown as Outcome;
  const item = items[0]!.id;
  await make("PUT", `/api/conversations/${circle}/outcome/items/${item}/vote`, { voted: true });
  const question = randomUUID();
  await ask(
    `insert into gallery_questions (id, circle_id, workspace_id, asker_id, asker_name, text)
     values ($1, $2, 'default', $3, 'Ada', $4)`,
    [question, circle, ada.userId, `${PRIVATE} question`],
  );
  await ask("insert into gallery_question_votes (question_id, voter_id, workspace_id) values ($1, $2, 'default')", [
    question,
    ada.userId,
  ]);
  await ask(
    `insert into audience_votes (circle_id, workspace_id, opened_by, question, options)
     values ($1, 'default', $2, $3, array['Yes', 'No'])`,
    [circle, ada.userId, `${PRIVATE} vote`],
  );
  await ask(
    `insert into audience_ballots (circle_id, round, voter_id, workspace_id, option)
     values ($1, 'before', $2, 'default', 1)`,
    [circle, ada.userId],
  );
  const [memory, batch, report] = [randomUUID(), randomUUID(), randomUUID()];
  const [backstory, labelling] = [randomUUID(), randomUUID()];
  await ask(
    `insert into memories (id, workspace_id, persona_id, kind, text, importance, witnesses, owner_id, about_user_id)
     values ($1, 'default', $2, 'preference', $3, 0.5, array[$4], $4, $4)`,
    [memory, persona, `${PRIVATE} remembered`, ada.userId],
  );
  await ask(
    `insert into stances (circle_id, persona_id, topic, workspace_id, owner_id, position, strength, changed_by, witnesses)
     values ($1, $2, $3, 'default', $4, 'against', 0.6, 'proof', array[$4])`,
    [circle, persona, topic, ada.userId],
  );
  await ask(
    `insert into stance_moves (circle_id, persona_id, topic, turn_id, workspace_id, words, towards, witnesses, moved_at)
     values ($1, $2, $3, $4, 'default', $5, 'for', array[$6], now())`,
    [circle, persona, topic, turn, `${PRIVATE} says`, ada.userId],
  );
  await ask(
    `insert into circle_motions (circle_id, started_at, workspace_id, samples, members, tracks, witnesses)
     values ($1, now(), 'default', 1, array[$2, $3], $4, array[$2])`,
    [circle, ada.userId, persona, packTracks([Buffer.from(`${PRIVATE} moves`), Buffer.of()])],
  );
  await ask(
    `insert into reports (id, workspace_id, reporter_id, subject_id, subject_name, reason) values ($1, 'default', $2, $2, 'Ada', $3)`,
    [report, ada.userId, `${PRIVATE} report`],
  );
  await ask(
    `insert into credit_entries (workspace_id, owner_id, amount_nano, kind, note) values ('default', $1, 5, 'grant', $2)`,
    [ada.userId, `${PRIVATE} credit`],
  );
  await ask(
    `insert into ledger (id, workspace_id, task, provider, model, why, input, output, reasoning, cached, cache_write_5m,
       cache_write_1h, breakdown, cost_nano, exact, outcome, user_id, circle_id)
     values ('paid', 'default', 'speak', 'test', $2, '', 1, 1, 0, 0, 0, 0, '{"output": 1}', 7, true, 'finished', $1, $3)`,
    [ada.userId, `${PRIVATE} model`, circle],
  );
  await ask(
    `insert into model_batches (id, order_id, workspace_id, owner_id, provider, model, live, why, total, status, due_at)
     values ($1, 'order', 'default', $2, 'test', $3, true, '{"code": "bad-message"}', 1, 'submitted', now() + interval '1 day')`,
    [batch, ada.userId, `${PRIVATE} batch`],
  );
  await ask(
    `insert into backstories (id, workspace_id, owner_id, provenance, title, set_in, answers, words, signature)
     values ($1, 'default', $2, 'imported', $3, 'October 1996', '[{"theme": "life", "question": "", "answer": "I was born."}]', 3, '{1}')`,
    [backstory, ada.userId, `${PRIVATE} backstory`],
  );
  const round = "round";
  await ask(
    `insert into interview_rounds (id, workspace_id, owner_id, wish, interviewee, form, critic)
     values ($1, 'default', $2, $3::jsonb, 'test/teller', 'chat', 'test/critic')`,
    [round, ada.userId, JSON.stringify({ people: [{ person: {}, count: 2 }], setIn: `${PRIVATE} time`, seed: 1 })],
  );
  await ask(
    `insert into interviews (round_id, place, workspace_id, owner_id, person, answers, rejections, status, reasons)
     values ($1, 0, 'default', $2, '{}', '[]', $3::jsonb, 'set-aside', '["nonsense"]')`,
    [
      round,
      ada.userId,
      JSON.stringify([{ theme: "life", reasons: ["nonsense"], answer: `${PRIVATE} answer`, named: "" }]),
    ],
  );
  await ask(
    `insert into labellings (id, workspace_id, owner_id, wish, model) values ($1, 'default', $2, $3, 'test/model')`,
    [labelling, ada.userId, JSON.stringify(LabellingWish.parse({ traitIds: [trait] }))],
  );
  const run = "run";
  await ask(
    `insert into runs (id, workspace_id, owner_id, name, survey_id, survey_version, survey_name, survey, target_id,
       target_version, target_name, target, settings, status, total, answered, ended_at)
     values ($1, 'default', $2, $3, $4, 1, 'asked', $5, $6, 1, 'wanted', $7, $8, 'COMPLETED', 1, 1, now())`,
    [
      run,
      ada.userId,
      `${PRIVATE} run`,
      survey,
      JSON.stringify(asked),
      target,
      JSON.stringify({ kind: "people", people: [{ party: "democrat" }] }),
      JSON.stringify(RunSettings.parse({ method: "simple-persona", size: 1 })),
    ],
  );
  const baseline = randomUUID();
  await ask(
    `insert into human_baselines (id, workspace_id, owner_id, name, survey_name, questions, people, columns, not_understood)
     values ($1, 'default', $2, $3, 'asked', '[]', 1, '{"why": ["because"]}', '[]')`,
    [baseline, ada.userId, `${PRIVATE} people`],
  );
  await ask(
    `insert into run_respondents (run_id, ordinal, workspace_id, owner_id, traits, arms, seed)
     values ($1, 0, 'default', $2, '{"party": ["democrat"]}', '{}', 1)`,
    [run, ada.userId],
  );
  await ask(
    `insert into run_answers (run_id, respondent, repeat, probe_id, position, workspace_id, owner_id, shown, texts,
       verdict, answer, model, prompt_hash, seed, input_tokens, cached_tokens, output_tokens, cost_nano)
     values ($1, 0, 0, 'why', 0, 'default', $2, '[]', $3, 'answered', $4, 'test/model', 'hash', 1, 1, 0, 1, 1)`,
    [run, ada.userId, JSON.stringify([`${PRIVATE} answers`]), JSON.stringify(`${PRIVATE} answers`)],
  );
  return {
    persona,
    circle,
    turn,
    item,
    memory,
    budget,
    link,
    batch,
    job,
    report,
    backstory,
    survey,
    run,
    target,
    baseline,
    match,
    round,
    session,
    invitation,
    probe,
    question,
    trait,
    labelling,
  };
}
