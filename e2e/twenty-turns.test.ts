/** Two people and three personas talk for twenty turns, each reply written live by a real language model. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CircleTranscript, TurnView } from "../schema/messages/room-messages.ts";
import { VoiceStatus } from "../schema/messages/voice.ts";
import { smallModelFile } from "../test/small-model.ts";
import { joinPlace, until, type Visitor } from "./support/join-place.ts";
import { startWorld, type World } from "./support/start-world.ts";

const TURNS = 20;
const CUT_INS = [
  "Sorry to cut in: who would pay for it?",
  "Wait, before you go on: how loud are they?",
  "One moment: is the harbour lit at night?",
  "Hold on: would you take one yourself?",
  "May I? What does the harbour master say?",
];

describe.skipIf(smallModelFile === null)("with the small model", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ VOICE: "auto", MODEL_FILE: smallModelFile! });
  });
  afterAll(() => world.close());

  const ended = (visitor: Visitor, circleId: string) =>
    visitor.received.flatMap((entry) =>
      entry.type === "turn-ended" && entry.message.circleId === circleId ? [entry.message] : [],
    );

  test(
    "C1 C3 C4 L2 M7 a circle of three personas and two people holds twenty turns, one interrupted",
    { timeout: 420_000 },
    async () => {
      const [ada, ben] = [await joinPlace(world.url, "Ada"), await joinPlace(world.url, "Ben")];
      await until(
        "the model to be the voice",
        () => VoiceStatus.parse(JSON.parse(ada.room.state.voice)).kind === "embedded",
        120_000,
      );

      const topic = "Should the harbour town let ferries run at night?";
      const { circleId } = await ada.request<CircleTranscript>("open-circle", { topic, kind: "chat" });
      await ben.request("join-circle", { circleId });
      const personas = [...ada.room.state.avatars.values()]
        .filter(({ kind, circleId }) => kind === "persona" && circleId === "")
        .slice(0, 3);
      for (const { personaId } of personas) await ada.request("invite", { personaId });
      await ada.request("steer", { circleId, action: "set-speed", speed: 10 });
      await ada.request("say", { text: "Good evening. Should ferries run at night?" });

      await until("the talk to be in progress", () => ended(ada, circleId).length >= 5, 180_000);
      const wordsOf = (visitor: Visitor) => visitor.received.filter(({ type }) => type === "turn-delta").length;
      const isCutShort = () => ended(ada, circleId).some(({ status }) => status === "interrupted");
      // Interrupts after the first word; on a fast machine a short turn may be over before the sentence arrives.
      for (let attempt = 0; attempt < 5 && !isCutShort(); attempt++) {
        const heard = wordsOf(ben);
        await until("a persona to begin to speak", () => wordsOf(ben) > heard, 60_000);
        const turns = ended(ada, circleId).length;
        await ben.request("say", { text: CUT_INS[attempt]! });
        await until("what was said to be kept", () => ended(ada, circleId).length > turns, 60_000);
      }
      // People keep the talk going.
      const questions = ["And what about the noise?", "Who would work those hours?", "What would you do first?"];
      while (ended(ada, circleId).length < TURNS) {
        const before = ended(ada, circleId).length;
        await until(
          "the talk to continue",
          () => ended(ada, circleId).length >= before + 4 || ended(ada, circleId).length >= TURNS,
          60_000,
        ).catch(() => {});
        const question = questions.shift();
        if (question && ended(ada, circleId).length < TURNS) await ada.request("say", { text: question });
        else if (ended(ada, circleId).length === before) throw new Error(`the talk stopped after ${before} turns`);
      }
      await ada.request("steer", { circleId, action: "pause" });

      const answer = await fetch(`${world.url}/api/conversations/${circleId}`, {
        headers: { authorization: `Bearer ${ada.token}` },
      });
      const { turns } = (await answer.json()) as { turns: TurnView[] };
      const spoken = turns.filter((turn) => turn.speakerKind === "persona");
      expect(turns.length).toBeGreaterThanOrEqual(TURNS);
      expect(new Set(spoken.map((turn) => turn.speakerId)).size).toBe(3);
      expect(
        spoken
          .filter((turn) => turn.status !== "failed")
          .every((turn) => turn.voice.startsWith("embedded/") && turn.outputTokens > 0),
      ).toBe(true);
      expect(turns.some((turn) => turn.status === "interrupted")).toBe(true);
      // Everybody heard the same, and what was heard is what was kept.
      for (const turn of ended(ada, circleId))
        expect(turns.find((kept) => kept.id === turn.turnId)).toMatchObject({ text: turn.text });
      const names = [...personas.map((persona) => persona.name), "Ada", "Ben"];
      for (const turn of spoken) for (const name of names) expect(turn.text).not.toMatch(new RegExp(`^${name}:`, "m"));
      console.log(turns.map((turn) => `${turn.speakerName} (${turn.status}): ${turn.text}`).join("\n"));
      await Promise.all([ada.room.leave(), ben.room.leave()]);
    },
  );
});
