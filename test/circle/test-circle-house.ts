/** A place without floor for tests: circles with a real store, a manual clock and scripted minds. */
import pino from "pino";
import { principalOf } from "../../engine/scope/scope.ts";
import type { Minds } from "../../engine/mind/minds.ts";
import type { DebatePhase } from "../../schema/messages/debate.ts";
import { PersonaDraft, type Persona } from "../../schema/messages/persona.ts";
import type { ServerMessages } from "../../schema/messages/room-messages.ts";
import { distanceBetween } from "../../schema/rules/point.ts";
import { Avatar, PlaceState } from "../../schema/state/place-state.ts";
import type { ConversationStore } from "../../server/conversation/conversation.store.ts";
import { newId } from "../../server/database/new-id.adapter.ts";
import type { UnreadTalk } from "../../server/persona/trait-reading.ts";
import type { PersonaDirectory } from "../../server/persona/persona-directory.ts";
import { createCircleHost } from "../../server/circle/circle-host.ts";
import type { CirclePorts } from "../../server/circle/circle-ports.ts";
import type { Actor, CircleStage } from "../../server/circle/circle-stage.ts";
import type { Clock } from "../../server/circle/clock.ts";
import { ScriptedMinds } from "./test-scripted-minds.ts";

export class HandClock implements Clock {
  #now = Date.parse("2026-05-01T12:00:00Z");
  #timers: { at: number; run: () => void }[] = [];

  now = () => this.#now;

  schedule(at: number, run: () => void): () => void {
    const timer = { at, run };
    this.#timers.push(timer);
    return () => void (this.#timers = this.#timers.filter((other) => other !== timer));
  }

  advance(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at);
      if (!next) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    this.#now = until;
  }

  get pending(): number {
    return this.#timers.length;
  }
}

/** `mayHear`: which of the audience it was for. */
type Sent = {
  [Type in keyof ServerMessages]: {
    to: string;
    type: Type;
    message: ServerMessages[Type];
    mayHear: (actor: Actor) => boolean;
  };
}[keyof ServerMessages];

export class BareStage implements CircleStage {
  readonly placeId: string;
  readonly workspaceId = "default";
  hasNotesWall = false;
  readonly state = new PlaceState();
  readonly sent: Sent[] = [];
  readonly walks: { avatarId: string; target: { x: number; z: number }; face: { x: number; z: number } }[] = [];
  readonly released: string[] = [];
  spots: { x: number; z: number }[] = Array.from({ length: 5 }, (_, index) => ({ x: index * 10, z: 0 }));
  onSent: (sent: Sent) => void = () => {};

  constructor(placeId = "plaza") {
    this.placeId = placeId;
  }

  addAvatar(kind: "person" | "persona", id: string, name: string): void {
    const owner = kind === "person" ? { userId: id } : { personaId: id };
    this.state.avatars.set(id, Object.assign(new Avatar(), { kind, name, ...owner }));
  }
  isConnected(userId: string): boolean {
    return (this.state.avatars.get(userId)?.activity ?? "away") !== "away";
  }
  findSpot: CircleStage["findSpot"] = (_, taken) =>
    this.spots.findLast((spot) => taken.every((other) => distanceBetween(spot, other) > 1)) ?? null;
  walkTo = (avatarId: string, target: { x: number; z: number }, face: { x: number; z: number }) =>
    void this.walks.push({ avatarId, target, face: { x: face.x, z: face.z } });
  release = (avatarId: string) => void this.released.push(avatarId);
  sendToAudience: CircleStage["sendToAudience"] = (circleId, type, message, mayHear) =>
    this.#send(circleId, type, message, mayHear);
  readonly reached: (DebatePhase | null)[] = [];
  debateReached: CircleStage["debateReached"] = (_circleId, _circle, phase) => void this.reached.push(phase);
  sendTranscripts = () => undefined;
  sendToAll: CircleStage["sendToAll"] = (type, message) => this.#send("all", type, message);
  sendToMembers: CircleStage["sendToMembers"] = (circleId, type, message) => this.#send(circleId, type, message);
  sendToPerson: CircleStage["sendToPerson"] = (userId, type, message) => this.#send(userId, type, message);

  all<Type extends keyof ServerMessages>(type: Type): ServerMessages[Type][] {
    return this.sent.filter((sent) => sent.type === type).map((sent) => sent.message as ServerMessages[Type]);
  }

  #send<Type extends keyof ServerMessages>(
    to: string,
    type: Type,
    message: ServerMessages[Type],
    mayHear: (actor: Actor) => boolean = () => true,
  ): void {
    const sent = { to, type, message, mayHear } as Sent;
    this.sent.push(sent);
    this.onSent(sent);
  }
}

export class PersonaShelf implements PersonaDirectory {
  readonly #personas = new Map<string, Persona>();
  readonly #listeners = new Set<Parameters<PersonaDirectory["onChange"]>[0]>();

  add(id: string, name: string, ownerId: string | null = null): void {
    const persona: Persona = {
      ...PersonaDraft.parse({ name }),
      id,
      workspaceId: "default",
      ownerId,
      placeId: "plaza",
      traits: [],
      version: 1,
      createdAt: "2026-01-01T00:00:00.000Z",
      look: { palette: ["#111111", "#222222", "#333333"], silhouette: "tall" },
    };
    this.#personas.set(id, persona);
    for (const listener of this.#listeners) listener({ personaId: id, persona });
  }
  remove(id: string): void {
    this.#personas.delete(id);
    for (const listener of this.#listeners) listener({ personaId: id, persona: null });
  }
  get = async (id: string) => this.#personas.get(id) ?? null;
  residentsOf = async () => [...this.#personas.values()];
  onChange: PersonaDirectory["onChange"] = (listener) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

export const actor = (userId: string, name: string, more: Partial<Actor> = {}): Actor => ({
  scope: principalOf("default", userId),
  userId,
  name,
  role: "guest",
  spectator: false,
  ...more,
});

/** Nothing becomes of the talk. */
export const NO_OUTCOMES: Pick<CirclePorts, "outcomes" | "onOutcome" | "onTurnEdited"> = {
  outcomes: {
    turnShown: () => undefined,
    changeKind: async () => undefined,
    markEnd: async () => undefined,
    makeUp: async () => undefined,
    readSummary: async () => [],
    readText: async () => null,
    settled: async () => undefined,
  },
  onOutcome: () => () => undefined,
  onTurnEdited: () => () => undefined,
};

/** No session runs here. */
export const NO_SESSIONS: CirclePorts["sessions"] = {
  read: async () => null,
  listIds: async () => [],
  startIfDue: async () => undefined,
  erase: async () => undefined,
  markDelivered: async () => undefined,
  passLead: async () => undefined,
  recordSteering: async () => undefined,
};

export type CircleHouse = ReturnType<typeof createCircleHouse>;

export const createCircleHouse = (conversations: ConversationStore, placeId?: string) =>
  createHouseOf(new ScriptedMinds(), conversations, placeId);

/** Ada and Ben are people; Bruno, Clio and Dora are personas. */
export function createHouseOf<House extends Minds>(
  minds: House,
  conversations: ConversationStore,
  placeId?: string,
  onCall: CirclePorts["onCall"] = () => () => undefined,
  outcomes: Partial<typeof NO_OUTCOMES> = NO_OUTCOMES,
  sessions: CirclePorts["sessions"] = NO_SESSIONS,
) {
  const [stage, personas, clock] = [new BareStage(placeId), new PersonaShelf(), new HandClock()];
  for (const [id, name] of [
    ["ada", "Ada"],
    ["ben", "Ben"],
  ] as const)
    stage.addAvatar("person", id, name);
  for (const [id, name] of [
    ["bruno", "Bruno"],
    ["clio", "Clio"],
    ["dora", "Dora"],
  ] as const) {
    stage.addAvatar("persona", id, name);
    personas.add(id, name);
  }
  const unread: UnreadTalk[] = [];
  const host = createCircleHost({
    stage,
    minds,
    conversations,
    ...NO_OUTCOMES,
    ...outcomes,
    sessions,
    personas,
    onCall,
    clock,
    newId,
    readTraits: async (talk) => void unread.push(talk),
    hear: async () => undefined,
    onVoiceWanted: () => () => undefined,
    isCasualTalkFunded: () => false,
    logger: pino({ level: "silent" }),
  });
  return { stage, minds, personas, clock, host, unread };
}
