import { joinPlace, type Visitor } from "../../e2e/support/join-place.ts";
import type { CircleTranscript } from "../../schema/messages/room-messages.ts";
import { percentile } from "./percentile.ts";
import { rounded } from "./rounded.ts";

const VISITORS = 8;
const JOINS_EACH = 15;

/** From `join-circle` to membership in the client's state and the transcript; ms. */
export async function measureJoinGap(url: string): Promise<object> {
  const hosts = await Promise.all(["First host", "Second host"].map((name) => joinPlace(url, name)));
  const circles = await Promise.all(hosts.map((host, index) => openTalkingCircle(host, index)));
  const visitors = await Promise.all(Array.from({ length: VISITORS }, (_, index) => joinPlace(url, `Guest ${index}`)));
  const gaps = await Promise.all(visitors.map((visitor) => joinInTurn(visitor, circles)));
  await Promise.all(hosts.map((host, index) => host.request("steer", { circleId: circles[index], action: "stop" })));
  await Promise.all([...hosts, ...visitors].map(({ room }) => room.leave()));
  const all = gaps.flat();
  return {
    joinGapP50Ms: rounded(percentile(all, 0.5)),
    joinGapP95Ms: rounded(percentile(all, 0.95)),
    joins: all.length,
  };
}

async function openTalkingCircle(host: Visitor, index: number): Promise<string> {
  const { circleId } = await host.request<CircleTranscript>("open-circle", { topic: `Circle ${index + 1}` });
  const persona = [...host.room.state.avatars.values()].filter(({ kind }) => kind === "persona")[index]!;
  await host.request("invite", { personaId: persona.personaId });
  await host.request("say", { text: "What would you do first?" });
  return circleId;
}

/** Joining another circle leaves the previous one. */
async function joinInTurn(visitor: Visitor, circles: string[]): Promise<number[]> {
  const gaps: number[] = [];
  for (let round = 0; round < JOINS_EACH; round++) {
    const circleId = circles[round % circles.length]!;
    const startMs = performance.now();
    await Promise.all([isMember(visitor, circleId), visitor.request("join-circle", { circleId })]);
    gaps.push(performance.now() - startMs);
  }
  return gaps;
}

/** Resolves with the state change that shows it. */
const isMember = ({ room, userId }: Visitor, circleId: string): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      const hasSeat = room.state.avatars.get(userId)?.circleId === circleId;
      if (!hasSeat || !room.state.circles.get(circleId)?.members.includes(userId)) return;
      room.onStateChange.remove(look);
      resolve();
    };
    room.onStateChange(look);
  });
