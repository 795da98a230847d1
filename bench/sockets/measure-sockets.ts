/**
 * 200 sockets that never read, half of which answer pings, beside 100 people for two minutes: their cost for the
 * server in memory, and for the people in latency, before, during and after.
 */
import { fork } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { joinPlace } from "../../e2e/support/join-place.ts";
import type { CircleTranscript } from "../../schema/messages/room-messages.ts";
import { sayProgress } from "../say-progress.ts";
import { driveLoad, type Load } from "../world/drive-load.ts";
import { receiveMessage } from "../world/receive-message.ts";
import { prepareOwnServer } from "../world/own-server.ts";
import type { FromHolder, ToHolder } from "./holder-messages.ts";

const PEOPLE = 100;
const UNREAD = 200;
const AROUND_SECONDS = 30;
const DURING_SECONDS = 120;
const SETTLE_MS = 5000;
const MEMORY_EVERY_MS = 1000;
/** A long transcript: 190 kB. */
const TURNS = 100;
const TURN_CHARACTERS = 1900;
/** Below the limit of ten intents a second. */
const SAY_GAP_MS = 120;

export async function measureSockets(): Promise<object> {
  const server = await prepareOwnServer({ VOICE: "rehearsal" });
  try {
    await server.start();
    sayProgress("writing a long transcript …");
    const circleId = await writeTranscript(server.url);
    sayProgress(`connecting ${PEOPLE} people …`);
    const load = await driveLoad(server.url, { people: PEOPLE, spectators: 0, areGuests: true });
    try {
      await wait(SETTLE_MS);
      return await measureAround(server.url, load, circleId);
    } finally {
      load.stop();
    }
  } finally {
    await server.remove();
  }
}

async function measureAround(url: string, load: Load, circleId: string): Promise<object> {
  sayProgress(`measuring ${AROUND_SECONDS} s without them …`);
  const before = await measure(url, load, AROUND_SECONDS);
  const holder = fork(new URL("hold-unread.program.ts", import.meta.url), {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ask = (message: ToHolder): void => void holder.send(message);
  try {
    sayProgress(`opening ${UNREAD} sockets that never read …`);
    ask({ type: "hold", url, count: UNREAD, circleId });
    await receiveMessage<FromHolder, "holding">(holder, "holding");
    sayProgress(`measuring ${DURING_SECONDS} s beside them …`);
    const during = await measure(url, load, DURING_SECONDS);
    ask({ type: "count" });
    const { open, disconnected } = await receiveMessage<FromHolder, "counted">(holder, "counted");
    holder.kill();
    await wait(SETTLE_MS);
    sayProgress(`measuring ${AROUND_SECONDS} s after them …`);
    return {
      before,
      during: { ...during, unreadOpen: open, unreadLetGo: disconnected },
      after: await measure(url, load, AROUND_SECONDS),
    };
  } finally {
    holder.kill();
  }
}

async function measure(url: string, load: Load, seconds: number): Promise<object> {
  const memory: number[] = [];
  const read = (): Promise<unknown> =>
    readMemory(url).then(
      (mib) => memory.push(mib),
      // A sample that a busy server cuts off is left out.
      () => undefined,
    );
  const reading = setInterval(() => void read(), MEMORY_EVERY_MS);
  const { personRoundTripP50Ms, personRoundTripP99Ms, personFrameGapP50Ms, personFrameGapP99Ms, clientsDropped } =
    await load.measure(seconds);
  clearInterval(reading);
  return {
    personRoundTripP50Ms,
    personRoundTripP99Ms,
    personFrameGapP50Ms,
    personFrameGapP99Ms,
    clientsDropped,
    memoryMiBFirst: memory[0],
    memoryMiBMost: Math.max(...memory),
    memoryMiBLast: memory.at(-1),
  };
}

async function readMemory(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Math.round(Number(/^process_memory_usage\S* (\S+)/m.exec(text)?.[1]) / 1024 / 1024);
}

/** Written by a visitor who stays, so that the circle does. */
async function writeTranscript(url: string): Promise<string> {
  const host = await joinPlace(url, "Storyteller");
  const { circleId } = await host.request<CircleTranscript>("open-circle", { topic: "A long story" });
  for (let turn = 0; turn < TURNS; turn++) {
    await host.request("say", { text: `${turn} `.padEnd(TURN_CHARACTERS, "once upon a time ") });
    await wait(SAY_GAP_MS);
  }
  return circleId;
}
