import { setTimeout as wait } from "node:timers/promises";
import { joinPlace, type Visitor } from "../../e2e/support/join-place.ts";
import type { CircleTranscript } from "../../schema/messages/room-messages.ts";
import { INTENTS_PER_SECOND } from "../../server/place/presence/attendance.ts";
import { percentile } from "./percentile.ts";
import { rounded } from "./rounded.ts";

const SPEAKERS = 10;
const TURNS = 500;
const LATECOMERS = 40;

/** Spectators who come to a talk of 500 turns: from `follow` to transcript, summary and gallery; ms. */
export async function measureLateJoin(url: string): Promise<object> {
  const speakers = await Promise.all(
    Array.from({ length: SPEAKERS }, (_, index) => joinPlace(url, `Speaker ${index}`)),
  );
  const [first, ...others] = speakers as [Visitor, ...Visitor[]];
  const { circleId } = await first.request<CircleTranscript>("open-circle", { topic: "A long talk", kind: "debate" });
  for (const speaker of others) await speaker.request("join-circle", { circleId });
  await Promise.all(speakers.map((speaker, index) => talk(speaker, index)));
  const gaps: number[] = [];
  for (let index = 0; index < LATECOMERS; index += 1) {
    const latecomer = await joinPlace(url, `Latecomer ${index}`, "spectator");
    const startMs = performance.now();
    const hasGallery = new Promise((resolve) => latecomer.room.onMessage("gallery", resolve));
    await Promise.all([hasGallery, latecomer.request("follow", { circleId })]);
    gaps.push(performance.now() - startMs);
    await latecomer.room.leave();
  }
  await Promise.all(speakers.map(({ room }) => room.leave()));
  return { lateJoinP50Ms: rounded(percentile(gaps, 0.5)), lateJoinP95Ms: rounded(percentile(gaps, 0.95)) };
}

async function talk(speaker: Visitor, index: number): Promise<void> {
  for (let turn = 0; turn < TURNS / SPEAKERS; turn += 1) {
    await speaker.request("say", {
      text: `Point ${turn} of speaker ${index}: a line leaves too early, and those who work late walk home.`,
    });
    await wait(1000 / INTENTS_PER_SECOND);
  }
}
