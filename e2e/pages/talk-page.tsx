/** The panels over a place that a test fills: the person's circle, the avatars around it, and the talk. */
import { countRenders, type RenderCounts } from "./count-renders.ts";
import { createRoot } from "react-dom/client";
import "../../client/tokens.css";
import "../../client/base.css";
import type { AvatarSnapshot, CircleSnapshot } from "../../client/net/place-snapshot.ts";
import { Edges } from "../../client/panels/edges/edges.tsx";
import { receiveTranscriptEvent, usePlace } from "../../client/state/place-store.ts";
import { showTurn, useScreen } from "../../client/state/screen.ts";
import { loadWords, startWords } from "../../client/words/start-words.ts";
import type { TurnView } from "../../schema/messages/room-messages.ts";

const CIRCLE_ID = "circle";
const MEMBERS = ["p0", "p1", "p2"];
const MY_ID = "me";

const WORDS = "the harbour keeps its lamps lit while boats wait for a tide that nobody on the pier can name".split(" ");
const sentence = (seed: number): string =>
  Array.from({ length: 4 + ((seed * 7) % 40) }, (_, index) => WORDS[(seed * 3 + index * 5) % WORDS.length]).join(" ");

const turn = (index: number): TurnView => ({
  id: `t${index}`,
  speakerId: MEMBERS[index % MEMBERS.length]!,
  speakerName: `Persona ${index % MEMBERS.length}`,
  speakerKind: "persona",
  text: `Turn ${index}: ${sentence(index)}.`,
  status: "finished",
  replyTo: null,
  startedAt: "2026-01-01T00:00:00.000Z",
  endedAt: "2026-01-01T00:00:09.000Z",
  inputTokens: 10,
  outputTokens: 10,
  costNano: 0,
  voice: "rehearsal/script",
  reactions: {},
  problem: null,
  edits: 0,
});

const avatar = (id: string, kind: AvatarSnapshot["kind"], name: string): AvatarSnapshot => ({
  id,
  kind,
  name,
  look: { palette: ["#8a6f5a", "#d8c3a5", "#4a3b33"], silhouette: "slender" },
  lookText: "",
  gesture: "",
  activity: "idle",
  circleId: [...MEMBERS, MY_ID].includes(id) ? CIRCLE_ID : "",
  seat: MEMBERS.indexOf(id),
  typing: false,
  traits: {},
});

const circle: CircleSnapshot = {
  id: CIRCLE_ID,
  topic: "Who lights the harbour?",
  kind: "chat",
  mode: "auto",
  speed: 7,
  status: "talking",
  pausedMessage: "",
  sessionId: "",
  debate: "",
  isPrivate: false,
  isCasual: false,
  language: "en",
  x: 0,
  z: 0,
  members: [MY_ID, ...MEMBERS],
  speakerId: "",
  nextSpeakerId: "",
  costNano: 0,
};

const renders = countRenders();

const page = {
  /** A transcript of so many turns, as received on joining. */
  fill(count: number, first = 0): void {
    const { topic, kind, mode } = circle;
    const turns = Array.from({ length: count }, (_, index) => turn(first + index));
    receiveTranscriptEvent({
      type: "transcript",
      message: {
        circleId: CIRCLE_ID,
        topic,
        kind,
        mode,
        turns,
        summary: [],
        draft: null,
        leads: false,
        now: Date.now(),
      },
    });
  },
  beginTurn(index: number, speakerId = MEMBERS[index % MEMBERS.length]!): void {
    const { id: turnId, replyTo, speakerName, speakerKind, startedAt, voice } = turn(index);
    const message = { circleId: CIRCLE_ID, turnId, speakerId, replyTo, speakerName, speakerKind, startedAt, voice };
    receiveTranscriptEvent({ type: "turn-started", message });
  },
  word(index: number, seq: number, text: string): void {
    receiveTranscriptEvent({ type: "turn-delta", message: { circleId: CIRCLE_ID, turnId: `t${index}`, seq, text } });
  },
  endTurn(index: number, text: string): void {
    const { costNano, voice, inputTokens, outputTokens, problem } = turn(index);
    const bill = { costNano, voice, inputTokens, outputTokens };
    const ending = { status: "finished", text, endedAt: "2026-01-01T00:01:00.000Z", problem, ...bill } as const;
    receiveTranscriptEvent({ type: "turn-ended", message: { circleId: CIRCLE_ID, turnId: `t${index}`, ...ending } });
  },
  changeAvatar(id: string, change: Partial<AvatarSnapshot>): void {
    usePlace.setState(({ avatars }) => ({ avatars: { ...avatars, [id]: { ...avatars[id]!, ...change } } }));
  },
  changeCircle(change: Partial<CircleSnapshot>): void {
    usePlace.setState(({ circles }) => ({ circles: { [CIRCLE_ID]: { ...circles[CIRCLE_ID]!, ...change } } }));
  },
  show: (turnId: string): void => showTurn({ circleId: CIRCLE_ID, turnId, takesFocus: true }),
  openPeople: (): void => useScreen.setState({ drawer: "people" }),
  /** What `act` rendered, by component. */
  async rendersOf(act: () => void): Promise<RenderCounts> {
    await settled();
    renders.clear();
    act();
    await settled();
    return renders.counts();
  },
};
export type TalkPage = typeof page;

/** Number of frames without a render. */
const STILL_FRAMES = 20;

async function settled(): Promise<void> {
  for (let still = 0, drawn = -1; still < STILL_FRAMES; still++) {
    await new Promise(requestAnimationFrame);
    if (renders.commits() !== drawn) still = 0;
    drawn = renders.commits();
  }
}

await startWords("en");
await loadWords();
const others = Array.from({ length: 50 }, (_, index) => avatar(`p${index}`, "persona", `Persona ${index}`));
usePlace.setState({
  role: "visitor",
  myId: MY_ID,
  link: { kind: "connected" },
  avatars: Object.fromEntries([avatar(MY_ID, "person", "Nadia"), ...others].map((body) => [body.id, body])),
  circles: { [CIRCLE_ID]: circle },
});
useScreen.setState({ hasSteppedIn: true, isConversationOpen: true });
createRoot(document.getElementById("page")!).render(<Edges />);
await settled();
Object.assign(globalThis, { talk: page, ready: true });
