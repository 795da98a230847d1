/** For tests of what a session leaves: one that has ended, with a persona, two participants and what they said. */
import { randomBytes } from "node:crypto";
import type { RoutedModel } from "../../engine/model/language-model.ts";
import type { Session } from "../../schema/messages/session.ts";
import { createConversationReading } from "../../server/conversation/conversation-reading.store.ts";
import { conversationRoutes } from "../../server/conversation/conversations.route.ts";
import { turnEditRoutes } from "../../server/conversation/edit-turn.route.ts";
import { createTurnEdits } from "../../server/conversation/edit-turn.store.ts";
import { createStanceStore } from "../../server/conversation/stance.store.ts";
import type { Database } from "../../server/database/open-database.store.ts";
import type { Route } from "../../server/http/define-route.ts";
import { createGalleryStore } from "../../server/gallery/gallery.store.ts";
import type { ProposingVoices } from "../../server/models/proposal-ability.ts";
import { createLimiters } from "../../server/redis/create-limiters.adapter.ts";
import { outcomesIn } from "../../server/outcome/outcome-reading.store.ts";
import { createBackChannelStore } from "../../server/session/back-channel.store.ts";
import { createCodebookStore } from "../../server/session/coding/codebook.store.ts";
import { createSessionCoding } from "../../server/session/coding/session-coding.ts";
import { sessionCodingRoutes } from "../../server/session/coding/session-coding.route.ts";
import { createSessionGroups } from "../../server/session/groups/session-groups.ts";
import { sessionGroupRoutes } from "../../server/session/groups/session-groups.route.ts";
import { createGroupStore } from "../../server/session/groups/session-groups.store.ts";
import { createInvitationStore } from "../../server/session/invitations.store.ts";
import { createSessionNames } from "../../server/session/names/session-names.store.ts";
import { createSessionSourceStore } from "../../server/session/report/session-results.store.ts";
import { createSessionResults } from "../../server/session/report/session-results.ts";
import { sessionResultRoutes } from "../../server/session/report/session-results.route.ts";
import { createSeatStore } from "../../server/session/seats.store.ts";
import { createSessionShares } from "../../server/session/share/session-shares.ts";
import { sessionShareRoutes } from "../../server/session/share/session-shares.route.ts";
import { createShareStore } from "../../server/session/share/shares.store.ts";
import { createSessionActs } from "../../server/session/session-acts.store.ts";
import { createSessionBudgets } from "../../server/session/session-budget.store.ts";
import { sessionRoutes } from "../../server/session/session.route.ts";
import { createSessionStore } from "../../server/session/session.store.ts";
import { createSessions } from "../../server/session/sessions.ts";
import type { TestApi } from "../api/test-api.process.ts";
import { unprinted } from "../exports/read-export.ts";

export type Person = { token: string; userId: string };

/** Where no model speaks. */
const unvoiced: ProposingVoices = {
  modelFor: () => ({ route: { provider: "rehearsal", model: "script", local: true } }) as RoutedModel,
  skillOf: () => "tiny",
};

export const sessionHouse = (database: Database): Route[] => sessionHouseWith(unvoiced)(database);

/** @param voices what brings themes of groups together */
export const sessionHouseWith =
  (voices: ProposingVoices) =>
  (database: Database): Route[] => {
    const makeToken = () => randomBytes(24).toString("base64url");
    const conversations = createConversationReading(database);
    const outcomesOf = outcomesIn(database, () => undefined);
    const galleryOf = createGalleryStore(database).read;
    const sessions = createSessions({
      store: createSessionStore(database),
      acts: createSessionActs(database),
      budgets: createSessionBudgets(database),
      invitations: createInvitationStore(database),
      backChannel: createBackChannelStore(database),
      seats: createSeatStore(database),
      isPlace: (placeId) => placeId === "plaza",
      makeToken,
    });
    const sources = createSessionSourceStore(database);
    const results = createSessionResults({
      sessions,
      conversations,
      outcomesOf,
      galleryOf,
      sources,
      namesFor: createSessionNames(database),
    });
    const codebooks = createCodebookStore(database);
    const store = createGroupStore(database);
    return [
      ...sessionRoutes(sessions),
      ...conversationRoutes(conversations, createStanceStore(database), outcomesOf, galleryOf, {
        print: unprinted,
        namesFor: createSessionNames(database),
      }),
      ...turnEditRoutes(createTurnEdits(database), async () => undefined, createLimiters(null)),
      ...sessionResultRoutes(results, unprinted),
      ...sessionCodingRoutes(createSessionCoding(codebooks, results)),
      ...sessionGroupRoutes(createSessionGroups({ store, sessions, results, codebooks, voices }), {
        print: unprinted,
        createLimiter: createLimiters(null),
      }),
      ...sessionShareRoutes(createSessionShares({ shares: createShareStore(database), sessions, results, makeToken })),
    ];
  };

/** What the second section showed. */
const material = { kind: "link", url: "https://example.org/?a=1&b=2", label: "The timetable" };

/** What was said, in order: by Pia, Ben, and the persona Oriel, who repeats words of Pia's. */
export const SAID = {
  pia: "=I always take the night bus number nineteen",
  ben: "I walk, it is not far",
  oriel: "Pia, you always take the night bus number nineteen; I would rather wait",
} as const;

export type EndedSession = Awaited<ReturnType<typeof makeEndedSession>>;

export async function makeEndedSession(api: TestApi, fay: Person, plan: object = {}) {
  const run = (sql: string, values: unknown[] = []) => api.database.em().execute(sql, values);
  const act = (who: Person, method: string, path: string, body?: unknown) =>
    api.call(method, `/api/sessions/${id}${path}`, { token: who.token, body });
  const made = await api.call("POST", "/api/sessions", {
    token: fay.token,
    body: {
      plan: {
        title: "Night buses",
        topic: "Better night buses",
        kind: "focus-group",
        placeId: "plaza",
        guide: [
          { title: "Habits", minutes: 5, prompts: ["How do you get home?"], probes: [] },
          { title: "Wishes", minutes: 5, prompts: ["What would you change?"], probes: [], material },
        ],
        consent: "You agree to be heard.",
        ...plan,
      },
    },
  });
  const { id } = made.body as Session;
  const comeAs = async (name: string, role: string): Promise<Person> => {
    const { token } = (await act(fay, "POST", "/invitations", { role, hours: 1, uses: 1 })).body;
    const { body } = await api.call("POST", "/api/auth/session-link", { body: { token, name } });
    const person = { token: body.token, userId: body.user.id };
    await act(person, "POST", "/consent", { version: 1 });
    await act(fay, "PUT", `/people/${person.userId}`, { status: "admitted" });
    return person;
  };
  const [pia, ben] = [await comeAs("Pia", "participant"), await comeAs("Ben", "participant")];
  const { circleId } = (await act(fay, "POST", "/start")).body as { circleId: string };
  const oriel = `oriel-${id}`;
  await run(
    `insert into personas (id, workspace_id, name, draft, place_id) values (?, 'default', 'Oriel', '{}', 'plaza')`,
    [oriel],
  );
  await run(
    `insert into circles (id, workspace_id, owner_id, place_id, topic, title, kind, mode, speed, is_private, language, x, z)
     values (?, 'default', ?, 'plaza', 'Better night buses', '', 'focus-group', 'auto', 1, true, 'en', 0, 0)`,
    [circleId, fay.userId],
  );
  const witnesses = [fay.userId, pia.userId, ben.userId];
  const members = {
    pia: [pia.userId, "person", "Pia"],
    ben: [ben.userId, "person", "Ben"],
    oriel: [oriel, "persona", "Oriel"],
  };
  for (const [key, [memberId, kind, name]] of Object.entries(members))
    await run(
      `insert into memberships (id, workspace_id, circle_id, member_id, member_kind, member_name, seat) values (?, 'default', ?, ?, ?, ?, 0)`,
      [`${key}-${id}`, circleId, memberId!, kind!, name!],
    );
  const turnIds = { pia: `1-${id}`, ben: `2-${id}`, oriel: `3-${id}` };
  for (const [index, key] of (["pia", "ben", "oriel"] as const).entries()) {
    if (key === "oriel") await act(fay, "PUT", "/section", { from: 0, to: 1 });
    const [speakerId, kind, name] = members[key];
    await run(
      `insert into turns (id, workspace_id, owner_id, circle_id, position, speaker_id, speaker_name, speaker_kind, text, status,
         witnesses, started_at, ended_at, input_tokens, output_tokens, cost_nano, voice)
       values (?, 'default', ?, ?, ?, ?, ?, ?, ?, 'finished', ?, clock_timestamp(), clock_timestamp(), 0, 0, 0, ?)`,
      [
        turnIds[key],
        kind === "person" ? speakerId! : fay.userId,
        circleId,
        index + 1,
        speakerId!,
        name!,
        kind!,
        SAID[key],
        `{${witnesses.join(",")}}`,
        kind === "persona" ? "test/model" : "",
      ],
    );
  }
  await run(
    `insert into ledger (id, workspace_id, task, provider, model, why, input, output, reasoning, cached, cache_write_5m,
       cache_write_1h, breakdown, cost_nano, exact, outcome, user_id, circle_id)
     values (?, 'default', 'speak', 'test', 'model', '', 120, 30, 0, 0, 0, 0, '{"output": 7000000}', 7000000, true, 'finished', ?, ?)`,
    [`ledger-${id}`, fay.userId, circleId],
  );
  await run(
    "insert into outcomes (circle_id, kind, workspace_id, covered_position) values (?, 'focus-group', 'default', 3)",
    [circleId],
  );
  const theme = async (key: string, text: string, turnId: string, words: string) =>
    run(
      `insert into outcome_items (id, circle_id, kind, workspace_id, content, turn_ids, witnesses, made_by)
       values (?, ?, 'focus-group', 'default', ?, ?, ?, 'model')`,
      [
        `${key}-${id}`,
        circleId,
        JSON.stringify({ type: "theme", text, quotations: [{ turnId, text: words }] }),
        `{${turnId}}`,
        `{${witnesses.join(",")}}`,
      ],
    );
  await theme("riding", "Riding late", turnIds.pia, "the night bus number nineteen");
  await theme("walking", "Walking home", turnIds.ben, "I walk");
  await act(fay, "POST", "/pins", { turnId: turnIds.pia, note: "The headline" });
  await act(fay, "POST", "/pins", { turnId: turnIds.ben });
  await run("update circles set ended_at = now() where id = ?", [circleId]);
  await act(fay, "POST", "/end");
  return { id, circleId, pia, ben, oriel, turnIds, act, run };
}
