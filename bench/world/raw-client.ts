/** The traffic of one browser without a browser: a hand-written join protocol and inputs, with bytes counted at the socket. */
import type { Socket } from "node:net";
import { WebSocket } from "ws";

const JOIN_ROOM = 10;
const ROOM_DATA = 13;
const ROOM_STATE_PATCH = 15;
const PING = 18;

/** Frame of `input`: type, then msgpack {seq: uint32, moveX: float64, moveZ: float64, run: boolean}. */
const text = (word: string): Buffer => Buffer.concat([Buffer.of(0xa0 | Buffer.byteLength(word)), Buffer.from(word)]);
const head = Buffer.concat([Buffer.of(ROOM_DATA), text("input"), Buffer.of(0x84), text("seq"), Buffer.of(0xce)]);
const inputFrame = (seq: number, moveX: number, moveZ: number): Buffer => {
  const tail = Buffer.alloc(4 + 6 + 9 + 6 + 9 + 4 + 1);
  let at = tail.writeUInt32BE(seq);
  for (const [name, value] of [
    ["moveX", moveX],
    ["moveZ", moveZ],
  ] as const) {
    at += text(name).copy(tail, at);
    tail[at++] = 0xcb;
    at = tail.writeDoubleBE(value, at);
  }
  at += text("run").copy(tail, at);
  tail[at] = 0xc2;
  return Buffer.concat([head, tail]);
};

/** Frame of a message whose payload has texts, numbers up to 127 and booleans only. */
const messageFrame = (type: string, payload: Record<string, string | number | boolean>): Buffer => {
  const value = (one: string | number | boolean): Buffer => {
    if (typeof one === "string") return text(one);
    return Buffer.of(typeof one === "number" ? one : one ? 0xc3 : 0xc2);
  };
  const entries = Object.entries(payload).flatMap(([name, one]) => [text(name), value(one)]);
  return Buffer.concat([Buffer.of(ROOM_DATA), text(type), Buffer.of(0x80 | Object.keys(payload).length), ...entries]);
};

export class RawClient {
  isOpen = false;
  /** Time between consecutive state patches, in ms; emptied by the measuring code. */
  readonly frameGapsMs: number[] = [];
  /** From each `ping` to its answer, in ms; emptied by the measuring code. */
  readonly roundTripsMs: number[] = [];
  private readonly socket: WebSocket;
  private pingedAtMs = 0;
  private seq = 0;
  private frameAtMs = 0;

  private constructor(socket: WebSocket) {
    this.socket = socket;
  }

  /** Resolves when the full state has arrived. */
  static async join(url: string, token: string, role: "visitor" | "spectator", onDrop: () => void): Promise<RawClient> {
    const answer = await fetch(`${url}/matchmake/joinOrCreate/place`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ placeId: "plaza", role }),
    });
    const seat = (await answer.json()) as { processId: string; roomId: string; sessionId: string; error?: string };
    if (!answer.ok) throw new Error(`the join was refused: ${seat.error}`);
    const socket = new WebSocket(
      `${url.replace("http", "ws")}/${seat.processId}/${seat.roomId}?sessionId=${seat.sessionId}`,
      { perMessageDeflate: false },
    );
    const client = new RawClient(socket);
    await new Promise<void>((resolve, reject) => {
      let messages = 0;
      socket.on("error", reject);
      socket.on("close", () => {
        reject(new Error("closed while joining"));
        if (client.isOpen) onDrop();
        client.isOpen = false;
      });
      socket.on("message", (data: Buffer) => {
        if (messages++ === 0 && data[0] === JOIN_ROOM) socket.send(Buffer.of(JOIN_ROOM));
        else resolve();
        if (data[0] === ROOM_STATE_PATCH) client.countFrame();
        if (data[0] === PING) client.roundTripsMs.push(performance.now() - client.pingedAtMs);
      });
    });
    client.isOpen = true;
    return client;
  }

  /** Bytes received at the socket so far, frame headers included. */
  get bytesRead(): number {
    return (this.socket as unknown as { _socket: Socket })._socket.bytesRead;
  }

  step(moveX: number, moveZ: number): void {
    if (this.isOpen) this.socket.send(inputFrame(++this.seq, moveX, moveZ));
  }

  send(type: string, payload: Record<string, string | number | boolean>): void {
    if (this.isOpen) this.socket.send(messageFrame(type, payload));
  }

  leave(): void {
    this.socket.close();
  }

  /** Pings the room. */
  ping(): void {
    this.pingedAtMs = performance.now();
    if (this.isOpen) this.socket.send(Buffer.of(PING));
  }

  private countFrame(): void {
    const now = performance.now();
    if (this.frameAtMs > 0) this.frameGapsMs.push(now - this.frameAtMs);
    this.frameAtMs = now;
  }
}
