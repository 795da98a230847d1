/** A2: every HTTP operation and every room message, by somebody of another workspace, and by somebody else of the same one. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { enterPlace, until } from "../../e2e/support/join-place.ts";
import { intents, type IntentType } from "../../schema/messages/room-messages.ts";
import { PRIVATE, SECRET, startLivedInServer, type LivedInServer, type Things } from "./lived-in-server.ts";

let server: LivedInServer;
/** For the tests of a group: what a guest begins in a place goes on by itself, and would change rows under the others. */
function inServerOfItsOwn(): void {
  beforeAll(async () => void (server = await startLivedInServer()));
  afterAll(() => server.close());
}

type Attempt = { params?: Record<string, string>; query?: string; body?: unknown };
/** How to reach for what is Ada's; a text: why the operation cannot name it. */
type Case = string | ((things: Things, adaId: string) => Attempt | Attempt[]);

/** Some two hundred operations, after each of which every row of a workspace is read. */
const WHOLE = { timeout: 300_000 };
const LIST: Case = () => ({});
const SIGNS_IN = "signs in: who asks is not known yet";
const OF_CALLER = "changes nothing but the caller's own account";

const CASES: Record<string, Case> = {
  "post /api/auth/guest": SIGNS_IN,
  "post /api/auth/register": SIGNS_IN,
  "post /api/auth/login": SIGNS_IN,
  "post /api/auth/refresh": SIGNS_IN,
  "post /api/auth/logout": OF_CALLER,
  "post /api/auth/admin-link": SIGNS_IN,
  "post /api/auth/join-link": SIGNS_IN,
  "get /api/me": LIST,
  "patch /api/me": OF_CALLER,
  "get /api/me/consent": LIST,
  "put /api/me/consent": OF_CALLER,
  "get /api/people": LIST,
  "put /api/people/{id}/role": (_, id) => ({ params: { id }, body: { role: "visitor" } }),
  "put /api/people/{id}/block": (_, id) => ({ params: { id }, body: { isBlocked: true } }),
  "delete /api/people/{id}/sign-ins": (_, id) => ({ params: { id } }),
  "delete /api/people/{id}/presence": (_, id) => ({ params: { id } }),
  "post /api/reports": ({ turn }, id) => [{ body: { turnId: turn, reason: "" } }, { body: { userId: id, reason: "" } }],
  "get /api/reports": LIST,
  "put /api/reports/{id}/settled": ({ report }) => ({ params: { id: report } }),
  "get /api/join-links": LIST,
  "post /api/join-links": () => ({ body: { role: "visitor", hours: 1, uses: 1 } }),
  "delete /api/join-links/{id}": ({ link }) => ({ params: { id: link } }),
  "get /api/audit": LIST,
  "get /api/places": LIST,
  "get /api/places/{id}": () => ({ params: { id: "plaza" } }),
  "get /api/personas": () => [{}, { query: `q=${SECRET}` }],
  "post /api/personas": () => ({ body: { name: "Somebody new" } }),
  "post /api/personas/import": () => ({ body: { file: { name: "Somebody brought" } } }),
  "get /api/personas/templates": LIST,
  "get /api/personas/{id}": ({ persona }) => ({ params: { id: persona } }),
  "get /api/personas/{id}/export": ({ persona }) => ({ params: { id: persona } }),
  "patch /api/personas/{id}": ({ persona }) => ({ params: { id: persona }, body: { name: "Renamed" } }),
  "delete /api/personas/{id}": ({ persona }) => ({ params: { id: persona } }),
  "get /api/personas/{id}/memories": ({ persona }) => ({ params: { id: persona } }),
  "get /api/personas/{id}/trait-changes": ({ persona }) => ({ params: { id: persona } }),
  "post /api/personas/{id}/traits/{traitId}/undo": ({ persona }) => ({ params: { id: persona, traitId: "bold" } }),
  "put /api/personality": ({ persona: personaId }) => ({
    body: { personaId, traitId: "bold", action: "set", intensity: 0.1 },
  }),
  "post /api/personas/{id}/variations": ({ persona }) => ({ params: { id: persona }, body: { age: "older" } }),
  "get /api/personas/proposals": LIST,
  "post /api/personas/proposals": () => ({ body: { brief: "Who takes the bus?" } }),
  "post /api/personas/try-line": () => ({ body: { draft: { name: "A draft" }, message: "Hello" } }),
  "patch /api/memories/{id}": ({ memory }) => ({ params: { id: memory }, body: { text: "Something else" } }),
  "delete /api/memories/{id}": ({ memory }) => ({ params: { id: memory } }),
  "post /api/chat": ({ persona: personaId }) => ({ body: { personaId, message: "Hello", sessionId: "session" } }),
  "get /api/conversations": () => [{}, { query: `q=${PRIVATE}` }],
  "get /api/conversations/unread": LIST,
  "put /api/conversations/{circleId}/read": ({ circle, turn }) => ({
    params: { circleId: circle },
    body: { turnId: turn },
  }),
  "put /api/conversations/{circleId}/archived": ({ circle }) => ({
    params: { circleId: circle },
    body: { isArchived: true },
  }),
  "put /api/conversations/{circleId}/title": ({ circle }) => ({
    params: { circleId: circle },
    body: { title: "Mine" },
  }),
  "put /api/conversations/{circleId}/turns/{turnId}/text": ({ circle, turn }) => ({
    params: { circleId: circle, turnId: turn },
    body: { text: "Reworded", edits: 0 },
  }),
  "get /api/conversations/{circleId}/turns/{turnId}/wordings": ({ circle, turn }) => ({
    params: { circleId: circle, turnId: turn },
  }),
  "get /api/conversations/{circleId}": ({ circle }) => ({ params: { circleId: circle } }),
  "get /api/conversations/{circleId}/replay": ({ circle }) => ({ params: { circleId: circle } }),
  "get /api/conversations/{circleId}/export": ({ circle }) => ({ params: { circleId: circle }, query: "format=json" }),
  "get /api/conversations/{circleId}/character": ({ circle }) => ({ params: { circleId: circle } }),
  "get /api/conversations/{circleId}/gallery": ({ circle }) => ({ params: { circleId: circle } }),
  "get /api/conversations/{circleId}/outcome": ({ circle }) => ({ params: { circleId: circle } }),
  "get /api/conversations/{circleId}/outcome/document": ({ circle }) => ({ params: { circleId: circle } }),
  "get /api/conversations/{circleId}/outcome/document/revisions": ({ circle }) => ({ params: { circleId: circle } }),
  "post /api/conversations/{circleId}/outcome/items": ({ circle, turn }) => ({
    params: { circleId: circle },
    body: { kind: "chat", content: { type: "summary", text: "Planted" }, turnIds: [turn] },
  }),
  "patch /api/conversations/{circleId}/outcome/items/{itemId}": ({ circle, item }) => ({
    params: { circleId: circle, itemId: item },
    body: { version: 1, content: { type: "idea", text: "Overwritten" } },
  }),
  "delete /api/conversations/{circleId}/outcome/items/{itemId}": ({ circle, item }) => ({
    params: { circleId: circle, itemId: item },
    query: "version=1",
  }),
  "put /api/conversations/{circleId}/outcome/items/{itemId}/vote": ({ circle, item }) => ({
    params: { circleId: circle, itemId: item },
    body: { voted: true },
  }),
  "put /api/conversations/{circleId}/outcome/items/{itemId}/state": ({ circle, item }) => ({
    params: { circleId: circle, itemId: item },
    body: { version: 1, state: "accepted" },
  }),
  "get /api/library": () => [{}, { query: `q=${SECRET}` }],
  "get /api/library/{personaId}": ({ persona }) => ({ params: { personaId: persona } }),
  "put /api/library/{personaId}": ({ persona }) => ({ params: { personaId: persona } }),
  "delete /api/library/{personaId}": ({ persona }) => ({ params: { personaId: persona } }),
  "put /api/library/{personaId}/rating": ({ persona }) => ({ params: { personaId: persona }, body: { stars: 1 } }),
  "put /api/library/{personaId}/hidden": ({ persona }) => ({ params: { personaId: persona }, body: { why: "no" } }),
  "get /api/personas/{personaId}/lineage": ({ persona }) => ({ params: { personaId: persona } }),
  "get /api/traits": LIST,
  "post /api/traits": () => ({ body: { name: "Some trait", question: "Which?", values: ["a", "b"] } }),
  "get /api/traits/agreement": LIST,
  "delete /api/traits/{id}": ({ trait }) => ({ params: { id: trait } }),
  "get /api/labellings": LIST,
  "post /api/labellings": ({ trait }) => ({ body: { traitIds: [trait] } }),
  "post /api/labellings/estimate": ({ trait }) => ({ body: { traitIds: [trait] } }),
  "get /api/labellings/{id}": ({ labelling }) => ({ params: { id: labelling } }),
  "post /api/labellings/{id}/pause": ({ labelling }) => ({ params: { id: labelling } }),
  "post /api/labellings/{id}/resume": ({ labelling }) => ({ params: { id: labelling } }),
  "post /api/labellings/{id}/cancel": ({ labelling }) => ({ params: { id: labelling } }),
  "post /api/labellings/{id}/retry": ({ labelling }) => ({ params: { id: labelling } }),
  "get /api/targets": LIST,
  "post /api/targets": () => ({
    body: { name: "Somebody", definition: { kind: "people", people: [{ party: "democrat" }] } },
  }),
  "post /api/targets/fit": () => ({ body: { groups: [{ party: ["democrat"] }] } }),
  "get /api/targets/{id}": ({ target }) => ({ params: { id: target } }),
  "put /api/targets/{id}": ({ target }) => ({
    params: { id: target },
    body: { name: "Renamed", version: 1, definition: { kind: "people", people: [{ party: "republican" }] } },
  }),
  "delete /api/targets/{id}": ({ target }) => ({ params: { id: target } }),
  "post /api/targets/{id}/match": ({ target }) => ({ params: { id: target }, body: { size: 1 } }),
  "get /api/targets/{id}/matches": ({ target }) => ({ params: { id: target } }),
  "get /api/targets/{id}/matches/{matchId}": ({ target, match }) => ({ params: { id: target, matchId: match } }),
  "get /api/targets/{id}/matches/{matchId}/pairs": ({ target, match }) => ({ params: { id: target, matchId: match } }),
  "get /api/targets/{id}/matches/{matchId}/missing": ({ target, match }) => ({
    params: { id: target, matchId: match },
  }),
  "post /api/targets/{id}/matches/{matchId}/cancel": ({ target, match }) => ({
    params: { id: target, matchId: match },
  }),
  "get /api/backstories": () => [{}, { query: `q=${SECRET}` }],
  "get /api/backstories/demographics": LIST,
  "get /api/runs/{id}/crosstab": () => ({ params: { id: "none" }, query: "rows=a&columns=b" }),
  "get /api/sample-size": "computes from what the request says alone",
  "get /api/baselines": LIST,
  "get /api/human-baselines": LIST,
  "post /api/human-baselines": ({ survey }) => ({
    body: {
      name: "Theirs",
      surveyId: survey,
      csv: "a\n1\n",
      codebook: [{ column: "a", means: { kind: "question", probe: "bus" } }],
    },
  }),
  "delete /api/human-baselines/{id}": ({ baseline }) => ({ params: { id: baseline } }),
  "get /api/runs/{id}/baselines": ({ run }) => ({ params: { id: run } }),
  "post /api/baselines/{id}/start": () => ({ params: { id: "anes-1996" } }),
  "post /api/backstories/{id}/labels": ({ backstory }) => ({ params: { id: backstory }, body: { traitId: "age" } }),
  "get /api/backstories/{id}": ({ backstory }) => ({ params: { id: backstory } }),
  "get /api/interviews": LIST,
  "post /api/interviews": () => ({ body: { people: [{ person: {}, count: 1 }], setIn: "October 1996" } }),
  "post /api/interviews/estimate": () => ({ body: { people: [{ person: {}, count: 1 }], setIn: "October 1996" } }),
  "get /api/interviews/voices": LIST,
  "get /api/interviews/rounds/{id}": ({ round }) => ({ params: { id: round } }),
  "post /api/interviews/rounds/{id}/{action}": ({ round }) =>
    ["pause", "resume", "cancel", "retry"].map((action) => ({ params: { id: round, action } })),
  "get /api/interviews/set-aside": ({ round }) => [{}, { query: `roundId=${round}` }],
  "get /api/interviews/quality": LIST,
  "get /api/interviews/plan": LIST,
  "put /api/interviews/plan": () => ({
    body: { isOn: false, whenBelow: null, weekly: null, budgetNano: 0, setIn: "October 1996" },
  }),
  "get /api/effectiveness": LIST,
  "get /api/models": LIST,
  "post /api/models/try": () => ({ body: { route: "rehearsal/voice" } }),
  "post /api/models/check": LIST,
  "put /api/models/tier": () => ({ body: { tier: "on-premises" } }),
  "get /api/models/batches": LIST,
  "post /api/models/batches/{id}/cancel": ({ batch }) => ({ params: { id: batch } }),
  "get /api/jobs": LIST,
  "get /api/jobs/state": LIST,
  "post /api/jobs": () => ({ body: { name: "apply-retention" } }),
  "post /api/jobs/{id}/{action}": ({ job }) =>
    ["pause", "resume", "cancel", "retry"].map((action) => ({ params: { id: job, action } })),
  "get /api/speech": "says where recordings go, which is the same for everybody",
  "post /api/speech": "turns into text what the request says alone",
  "get /api/storage": LIST,
  "put /api/storage/{kind}/retention": () => ({ params: { kind: "turns" }, body: { keepDays: 1 } }),
  "get /api/budgets": ({ circle }) => [{}, { query: `circleId=${circle}` }],
  "post /api/budgets": () => ({ body: { scope: "workspace", period: "day", limitNano: 1 } }),
  "patch /api/budgets/{id}": ({ budget }) => ({ params: { id: budget }, body: { limitNano: 1 } }),
  "delete /api/budgets/{id}": ({ budget }) => ({ params: { id: budget } }),
  "get /api/billing": LIST,
  "put /api/billing": () => ({ body: { on: true } }),
  "get /api/billing/entries": LIST,
  "get /api/billing/people/{userId}": (_, userId) => ({ params: { userId } }),
  "post /api/billing/people/{userId}/credit": (_, userId) => ({
    params: { userId },
    body: { amountNano: 1, note: "gift" },
  }),
  "put /api/billing/people/{userId}/plan": (_, userId) => ({ params: { userId }, body: { plan: "pro" } }),
  "get /api/usage": ({ circle, persona }) => [
    {},
    { query: `circleId=${circle}` },
    { query: `personaId=${persona}` },
    ...["task", "model", "persona", "circle", "user", "day"].map((groupBy) => ({ query: `groupBy=${groupBy}` })),
  ],
  "post /api/usage/estimate": ({ circle, persona }) => [
    { body: { circleId: circle, turns: 3 } },
    { body: { personaIds: [persona], turns: 3 } },
  ],
  "get /api/usage/reconciliation": LIST,
  "post /api/auth/session-link": SIGNS_IN,
  "get /api/sessions": LIST,
  "get /api/sessions/templates": LIST,
  "post /api/sessions": ({ session }) => [
    { body: { template: "debate", placeId: "plaza", language: "en" } },
    { body: { copyOf: session, title: "Copied" } },
  ],
  "get /api/sessions/{id}": ({ session }) => ({ params: { id: session } }),
  "put /api/sessions/{id}": ({ session }) => ({ params: { id: session }, body: { version: 1, plan: SESSION_PLAN } }),
  "delete /api/sessions/{id}": ({ session }) => ({ params: { id: session } }),
  "get /api/sessions/{id}/record": ({ session }) => ({ params: { id: session } }),
  "get /api/sessions/{id}/dry-run": ({ session }) => ({ params: { id: session } }),
  "get /api/sessions/{id}/results": ({ session }) => ({ params: { id: session } }),
  "get /api/sessions/{id}/report": ({ session }) => ({ params: { id: session } }),
  "get /api/sessions/{id}/export": ({ session }) => [
    { params: { id: session } },
    { params: { id: session }, query: "format=json" },
  ],
  "get /api/sessions/{id}/codebook": ({ session }) => ({ params: { id: session } }),
  "get /api/sessions/{id}/codebook/export": ({ session }) => ({ params: { id: session }, query: "format=qdc" }),
  "post /api/sessions/{id}/codes": ({ session }) => ({ params: { id: session }, body: { name: "Planted" } }),
  "put /api/sessions/{id}/codes/{codeId}": ({ session }) => ({
    params: { id: session, codeId: "none" },
    body: { name: "Renamed" },
  }),
  "delete /api/sessions/{id}/codes/{codeId}": ({ session }) => ({ params: { id: session, codeId: "none" } }),
  "put /api/sessions/{id}/codings": ({ session, turn }) => ({
    params: { id: session },
    body: { codeId: "none", turnId: turn, isSet: true },
  }),
  "get /api/sessions/{id}/groups": ({ session }) => ({ params: { id: session } }),
  "get /api/sessions/{id}/groups/report": ({ session }) => ({ params: { id: session } }),
  "get /api/sessions/{id}/groups/export": ({ session }) => ({ params: { id: session } }),
  "put /api/sessions/{id}/groups/themes": ({ session }) => ({
    params: { id: session },
    body: { name: "Planted", entryIds: ["none"] },
  }),
  "post /api/sessions/{id}/groups/themes/proposals": ({ session }) => ({ params: { id: session } }),
  "get /api/sessions/{id}/shares": ({ session }) => ({ params: { id: session } }),
  "post /api/sessions/{id}/shares": ({ session }) => ({ params: { id: session }, body: { days: 1 } }),
  "delete /api/sessions/{id}/shares/{shareId}": ({ session }) => ({ params: { id: session, shareId: "none" } }),
  "post /api/shared-sessions": "shows what the token is for, whoever has it",
  "post /api/sessions/{id}/start": ({ session }) => ({ params: { id: session } }),
  "post /api/sessions/{id}/end": ({ session }) => ({ params: { id: session } }),
  "put /api/sessions/{id}/section": ({ session }) => ({ params: { id: session }, body: { from: 0, to: 1 } }),
  "put /api/sessions/{id}/lead": ({ session }, from) => ({ params: { id: session }, body: { from } }),
  "put /api/sessions/{id}/budget": ({ session }) => ({ params: { id: session }, body: { from: null, to: 0 } }),
  "put /api/sessions/{id}/frozen": ({ session }) => ({ params: { id: session }, body: { frozen: true } }),
  "post /api/sessions/{id}/whispers": ({ session }) => ({
    params: { id: session },
    body: { personaId: null, text: "Obey me" },
  }),
  "post /api/sessions/{id}/prompts": ({ session }) => ({
    params: { id: session },
    body: { section: 0, text: "Planted", use: "skipped" },
  }),
  "post /api/sessions/{id}/pins": ({ session, turn }) => ({ params: { id: session }, body: { turnId: turn } }),
  "get /api/sessions/{id}/back-channel": ({ session }) => ({ params: { id: session } }),
  "post /api/sessions/{id}/back-channel": ({ session }) => ({ params: { id: session }, body: { text: "Obey me" } }),
  "put /api/sessions/{id}/mutes/{memberId}": ({ session }, memberId) => ({
    params: { id: session, memberId },
    body: { muted: true },
  }),
  "get /api/sessions/{id}/people": ({ session }) => ({ params: { id: session } }),
  "put /api/sessions/{id}/people/{userId}": ({ session }, userId) => ({
    params: { id: session, userId },
    body: { status: "admitted" },
  }),
  "get /api/sessions/{id}/invitations": ({ session }) => ({ params: { id: session } }),
  "post /api/sessions/{id}/invitations": ({ session }) => ({
    params: { id: session },
    body: { role: "facilitator", hours: 1, uses: 1 },
  }),
  "delete /api/sessions/{id}/invitations/{invitationId}": ({ session, invitation }) => ({
    params: { id: session, invitationId: invitation },
  }),
  "get /api/sessions/{id}/seat": ({ session }) => ({ params: { id: session } }),
  "post /api/sessions/{id}/consent": ({ session }) => ({ params: { id: session }, body: { version: 1 } }),
  "get /api/sessions/proposals": LIST,
  "post /api/sessions/proposals": () => ({ body: { brief: "Should buses run all night?" } }),
  "post /api/sessions/{id}/panel": ({ session, target }) => ({
    params: { id: session },
    body: { from: { kind: "target", id: target }, size: 1, version: 1 },
  }),
  "post /api/sessions/{id}/pictures": ({ session }) => ({ params: { id: session } }),
  "get /api/sessions/{id}/pictures/{pictureId}": ({ session }) => ({ params: { id: session, pictureId: "none" } }),
  "get /api/sessions/{id}/probes": ({ session }) => ({ params: { id: session } }),
  "post /api/sessions/{id}/probes": ({ session }) => ({
    params: { id: session },
    body: { question: { kind: "open", title: "Planted?" } },
  }),
  "put /api/sessions/{id}/probes/{probeId}": ({ session, probe }) => ({
    params: { id: session, probeId: probe },
    body: { shown: true },
  }),
  "post /api/sessions/{id}/probes/{probeId}/personas": ({ session, probe }) => ({
    params: { id: session, probeId: probe },
  }),
  "get /api/sessions/{id}/probes/{probeId}/pairs": ({ session, probe }) => ({
    params: { id: session, probeId: probe },
  }),
  "get /api/sessions/{id}/own-probes": ({ session }) => ({ params: { id: session } }),
  "put /api/sessions/{id}/probes/{probeId}/answer": ({ session, probe }) => ({
    params: { id: session, probeId: probe },
    body: { answer: "Planted" },
  }),
  "delete /api/sessions/{id}/seat": ({ session }) => ({ params: { id: session } }),
  "get /api/surveys": LIST,
  "post /api/surveys": () => ({ body: { name: "Some survey", model: {} } }),
  "get /api/surveys/{id}": ({ survey }) => [{ params: { id: survey } }, { params: { id: survey }, query: "version=1" }],
  "put /api/surveys/{id}": ({ survey }) => ({
    params: { id: survey },
    body: { name: "Renamed", version: 1, model: {} },
  }),
  "put /api/surveys/{id}/status": ({ survey }) => ({
    params: { id: survey },
    body: { status: "archived", version: 1 },
  }),
  "get /api/surveys/{id}/versions": ({ survey }) => ({ params: { id: survey } }),
  "delete /api/surveys/{id}": ({ survey }) => ({ params: { id: survey } }),
  "post /api/surveys/import": () => ({ body: { name: "a.csv", text: "question\nWhy?" } }),
  "get /api/surveys/{id}/export": ({ survey }) => ({ params: { id: survey } }),
  "post /api/surveys/prompt": () => ({ body: { model: {} } }),
  "post /api/surveys/{id}/estimate": ({ survey, target }) => ({ params: { id: survey }, body: runOf(target) }),
  "post /api/surveys/{id}/runs": ({ survey, target }) => ({ params: { id: survey }, body: runOf(target) }),
  "get /api/runs": ({ survey }) => [{}, { query: `surveyId=${survey}` }],
  "get /api/runs/{id}": ({ run }) => ({ params: { id: run } }),
  "get /api/runs/{id}/answers": ({ run }) => ({ params: { id: run } }),
  "get /api/runs/{id}/export": ({ run }) => [{ params: { id: run } }, { params: { id: run }, query: "format=json" }],
  "get /api/runs/{id}/people": ({ run }) => ({ params: { id: run }, query: "probeId=why" }),
  "get /api/runs/{id}/manifest": ({ run }) => ({ params: { id: run } }),
  "get /api/runs/{id}/changes": ({ run }) => ({ params: { id: run }, query: `to=${run}` }),
  "get /api/runs/{id}/results": ({ run }) => ({ params: { id: run } }),
  "get /api/runs/{id}/report": ({ run }) => ({ params: { id: run } }),
  "post /api/runs/{id}/pause": ({ run }) => ({ params: { id: run } }),
  "post /api/runs/{id}/resume": ({ run }) => ({ params: { id: run } }),
  "post /api/runs/{id}/cancel": ({ run }) => ({ params: { id: run } }),
  "post /api/runs/{id}/budget": ({ run }) => ({ params: { id: run }, body: { budgetNano: 1 } }),
  "delete /api/runs/{id}": ({ run }) => ({ params: { id: run } }),
};

const runOf = (targetId: string) => ({ name: "Some run", targetId, method: "simple-persona", size: 1 });
const SESSION_PLAN = { title: "Renamed", topic: "Boats", kind: "chat", placeId: "plaza", consent: "Agree" };

const MESSAGES: Record<IntentType, (things: Things, adaId: string) => unknown> = {
  input: () => ({ seq: 0, moveX: 1, moveZ: 0, run: false }),
  "move-to": () => ({ x: 1, z: 1 }),
  gesture: () => ({ gesture: "wave" }),
  "open-circle": () => ({ topic: "Boats" }),
  branch: ({ circle, turn }) => ({ circleId: circle, turnId: turn }),
  "join-circle": ({ circle }) => ({ circleId: circle }),
  "leave-circle": () => ({}),
  "talk-to": ({ persona }) => ({ personaId: persona }),
  invite: (_, adaId) => ({ personaId: adaId }),
  dismiss: (_, adaId) => ({ personaId: adaId }),
  say: ({ turn }) => ({ text: "Hello", replyTo: turn }),
  "set-typing": () => ({ typing: true }),
  steer: ({ circle }) => ({ circleId: circle, action: "stop" }),
  react: ({ turn }) => ({ turnId: turn, emoji: "🎉" }),
  "raise-hand": () => ({ raised: true }),
  ask: () => ({ text: "Why?" }),
  "vote-question": ({ question }) => ({ questionId: question, voted: true }),
  cheer: () => ({ cheer: "👏" }),
  "cast-ballot": () => ({ round: "before", option: 0 }),
  "settle-question": ({ circle, question }) => ({ circleId: circle, questionId: question, action: "dismiss" }),
  "hold-vote": ({ circle }) => ({ circleId: circle, action: "close", round: "before" }),
  follow: ({ circle }) => ({ circleId: circle }),
  "enter-portal": () => ({ portalId: "none" }),
};

async function operations(): Promise<string[]> {
  const document = (await (await server.call("GET", "/api/openapi.json")).json()) as { paths: Record<string, object> };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
}

type Described = {
  summary?: string;
  requestBody?: { content: Record<string, { schema: object; example?: unknown }> };
  responses: Record<string, { content?: Record<string, { schema: object; example?: unknown }> }>;
};

async function attempt(operation: string, token: string, { params = {}, query, body }: Attempt): Promise<string> {
  const [method, path] = operation.split(" ") as [string, string];
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name]!);
  const answer = await server.call(method.toUpperCase(), query ? `${filled}?${query}` : filled, token, body);
  const text = await answer.text();
  // A request that is refused for its form would prove nothing.
  expect(answer.status < 500 && answer.status !== 400, `${operation} answered ${answer.status}: ${text}`).toBe(true);
  return text;
}

const attemptsOf = (found: Case): Attempt[] =>
  typeof found === "string" ? [] : [found(server.things, server.people.ada.userId)].flat();

describe("of what Ada has", () => {
  inServerOfItsOwn();
  test("every operation says what it does and why it is refused, with an example that its own shape accepts", async () => {
    const document = (await (await server.call("GET", "/api/openapi.json")).json()) as {
      paths: Record<string, Record<string, Described>>;
    };
    const wrong = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { summary, requestBody, responses }]) => {
        const contents = [requestBody?.content, ...Object.values(responses).map(({ content }) => content)];
        const examples = contents.flatMap((content) => {
          const { schema, example } = content?.["application/json"] ?? {};
          return schema ? [z.fromJSONSchema(schema as never).safeParse(example).success] : [];
        });
        const isWhole = summary && responses["429"] && responses["default"] && !examples.includes(false);
        return isWhole ? [] : [`${method} ${path}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test("A2 every HTTP operation has a case here", async () => {
    expect(Object.keys(CASES).toSorted()).toEqual((await operations()).toSorted());
  });

  test("A2 Ada herself reads all of it", async () => {
    let answers = "";
    for (const [operation, found] of Object.entries(CASES))
      if (operation.startsWith("get "))
        for (const each of attemptsOf(found)) answers += await attempt(operation, server.people.ada.token, each);
    const { turn: _said, ...listed } = server.things;
    for (const [thing, id] of Object.entries(listed)) expect(answers.includes(id), thing).toBe(true);
    for (const what of [
      "topic",
      "says",
      "idea",
      "document",
      "remembered",
      "credit",
      "model",
      "batch",
      "survey",
      "question",
      "run",
      "answers",
      "target",
      "session",
    ])
      expect(answers.includes(`${PRIVATE} ${what}`), what).toBe(true);
  });

  describe("from another workspace, as its admin", () => {
    test("A2 no HTTP operation returns or changes anything", WHOLE, async () => {
      const before = await server.readRows("default");
      for (const [operation, found] of Object.entries(CASES))
        for (const each of attemptsOf(found)) {
          const answer = await attempt(operation, server.people.nora.token, each);
          for (const text of [SECRET, PRIVATE, server.people.ada.userId, "Gus"])
            expect(answer.includes(text) && !JSON.stringify(each).includes(text), `${operation}: ${answer}`).toBe(
              false,
            );
          expect(await server.readRows("default"), operation).toEqual(before);
        }
    });

    test("A2 no room message returns or changes anything", async () => {
      const before = await server.readRows("default");
      const said = server.ada.received.length;
      const nora = await enterPlace(server.url, server.people.nora);
      expect([...nora.room.state.avatars.values()].map(({ name }) => name).join()).not.toContain(SECRET);
      const follower = await enterPlace(server.url, server.people.nora, "spectator").catch(() => null);
      for (const type of Object.keys(intents) as IntentType[]) {
        const payload = MESSAGES[type](server.things, server.people.ada.userId);
        for (const visitor of follower ? [nora, follower] : [nora]) {
          const answer = await visitor.request(type, payload).catch(String);
          expect(JSON.stringify(answer ?? null), type).not.toMatch(new RegExp(`${SECRET}|${PRIVATE}`));
        }
        expect(await server.readRows("default"), type).toEqual(before);
      }
      for (const visitor of follower ? [nora, follower] : [nora]) {
        expect(JSON.stringify(visitor.received)).not.toMatch(new RegExp(`${SECRET}|${PRIVATE}`));
        await visitor.room.leave();
      }
      expect(server.ada.received.slice(said).filter(({ type }) => type !== "moved")).toEqual([]);
    });
  });
});

describe("from another person of the workspace, a guest", () => {
  inServerOfItsOwn();
  /** What Gus himself does is counted here. */
  const COUNTED = ["budget_accounts", "budget_leases"];
  const ofOthers = async () => {
    const { userId } = server.people.gus;
    const opened = await server.ask<{ id: string }>("select id from circles where owner_id = $1", [userId]);
    const his = [userId, ...opened.map(({ id }) => id)];
    const rows = await server.readRows("default");
    return Object.entries(rows)
      .filter(([table]) => !COUNTED.includes(table))
      .flatMap(([table, found]) => found.map((row) => `${table} ${row}`))
      .filter((row) => !his.some((id) => row.includes(id)));
  };

  test("A2 M4 no HTTP operation returns what is private, and nothing of another's changes", WHOLE, async () => {
    const before = await ofOthers();
    for (const [operation, found] of Object.entries(CASES))
      for (const each of attemptsOf(found)) {
        const answer = await attempt(operation, server.people.gus.token, each);
        expect(answer.includes(PRIVATE), `${operation}: ${answer}`).toBe(false);
        const after = new Set(await ofOthers());
        expect(
          before.filter((row) => !after.has(row)),
          operation,
        ).toEqual([]);
      }
  });

  test("A2 C1 no room message returns what is private, and nothing of another's changes", async () => {
    const before = await ofOthers();
    const gus = await enterPlace(server.url, server.people.gus);
    for (const type of Object.keys(intents) as IntentType[]) {
      const payload = MESSAGES[type](server.things, server.people.ada.userId);
      const answer = await gus.request(type, payload).catch(String);
      expect(JSON.stringify(answer ?? null), type).not.toContain(PRIVATE);
      const after = new Set(await ofOthers());
      expect(
        before.filter((row) => !after.has(row)),
        type,
      ).toEqual([]);
    }
    await until("what he said", () => gus.received.some(({ type }) => type === "turn-ended"));
    expect(JSON.stringify(gus.received)).not.toContain(PRIVATE);
    await gus.room.leave();
  });
});
