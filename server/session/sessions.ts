/** Long because who may do what in a session, and why not, stands in one place: sessions (SPEC C9). */
import type { Principal } from "../../engine/scope/scope.ts";
import { inEnglish, message, type Message } from "../../schema/messages/message.ts";
import type {
  Pin,
  PromptChange,
  Session,
  SessionDraft,
  SessionPage,
  SessionPlan,
  Whisper,
} from "../../schema/messages/session.ts";
import { MAX_GROUPS } from "../../schema/messages/session-groups.ts";
import type { SessionBudgetChange } from "../../schema/messages/session-budget.ts";
import type { InvitationDraft, NewInvitation, PersonChange } from "../../schema/messages/session-seat.ts";
import { secretHash } from "../account/secret-hash.ts";
import { Problem } from "../http/problem.ts";
import type { BackChannelStore } from "./back-channel.store.ts";
import type { InvitationStore } from "./invitations.store.ts";
import { MAX_MEGABYTES_OF_PERSON } from "./material/pictures.store.ts";
import { planFrom } from "./templates/plan-from.ts";
import type { SessionBudgets } from "./session-budget.store.ts";
import type { SeatStore } from "./seats.store.ts";
import { toLeadersSeat, toSession, toSummary } from "./session-views.ts";
import type { SessionActs } from "./session-acts.store.ts";
import { MAX_PLANNED, type SessionFound, type SessionStore } from "./session.store.ts";

export type SessionPorts = {
  store: SessionStore;
  acts: SessionActs;
  invitations: InvitationStore;
  seats: SeatStore;
  backChannel: BackChannelStore;
  budgets: SessionBudgets;
  isPlace(placeId: string): boolean;
  makeToken(): string;
};

export type Sessions = ReturnType<typeof createSessions>;

export const refuse = (status: number, said: Message): Problem => new Problem(status, inEnglish(said), said);
const noSession = () => refuse(404, message("no-such-session"));

export const createSessions = (ports: SessionPorts) => {
  /** Only its facilitators get any further. */
  const findLed = async (scope: Principal, id: string): Promise<SessionFound> => {
    const found = await ports.store.find(scope, id);
    if (!found) throw noSession();
    if (found.myRole !== "facilitator") throw refuse(403, message("session-facilitators-only"));
    return found;
  };
  return {
    ...planning(ports, findLed),
    ...running(ports, findLed),
    ...inviting(ports, findLed),
    ...sitting(ports),
    ...observing(ports),
  };
};

type FindLed = (scope: Principal, id: string) => Promise<SessionFound>;

function planning({ store, isPlace }: SessionPorts, findLed: FindLed) {
  const find = async (scope: Principal, id: string): Promise<Session> => toSession(await findLed(scope, id));
  const checkPlace = ({ placeId }: SessionPlan) => {
    if (!isPlace(placeId)) throw refuse(422, message("no-such-place"));
  };
  return {
    find,

    /** That of a link that shows it. */
    async findShared(scope: Principal): Promise<Session | null> {
      const found = await store.findShared(scope);
      return found && toSession(found);
    },

    async list(
      scope: Principal,
      { cursor, limit }: { cursor?: string | undefined; limit: number },
    ): Promise<SessionPage> {
      const rows = await store.list(scope, cursor || undefined, limit + 1);
      const shown = rows.slice(0, limit);
      return { items: shown.map(toSummary), next: rows.length > limit ? shown.at(-1)!.id : null };
    },

    async create(scope: Principal, draft: SessionDraft): Promise<Session> {
      const template = "template" in draft ? draft.template : null;
      const copyOf = "copyOf" in draft ? draft.copyOf : null;
      const isGroup = "copyOf" in draft && draft.isGroup === true;
      const plan = "template" in draft ? planFrom(draft, isPlace) : await planOf(draft, (id) => findLed(scope, id));
      if (!plan) throw refuse(404, message("no-such-session-template"));
      checkPlace(plan);
      const made = await store.insert(scope, plan, { template, copyOf, isGroup });
      if ("id" in made) return find(scope, made.id);
      const why = {
        sessions: message("session-limit", { count: MAX_PLANNED }),
        groups: message("groups-limit", { count: MAX_GROUPS }),
        pictures: message("pictures-limit", { megabytes: MAX_MEGABYTES_OF_PERSON }),
      };
      throw refuse(409, why[made.full]);
    },

    async change(scope: Principal, id: string, version: number, plan: SessionPlan): Promise<Session> {
      const before = await findLed(scope, id);
      checkPlace(plan);
      if (!(await store.change(scope, id, version, plan)))
        throw whyUnchanged(await findLed(scope, id), before, version);
      return find(scope, id);
    },

    async remove(scope: Principal, id: string): Promise<void> {
      const { status, ownerName } = await findLed(scope, id);
      if (await store.remove(scope, id)) return;
      throw refuse(
        409,
        status === "planned" ? message("session-not-yours", { owner: ownerName }) : message("session-began"),
      );
    },

    async readRecord(scope: Principal, id: string, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
      await findLed(scope, id);
      const rows = await store.readRecord(scope, id, cursor || undefined, limit + 1);
      const items = rows.slice(0, limit);
      return { items, next: rows.length > limit ? items.at(-1)!.id : null };
    },
  };
}

async function planOf(
  draft: Exclude<SessionDraft, { template: string }>,
  findLed: (id: string) => Promise<SessionFound>,
): Promise<SessionPlan> {
  if ("plan" in draft) return draft.plan;
  const { plan } = await findLed(draft.copyOf);
  return { ...plan, title: draft.title, startsAt: null };
}

function whyUnchanged(now: SessionFound, before: SessionFound, version: number): Problem {
  if (now.status === "ended") return refuse(409, message("session-over"));
  if (now.version !== version) return refuse(409, message("session-changed", { title: before.plan.title }));
  return refuse(409, message("session-began"));
}

function running({ acts, budgets }: SessionPorts, findLed: FindLed) {
  /** @returns the session afterwards; an act that found something else than expected is refused with why */
  const after = async (scope: Principal, id: string, isDone: Promise<boolean>, why: Message): Promise<Session> => {
    if (await isDone) return toSession(await findLed(scope, id));
    const { status } = await findLed(scope, id);
    throw refuse(409, status === "ended" ? message("session-over") : why);
  };
  /** The session afterwards, whether the act was news or another facilitator had done it already. */
  const settled = async (scope: Principal, id: string, act: () => Promise<unknown>): Promise<Session> => {
    await findLed(scope, id);
    await act();
    return toSession(await findLed(scope, id));
  };
  return {
    start: async (scope: Principal, id: string) => {
      await findLed(scope, id);
      return after(scope, id, acts.start(scope, id), message("session-runs"));
    },
    end: async (scope: Principal, id: string) => {
      const { status } = await findLed(scope, id);
      const why = status === "planned" ? message("session-not-begun") : message("session-over");
      return after(scope, id, acts.end(scope, id), why);
    },
    moveOn: async (scope: Principal, id: string, change: { from: number; to: number }) => {
      await findLed(scope, id);
      return after(scope, id, acts.moveOn(scope, id, change), message("session-moved-on"));
    },
    takeLead: async (scope: Principal, id: string, from: string) => {
      await findLed(scope, id);
      return after(scope, id, acts.takeLead(scope, id, from), message("session-lead-moved"));
    },
    setBudget: async (scope: Principal, id: string, change: SessionBudgetChange): Promise<Session> => {
      await findLed(scope, id);
      if (await budgets.set(scope, id, change)) return toSession(await findLed(scope, id));
      const { status, budgetNano } = toSession(await findLed(scope, id));
      if (status === "ended") throw refuse(409, message("session-over"));
      if (budgetNano !== change.from) throw refuse(409, message("session-budget-moved"));
      throw refuse(409, message("session-budget-not-yours"));
    },
    freeze: (scope: Principal, id: string, frozen: boolean) => settled(scope, id, () => acts.freeze(scope, id, frozen)),
    mute: (scope: Principal, id: string, memberId: string, muted: boolean) =>
      settled(scope, id, () => acts.mute(scope, id, memberId, muted)),

    async whisper(scope: Principal, id: string, whisper: Whisper) {
      await findLed(scope, id);
      const count = await acts.whisper(scope, id, whisper);
      if (count === 0) throw refuse(409, message("whisper-nobody"));
      return { count };
    },

    async usePrompt(scope: Principal, id: string, change: PromptChange): Promise<Session> {
      await findLed(scope, id);
      const isDone = acts.usePrompt(scope, id, change, `Ask the group this, in your own words: ${change.text}`);
      return after(scope, id, isDone, message(change.use === "given" ? "whisper-nobody" : "session-not-begun"));
    },

    async pin(scope: Principal, id: string, { turnId, note }: Pin): Promise<void> {
      await findLed(scope, id);
      if (!(await acts.pin(scope, id, turnId, note))) throw refuse(404, message("no-such-turn"));
    },

    async listPeople(scope: Principal, id: string) {
      await findLed(scope, id);
      return { items: await acts.listPeople(scope, id) };
    },

    async changePerson(scope: Principal, id: string, userId: string, change: PersonChange) {
      await findLed(scope, id);
      await acts.changePerson(scope, id, userId, change);
      const items = await acts.listPeople(scope, id);
      const person = items.find((one) => one.userId === userId);
      if (!person) throw refuse(404, message("no-such-person"));
      if ("status" in change && person.status !== change.status) throw refuse(409, message("session-needs-consent"));
      if ("onStageSeconds" in change && change.onStageSeconds > 0 && !person.onStageUntil)
        throw refuse(409, message("session-needs-consent"));
      return { items };
    },
  };
}

function inviting({ invitations, makeToken }: SessionPorts, findLed: FindLed) {
  return {
    async listInvitations(scope: Principal, id: string) {
      await findLed(scope, id);
      return { items: await invitations.list(scope, id) };
    },
    async invite(scope: Principal, id: string, draft: InvitationDraft): Promise<NewInvitation> {
      await findLed(scope, id);
      const token = makeToken();
      const made = await invitations.make(scope, id, secretHash(token).toString("base64url"), draft);
      if (!made) throw refuse(409, message("session-no-more-links"));
      return { ...made, token };
    },
    async withdrawInvitation(scope: Principal, id: string, invitationId: string): Promise<void> {
      await findLed(scope, id);
      if (!(await invitations.withdraw(scope, id, invitationId))) throw refuse(404, message("no-such-join-link"));
    },
  };
}

const sitting = ({ seats, store }: SessionPorts) => {
  const findSeat = async (scope: Principal, id: string) => {
    const seat = await seats.find(scope, id);
    if (seat) return seat;
    const found = await store.find(scope, id);
    if (found?.myRole !== "facilitator") throw noSession();
    return toLeadersSeat(found);
  };
  return {
    findSeat,
    async agree(scope: Principal, id: string, version: number) {
      await findSeat(scope, id);
      if (await seats.agree(scope, id, version)) return findSeat(scope, id);
      const { status, attendance } = await findSeat(scope, id);
      if (status === "ended") throw refuse(409, message("session-over"));
      throw refuse(409, attendance === "dismissed" ? message("session-sent-out") : message("consent-changed"));
    },
    async withdraw(scope: Principal, id: string) {
      await findSeat(scope, id);
      await seats.withdraw(scope, id);
    },
  };
};

function observing({ store, backChannel }: SessionPorts) {
  const checkRole = async (scope: Principal, id: string): Promise<void> => {
    const found = await store.find(scope, id);
    if (!found) throw noSession();
    if (found.myRole !== "facilitator" && found.myRole !== "observer")
      throw refuse(403, message("session-observers-only"));
  };
  const readBackChannel = async (scope: Principal, id: string) => {
    await checkRole(scope, id);
    return { items: await backChannel.list(scope, id) };
  };
  return {
    readBackChannel,
    async writeBackChannel(scope: Principal, id: string, text: string) {
      await checkRole(scope, id);
      if (!(await backChannel.write(scope, id, text))) throw refuse(409, message("session-notes-full"));
      return readBackChannel(scope, id);
    },
  };
}
