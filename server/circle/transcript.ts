/** The recent turns of a circle in memory, so that joining needs no query. */
import { message } from "../../schema/messages/message.ts";
import { createStrike } from "../../engine/text/strike-words.ts";
import type { ConversationView } from "../../engine/mind/conversation.ts";
import type { TurnView } from "../../schema/messages/room-messages.ts";
import { TRANSCRIPT_TURNS, type HeardTurn } from "../conversation/to-turn-view.ts";
import { MAX_UTTERANCES, toUtterance } from "../turn/to-utterance.ts";
import type { Said } from "../session/hosted-session.ts";
import type { StoredTurnEnd } from "./circle-event.ts";
import { IntentRefused } from "./circle-stage.ts";

/** Reactions of one person to one turn. */
const MAX_REACTIONS = 6;

export class Transcript {
  #turns: HeardTurn[];
  /** Number of turns that are no longer in `#turns`. */
  #forgotten = 0;

  constructor(turns: HeardTurn[] = []) {
    this.#turns = turns;
  }

  /** The turns for which `isHeard` returns true: those a reader heard or may read. */
  turns(isHeard: (turn: HeardTurn) => boolean): TurnView[] {
    return structuredClone(this.#turns.filter(isHeard)).map(({ witnesses: _, ...turn }) => turn);
  }

  find = (turnId: string): HeardTurn | undefined => this.#turns.find(({ id }) => id === turnId);

  /** They may read all of it from now on. */
  admit(userId: string): void {
    for (const turn of this.#turns)
      if (turn.witnesses && !turn.witnesses.includes(userId)) turn.witnesses = [...turn.witnesses, userId];
  }

  hasTurnsOf = (speakerId: string): boolean => this.#turns.some((turn) => turn.speakerId === speakerId);

  /** Takes somebody out of it who withdrew. @returns what they had said */
  forget(userId: string, name: string): Said[] {
    const talk = this.#turns.map(({ speakerId, text }) => ({ text, isTheirs: speakerId === userId }));
    const theirs = this.#turns.filter(({ speakerId }) => speakerId === userId);
    const said = theirs.map(({ text, speakerName, startedAt }) => ({ text, name: speakerName, at: startedAt }));
    this.#turns = this.#turns.filter(({ speakerId }) => speakerId !== userId);
    const strike = createStrike(said.length > 0 ? said.map((each) => each.name) : [name], talk);
    for (const turn of this.#turns)
      Object.assign(turn, { text: strike(turn.text), problem: turn.problem && strike(turn.problem) });
    return said;
  }

  /** Adds a turn that is being spoken from now on. */
  begin(
    turn: Pick<HeardTurn, "id" | "speakerId" | "speakerName" | "speakerKind" | "replyTo" | "startedAt" | "witnesses">,
  ): void {
    this.#turns.push({
      ...turn,
      text: "",
      status: "speaking",
      endedAt: null,
      inputTokens: 0,
      outputTokens: 0,
      costNano: 0,
      voice: "",
      problem: null,
      reactions: {},
      edits: 0,
    });
    this.#forgotten += this.#turns.slice(0, -TRANSCRIPT_TURNS).filter(isSaid).length;
    this.#turns = this.#turns.slice(-TRANSCRIPT_TURNS);
  }

  show(turnId: string, text: string): void {
    const turn = this.find(turnId);
    if (turn) turn.text += text;
  }

  end({ turnId, ...end }: StoredTurnEnd, endedAt: string): void {
    const turn = this.find(turnId);
    if (turn) Object.assign(turn, end, { endedAt });
  }

  /** @returns whether its words changed */
  reword({ id, text, edits }: Pick<HeardTurn, "id" | "text" | "edits">): boolean {
    const turn = this.find(id);
    if (!turn || turn.text === text) return false;
    Object.assign(turn, { text, edits });
    return true;
  }

  /** Ids of those that have ended. */
  endedIds = (): string[] => this.#turns.flatMap(({ id, status }) => (status === "speaking" ? [] : id));

  /** False when it exists already; throws IntentRefused beyond `MAX_REACTIONS`. */
  react(turn: TurnView, userId: string, emoji: string): boolean {
    const { reactions } = turn;
    const people = Object.hasOwn(reactions, emoji) ? reactions[emoji]! : [];
    if (people.includes(userId)) return false;
    const theirs = Object.values(reactions).filter((userIds) => userIds.includes(userId));
    if (theirs.length >= MAX_REACTIONS)
      throw new IntentRefused(message("too-many-reactions", { count: MAX_REACTIONS }));
    reactions[emoji] = [...people, userId];
    return true;
  }

  /** The utterances for minds: failed and unfinished turns are left out. */
  utterances(): Pick<ConversationView, "utterances" | "earlierTurns"> {
    const said = this.#turns.filter(isSaid);
    const utterances = said.slice(-MAX_UTTERANCES).map(toUtterance);
    return { utterances, earlierTurns: this.#forgotten + said.length - utterances.length };
  }
}

const isSaid = ({ text, status }: TurnView): boolean =>
  text !== "" && (status === "finished" || status === "interrupted");
