/** Holds sockets that are never read; half of them answer pings. Each toggles `follow` on one circle, and reconnects when it was closed. */
import { setTimeout as wait } from "node:timers/promises";
import { WebSocket } from "ws";
import { signInAsGuest } from "../world/sign-in-as-guest.ts";
import type { FromHolder, ToHolder } from "./holder-messages.ts";

const JOIN_ROOM = 10;
const ROOM_DATA = 13;
const TOGGLE_MS = 250;
const PONG_MS = 2000;
const REJOIN_MS = 1000;
const JOINS_AT_ONCE = 6;

const send = (message: FromHolder): void => void process.send!(message);
let disconnected = 0;
let open = 0;

/** `follow` with {circleId}: type and msgpack. */
const followFrame = (circleId: string | null): Buffer => {
  const id =
    circleId === null
      ? Buffer.of(0xc0)
      : Buffer.from(`\xd9${String.fromCharCode(circleId.length)}${circleId}`, "latin1");
  return Buffer.concat([Buffer.from(`${String.fromCharCode(ROOM_DATA)}\xa6follow\x81\xa8circleId`, "latin1"), id]);
};

/** Reconnects whenever it is closed, forever; `onOpen` is called each time. */
async function hold(url: string, token: string, circleId: string, answersPings: boolean, onOpen: () => void) {
  for (;;) {
    try {
      const socket = await openUnread(url, token);
      onOpen();
      open += 1;
      await toggleUntilClosed(socket, circleId, answersPings);
      open -= 1;
      disconnected += 1;
    } catch {
      // A server under load answers late; only its effect on the people is measured.
    }
    await wait(REJOIN_MS);
  }
}

async function openUnread(url: string, token: string): Promise<WebSocket> {
  const answer = await fetch(`${url}/matchmake/joinOrCreate/place`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ placeId: "plaza", role: "spectator" }),
  });
  if (!answer.ok) throw new Error(`a join was refused: ${await answer.text()}`);
  const { processId, roomId, sessionId } = (await answer.json()) as Record<string, string>;
  const socket = new WebSocket(`${url.replace("http", "ws")}/${processId}/${roomId}?sessionId=${sessionId}`, {
    perMessageDeflate: false,
  });
  await new Promise((resolve, reject) => {
    socket.once("message", resolve);
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("closed while joining")));
  });
  socket.send(Buffer.of(JOIN_ROOM));
  socket.pause();
  return socket;
}

async function toggleUntilClosed(socket: WebSocket, circleId: string, answersPings: boolean): Promise<void> {
  let toggles = 0;
  const toggling = setInterval(() => socket.send(followFrame(toggles++ % 2 === 0 ? circleId : null)), TOGGLE_MS);
  const ponging = answersPings ? setInterval(() => socket.pong(), PONG_MS) : undefined;
  // Nothing is read, so the end only shows when a write fails.
  socket.on("error", () => socket.terminate());
  await new Promise((resolve) => socket.once("close", resolve));
  clearInterval(toggling);
  clearInterval(ponging);
}

process.on("message", (message: ToHolder) => {
  if (message.type === "count") return send({ type: "counted", open, disconnected });
  void (async () => {
    const { url, count, circleId } = message;
    const numbers = Array.from({ length: count }, (_, index) => index);
    const worker = async (): Promise<void> => {
      for (let index = numbers.pop(); index !== undefined; index = numbers.pop()) {
        const token = await signInAsGuest(url, `Unread ${index}`);
        await new Promise<void>((opened) => void hold(url, token, circleId, index! % 2 === 0, opened));
      }
    };
    await Promise.all(Array.from({ length: JOINS_AT_ONCE }, worker));
    send({ type: "holding" });
  })().catch((error: Error) => {
    console.error(`the unread sockets could not be opened: ${error.message}`);
    process.exit(1);
  });
});
process.on("disconnect", () => process.exit(0));
