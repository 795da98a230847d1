/** The galleries of a place's circles: what spectators ask, vote and show, counted, and sent to all of them at most once a second (SPEC C10). */
import type { DebatePhase } from "../../schema/messages/debate.ts";
import type { Cheer, HoldVote, VoteRound } from "../../schema/messages/gallery.ts";
import { message } from "../../schema/messages/message.ts";
import type { ServerMessages } from "../../schema/messages/room-messages.ts";
import type { PlaceState } from "../../schema/state/place-state.ts";
import { IntentRefused, type Actor, type CircleHost, type VotedCircle } from "../circle/circle-stage.ts";
import { wordIn } from "../messages/word-in.ts";
import { EvenFanOut } from "./even-fan-out.ts";
import { MAX_OPEN_QUESTIONS, MAX_QUEUE, type GalleryStore } from "./gallery.store.ts";
import { ShownGallery } from "./shown-gallery.ts";

/** A second of beats. */
const BEATS_APART = 20;
/** Of one person in that time. */
const MAX_CHEERS = 3;
const NO_PART: ServerMessages["gallery"]["mine"] = { questionIds: [], before: null, after: null };

type Person<Client> = { actor: Actor; client: Client | null };

export type GalleryPorts<Client> = {
  state: PlaceState;
  store: GalleryStore;
  host: () => Pick<CircleHost, "leads" | "say">;
  /** Those who hear a circle. */
  listenersOf(circleId: string): Iterable<Person<Client>>;
  /** Encodes once. */
  prepare(type: "gallery-changed", message: ServerMessages["gallery-changed"]): (client: Client) => void;
  send(client: Client, message: ServerMessages["gallery"]): void;
};

type Kept<Client> = {
  loaded: Promise<ShownGallery>;
  /** Once it is loaded. */
  shown: ShownGallery | null;
  fanOut: EvenFanOut<Client>;
  /** How often each person cheered since the last message. */
  cheered: Map<string, number>;
};

export class Gallery<Client> {
  readonly #ports: GalleryPorts<Client>;
  readonly #kept = new Map<string, Kept<Client>>();
  /** What debates have reached and is being done, by circle. */
  readonly #following = new Map<string, Promise<void>>();
  #beat = 0;

  constructor(ports: GalleryPorts<Client>) {
    this.#ports = ports;
  }

  /** To somebody who begins to hear the circle: spectators, and those who lead it, get its gallery. */
  async welcome({ actor, client }: Person<Client>, circleId: string): Promise<void> {
    if (client === null || !this.#isShownTo(actor, circleId)) return;
    const shown = await this.#load(actor, circleId);
    const isPart = actor.spectator && !shown.isEmpty;
    const mine = isPart ? await this.#ports.store.readOwn(actor.scope, circleId) : NO_PART;
    this.#ports.send(client, { circleId, revision: shown.revision, ...shown.view(), mine });
  }

  /** What is stored of it is another than was shown: it is read anew. */
  forget(circleId: string): void {
    this.#kept.delete(circleId);
  }

  /** Call it in every beat of the place. */
  beat(): void {
    this.#beat += 1;
    for (const [circleId, { shown, fanOut, cheered }] of this.#kept) {
      if (!this.#ports.state.circles.has(circleId)) {
        this.#kept.delete(circleId);
        continue;
      }
      fanOut.beat();
      if (this.#beat % BEATS_APART !== 0) continue;
      cheered.clear();
      const change = fanOut.isDone && shown?.takeChange();
      if (change) fanOut.begin(this.#recipientsOf(circleId), this.#ports.prepare("gallery-changed", change));
    }
  }

  async ask(actor: Actor, circleId: string, text: string): Promise<{ questionId: string }> {
    const shown = await this.#load(actor, circleId);
    const asked = await this.#ports.store.ask(actor.scope, circleId, text);
    if (!asked)
      throw await this.#why(actor, circleId, message("question-limit", { each: MAX_OPEN_QUESTIONS, all: MAX_QUEUE }));
    shown.put(asked);
    return { questionId: asked.id };
  }

  async voteFor(actor: Actor, circleId: string, { questionId, voted }: { questionId: string; voted: boolean }) {
    const shown = await this.#load(actor, circleId);
    if (await this.#ports.store.voteFor(actor.scope, circleId, questionId, voted))
      shown.countVote(questionId, voted ? 1 : -1);
    // Pressed twice, it counts once; not counted at all, the page must not show it as theirs.
    else if ((await this.#ports.store.readOwn(actor.scope, circleId)).questionIds.includes(questionId) !== voted)
      throw await this.#why(actor, circleId, message("question-not-open"));
    return { questionId };
  }

  cheer(actor: Actor, circleId: string, cheer: Cheer): void {
    const kept = this.#kept.get(circleId);
    if (!kept?.shown) return;
    const count = kept.cheered.get(actor.userId) ?? 0;
    if (count >= MAX_CHEERS) throw new IntentRefused(message("rate-limited"));
    kept.cheered.set(actor.userId, count + 1);
    kept.shown.countCheer(cheer);
  }

  async cast(actor: Actor, circleId: string, ballot: { round: VoteRound; option: number }) {
    const shown = await this.#load(actor, circleId);
    const isFirst = await this.#ports.store.cast(actor.scope, circleId, ballot.round, ballot.option);
    if (isFirst === null) throw await this.#why(actor, circleId, message("vote-not-open"));
    if (isFirst) shown.countBallot();
    return ballot;
  }

  /** Taken, it is said in the circle by whoever took it; nothing else that spectators write gets there. */
  async settle(
    actor: Actor,
    { circleId, questionId, action }: { circleId: string; questionId: string; action: "take" | "dismiss" },
  ) {
    this.#refuseStranger(actor, circleId);
    const { store, host, state } = this.#ports;
    const isTaken = action === "take";
    if (isTaken && state.avatars.get(actor.userId)?.circleId !== circleId)
      throw new IntentRefused(message("question-sit-first"));
    const shown = await this.#load(actor, circleId);
    const which = { circleId, questionId };
    const to = isTaken ? "taken" : "dismissed";
    const act = `${action}-question`;
    const settled = await store.settle(actor.scope, which, { from: "open", to, act: isTaken ? null : act });
    if (!settled) throw new IntentRefused(message("question-settled"));
    if (isTaken)
      try {
        const said = message("gallery-question", { name: settled.askerName, text: settled.text });
        await host().say(actor, { text: wordIn(said, state.circles.get(circleId)?.language ?? "") });
      } catch (error) {
        await store.settle(actor.scope, which, { from: to, to: "open", act: null });
        throw error;
      }
    shown.put(settled);
    if (isTaken) await store.record(actor.scope, circleId, act);
    return { questionId };
  }

  async holdVote(actor: Actor, change: HoldVote): Promise<{ circleId: string }> {
    const { circleId, action } = change;
    this.#refuseStranger(actor, circleId);
    const { store } = this.#ports;
    const shown = await this.#load(actor, circleId);
    const act = action === "close" ? `vote-close-${change.round}` : `vote-${action}`;
    if (!(await store.hold(actor.scope, change, act))) throw new IntentRefused(message("vote-moved-on"));
    shown.setVote(await store.readVote(actor.scope, circleId));
    return { circleId };
  }

  /**
   * What is already so, and a vote that somebody else began, stays. In order, also after a failure: otherwise a part that is
   * skipped at once could close a round before it is opened. @param phase null once the debate is over
   */
  async followDebate(circleId: string, circle: VotedCircle, phase: DebatePhase | null): Promise<void> {
    const before = this.#following.get(circleId) ?? Promise.resolve();
    const followed = before.catch(() => undefined).then(() => this.#holdVotes(circleId, circle, phase));
    this.#following.set(circleId, followed);
    try {
      await followed;
    } finally {
      if (this.#following.get(circleId) === followed) this.#following.delete(circleId);
    }
  }

  async #holdVotes(circleId: string, circle: VotedCircle, phase: DebatePhase | null): Promise<void> {
    const { store } = this.#ports;
    const shown = await this.#load(circle, circleId);
    for (const change of votesAt(phase, circleId, circle))
      if (await store.hold(circle.scope, change, null)) shown.setVote(await store.readVote(circle.scope, circleId));
  }

  /** Read once, in the name of whoever comes first: questions and vote are the same for all who may hear the circle. */
  #load({ scope }: Pick<Actor, "scope">, circleId: string): Promise<ShownGallery> {
    const known = this.#kept.get(circleId);
    if (known) return known.loaded;
    const loaded = this.#ports.store
      .read(scope, circleId)
      .then((view) => (kept.shown = new ShownGallery(circleId, view)));
    const kept: Kept<Client> = { loaded, shown: null, fanOut: new EvenFanOut(BEATS_APART), cheered: new Map() };
    this.#kept.set(circleId, kept);
    // The next one tries again.
    loaded.catch(() => this.#kept.delete(circleId));
    return loaded;
  }

  #isShownTo(actor: Actor, circleId: string): boolean {
    return actor.spectator || this.#ports.host().leads(actor, circleId);
  }

  *#recipientsOf(circleId: string): Generator<Client> {
    for (const { actor, client } of this.#ports.listenersOf(circleId))
      if (client !== null && this.#isShownTo(actor, circleId)) yield client;
  }

  #refuseStranger(actor: Actor, circleId: string): void {
    if (!this.#ports.host().leads(actor, circleId)) throw new IntentRefused(message("gallery-leaders-only"));
  }

  async #why(actor: Actor, circleId: string, otherwise: ReturnType<typeof message>): Promise<IntentRefused> {
    const isAudience = await this.#ports.store.watches(actor.scope, circleId);
    return new IntentRefused(isAudience ? otherwise : message("audience-only"));
  }
}

function votesAt(phase: DebatePhase | null, circleId: string, { topic, language }: VotedCircle): HoldVote[] {
  const closeBefore: HoldVote = { circleId, action: "close", round: "before" };
  switch (phase) {
    case "opening": {
      const codes = ["vote-for", "vote-against", "vote-undecided"] as const;
      const options = codes.map((code) => wordIn(message(code), language));
      return [{ circleId, action: "open-before", question: topic, options }];
    }
    case "rebuttal":
      return [closeBefore];
    case "verdict":
      return [closeBefore, { circleId, action: "open-after" }];
    case null:
      return [closeBefore, { circleId, action: "close", round: "after" }];
    default:
      return [];
  }
}
