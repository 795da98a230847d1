/** Holds one talk with the minds that circles use: a scripted person asks, the personas speak as they choose. */
import type { ConversationView, Participant, Utterance } from "../../engine/mind/conversation.ts";
import type { TalkMinds, TurnScope } from "../../engine/mind/minds.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import { MAX_UTTERANCES } from "../../server/turn/to-utterance.ts";
import type { HeldTurn } from "./talk.ts";
import type { WatchedMinds } from "./watch-minds.ts";

export type TalkPlan = {
  circleId: string;
  topic: string;
  personas: readonly Persona[];
  /** What the person says, by the number of the turn. */
  lines: ReadonlyMap<number, string>;
  turns: number;
  isPrivate?: boolean;
  onTurn?(turn: HeldTurn): void;
};

export const PERSON: Participant = { id: "sam", name: "Sam", kind: "person" };
const TURN_MS = 12_000;
/** As in a circle: after so many failed turns in a row the talk stops. */
const FAILURES_UNTIL_STOP = 3;

const scopeOf = (circleId: string, turn: number): TurnScope => ({
  workspaceId: "default",
  actor: { kind: "person", userId: PERSON.id },
  subject: { circleId },
  policy: "talk",
  signal: new AbortController().signal,
  turnId: `${circleId} ${turn}`,
});

/** At most `plan.turns` turns; fewer when nobody has anything to add, or the voice fails. */
export async function holdTalk({ minds, memory, takeSpoken }: WatchedMinds, plan: TalkPlan): Promise<HeldTurn[]> {
  const { personas, circleId } = plan;
  const turns: HeldTurn[] = [];
  const utterances: Utterance[] = [];
  let failures = 0;
  let passedOver: string[] = [];
  const view = (): ConversationView => ({
    circleId,
    topic: plan.topic,
    kind: "chat",
    isPrivate: plan.isPrivate ?? false,
    language: "en",
    participants: [PERSON, ...personas.map(({ id, name }) => ({ id, name, kind: "persona" as const }))],
    utterances: utterances.slice(-MAX_UTTERANCES),
    earlierTurns: Math.max(0, utterances.length - MAX_UTTERANCES),
  });
  await minds.listen(view(), personas, scopeOf(circleId, 0));
  while (turns.length < plan.turns && failures < FAILURES_UNTIL_STOP) {
    const scope = scopeOf(circleId, turns.length);
    const line = plan.lines.get(turns.length);
    let turn: HeldTurn;
    if (line !== undefined) turn = sayOf(line);
    else {
      const candidates = personas.filter(({ id }) => !passedOver.includes(id));
      const decision = await minds.decideTurn(view(), candidates.length > 0 ? candidates : [...personas], scope);
      const persona = personas.find(({ id }) => id === decision?.nextPersonaId);
      if (!persona) break;
      const shown = await speak(minds, view(), persona, scope);
      const { request, raw } = takeSpoken();
      turn = { ...shown, prompt: request?.messages ?? [], raw };
      // As in a circle: once a turn is written, and before it is heard.
      await minds.listen(
        view(),
        personas.filter((one) => one !== persona),
        scope,
      );
    }
    turns.push(turn);
    plan.onTurn?.(turn);
    failures = turn.text === "" ? failures + 1 : 0;
    passedOver = turn.text === "" ? [...passedOver, turn.speakerId] : [];
    if (turn.text === "") continue;
    utterances.push(toUtterance(turn, plan, turns.length));
    const heard = personas.map(({ id }) => id);
    await memory.add(minds.witness(view(), utterances.at(-1)!, heard), scope);
  }
  return turns;
}

const sayOf = (text: string): HeldTurn => ({
  speakerId: PERSON.id,
  speakerName: PERSON.name,
  speakerKind: "person",
  text,
  status: "finished",
  firstWordMs: null,
  prompt: [],
  raw: [],
});

async function speak(minds: TalkMinds, view: ConversationView, persona: Persona, scope: TurnScope): Promise<HeldTurn> {
  const startedAt = performance.now();
  let firstWordMs: number | null = null;
  let text = "";
  let status: HeldTurn["status"] = "failed";
  for await (const event of minds.speak(view, persona, scope)) {
    if (event.type === "delta") firstWordMs ??= performance.now() - startedAt;
    else ({ text, status } = event);
  }
  return {
    speakerId: persona.id,
    speakerName: persona.name,
    speakerKind: "persona",
    text,
    status,
    firstWordMs,
    prompt: [],
    raw: [],
  };
}

const toUtterance = (turn: HeldTurn, plan: TalkPlan, position: number): Utterance => ({
  id: `${plan.circleId} turn ${position}`,
  speakerId: turn.speakerId,
  speakerName: turn.speakerName,
  speakerKind: turn.speakerKind,
  text: turn.text,
  status: "finished",
  replyTo: null,
  witnesses: plan.isPrivate ? [PERSON.id] : null,
  at: Date.UTC(2026, 10, 30, 12) + position * TURN_MS,
});

/** A person's lines at even distances over a talk of so many turns. */
export const spreadLines = (lines: readonly string[], turns: number): Map<number, string> =>
  new Map(lines.map((line, index) => [Math.floor((index * turns) / lines.length), line]));
