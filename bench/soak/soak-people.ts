/** People who walk, and people who talk: whoever is cut off comes back, and remembers every turn that was announced to them. */
import { setTimeout as wait } from "node:timers/promises";
import { enterPlace, signInAsGuest, type Visitor } from "../../e2e/support/join-place.ts";
import type { CircleTranscript } from "../../schema/messages/room-messages.ts";
import { RawClient } from "../world/raw-client.ts";

const STEP_MS = 50;
const RETRY_MS = 1000;
const SAY_EVERY_MS = 20_000;
const PERSONAS_EACH = 2;
/** A turn every two seconds at most: below the number of calls that a person may have made in a minute. */
const SPEED = 8;

/** By turn: what `turn-ended` said of it. */
export type Announced = Map<string, { text: string; status: string }>;
export type Counts = { returns: number; failedReturns: number };

/** Walks in a circle until `signal` aborts. */
export async function walk(url: string, name: string, counts: Counts, signal: AbortSignal): Promise<void> {
  let token: string | null = null;
  for (let visits = 0; !signal.aborted; visits++) {
    const client: RawClient | null = await attempt(async () => {
      token ??= (await signInAsGuest(url, name)).token;
      return RawClient.join(url, token, "visitor", () => undefined);
    });
    if (!client) {
      token = null; // it may have expired
      counts.failedReturns += 1;
      await pause(RETRY_MS, signal);
      continue;
    }
    if (visits > 0) counts.returns += 1;
    for (let step = 0; client.isOpen && !signal.aborted; step++) {
      client.step(Math.cos(step / 40), Math.sin(step / 40));
      await pause(STEP_MS, signal);
    }
    client.leave();
  }
}

/** Talks with personas, and comes back to the same circle, until `signal` aborts. */
export async function talk(
  url: string,
  name: string,
  { announced, counts }: { announced: Announced; counts: Counts },
  signal: AbortSignal,
): Promise<void> {
  let circleId: string | null = null;
  let guest: { token: string; userId: string } | null = null;
  for (let visits = 0; !signal.aborted; visits++) {
    const visitor: Visitor | null = await attempt(async () => {
      guest ??= await signInAsGuest(url, name);
      return enterPlace(url, guest);
    });
    if (!visitor) {
      guest = null; // their token may have expired
      counts.failedReturns += 1;
      await pause(RETRY_MS, signal);
      continue;
    }
    if (visits > 0) counts.returns += 1;
    visitor.room.onMessage("turn-ended", ({ turnId, text, status }) => announced.set(turnId, { text, status }));
    let isOpen = true;
    visitor.room.onLeave(() => (isOpen = false));
    try {
      circleId = await sitDown(visitor, name, circleId);
      while (isOpen && !signal.aborted) {
        if (visitor.room.state.circles.get(circleId)?.status === "paused")
          await visitor.request("steer", { circleId, action: "resume" });
        await visitor.request("say", {
          text: `${name} asks at ${new Date().toISOString()}: what would you mend first?`,
        });
        await pause(SAY_EVERY_MS, signal);
      }
    } catch {
      // A refusal, or a server that was killed: it is tried again.
      await pause(RETRY_MS, signal);
    }
    if (isOpen) await visitor.room.leave().catch(() => undefined);
  }
}

/** In the circle from before where it still exists, else in a new one with personas. */
async function sitDown(visitor: Visitor, name: string, before: string | null): Promise<string> {
  if (before !== null) {
    const joined = await visitor.request<CircleTranscript>("join-circle", { circleId: before }).catch(() => null);
    if (joined) return before;
  }
  const { circleId } = await visitor.request<CircleTranscript>("open-circle", { topic: `What ${name} would mend` });
  await visitor.request("steer", { circleId, action: "set-speed", speed: SPEED });
  const free = [...visitor.room.state.avatars.values()].filter(({ kind, circleId }) => kind === "persona" && !circleId);
  let invited = 0;
  for (const { personaId } of free) {
    if (invited === PERSONAS_EACH) break;
    invited += await visitor.request("invite", { personaId }).then(
      () => 1,
      () => 0, // taken meanwhile
    );
  }
  return circleId;
}

/** Null where it fails: a server that was killed is asked again. */
const attempt = <Value>(work: () => Promise<Value>): Promise<Value | null> => work().catch(() => null);

const pause = (ms: number, signal: AbortSignal): Promise<unknown> =>
  wait(ms, undefined, { signal }).catch(() => undefined);
