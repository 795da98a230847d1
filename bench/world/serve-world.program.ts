/** The real place room with a full cast, in a separate process that measures itself; started by measure-full-place. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { Circle } from "../../schema/state/place-state.ts";
import { $refId } from "@colyseus/schema";
import { matchMaker, Server } from "@colyseus/core";
import type { Persona } from "../../schema/messages/persona.ts";
import { EvenPingTransport } from "../../server/colyseus/even-ping-transport.adapter.ts";
import { MOTION_MAX_BYTES, writeMotion } from "../../server/place/bodies/encode-motion.ts";
import type { BeatMark } from "../../server/place/place-dependencies.ts";
import { MAX_MESSAGE_BYTES, type definePlaceRoom } from "../../server/place/place.room.ts";
import { registerPlaceRoom } from "../../server/place/register-place-room.adapter.ts";
import { readPlaces } from "../../server/place/places.store.ts";
import { guestOf, personaOf, REHEARSED_VOICES } from "../../test/place/place-fixtures.ts";
import { WATCHED_CIRCLE, type Beat, type FromServer, type ToServer } from "./load-messages.ts";
import { memoryGallery } from "./memory-gallery.ts";
import { quietCircles } from "./quiet-circles.ts";

type PlaceRoom = InstanceType<ReturnType<typeof definePlaceRoom>>;

const PERSONAS = 700;
const send = (message: FromServer): void => void process.send!(message);

const personas: Persona[] = Array.from({ length: PERSONAS }, (_, index) => ({
  ...personaOf(`00000000-0000-7000-8000-${String(index).padStart(12, "0")}`, `Persona ${index}`),
  look: {
    palette: ["#c96f4a", "#2f5d62", "#e8c07d"],
    silhouette: "cloaked",
    mask: { shape: "moon", brow: "raised", mouth: "smile", pattern: "rays", colour: "#e8d8b8", paint: "#7a2f2f" },
  },
  traits: ["warm", "curious", "stubborn", "precise"].map((name, trait) => ({
    id: name,
    name,
    description: "",
    intensity: ((index + trait) % 10) / 10,
    inherited: trait === 0,
  })),
}));

type Clocks = { wallMs: number; cpuMs: number };
const readClocks = (): Clocks => {
  const { user, system } = process.threadCpuUsage();
  return { wallMs: performance.now(), cpuMs: (user + system) / 1000 };
};

let samples: Beat[] | null = null;
const marks = {} as Record<BeatMark, Clocks>;
let cpuBeforeMs = readClocks().cpuMs;
let moving = { personas: 0, people: 0, steps: 0 };
let room: PlaceRoom | null = null;

const countMoving = (): void => {
  const { simulation } = room!.floor;
  let movingPersonas = 0;
  let movingPeople = 0;
  for (const mover of simulation.movers.values()) {
    if (mover.movedTick !== simulation.tick) continue;
    if (mover.kind === "persona") movingPersonas += 1;
    else movingPeople += 1;
  }
  moving.personas += movingPersonas / PERSONAS;
  moving.people += movingPeople / room!.attendance.people.size;
  moving.steps += 1;
};

const http = createServer();
const server = new Server({
  transport: new EvenPingTransport({ server: http, maxPayload: MAX_MESSAGE_BYTES }),
  greet: false,
  gracefullyShutdown: false,
});
const plaza = (await readPlaces(fileURLToPath(new URL("../../places/", import.meta.url)))).get("plaza")!;
registerPlaceRoom(server, {
  // The load decides the number of people.
  places: new Map([["plaza", { ...plaza, limits: { people: 10_000, personas: PERSONAS, spectators: 10_000 } }]]),
  verifyToken: async (token) => guestOf(token.slice("token-of-".length)),
  followPeople: () => () => undefined,
  followCircles: () => () => undefined,
  followSessions: () => () => undefined,
  roleOf: async () => "guest",
  personas: { get: async () => null, residentsOf: async () => personas, onChange: () => () => undefined },
  voices: REHEARSED_VOICES,
  gallery: memoryGallery(),
  createCircleHost: quietCircles,
  log: {
    error: (details) => send({ type: "problem", text: String((details as { err?: unknown }).err) }),
    warn: (_details, text) => send({ type: "problem", text }),
  },
  onBeat: (reached) => {
    marks[reached] = readClocks();
    if (reached !== "sent") return;
    const between = (from: BeatMark, to: BeatMark, clock: keyof Clocks): number =>
      marks[to][clock] - marks[from][clock];
    const busyMs = marks.sent.cpuMs - cpuBeforeMs;
    cpuBeforeMs = marks.sent.cpuMs;
    samples?.push({
      startedAtMs: marks.started.wallMs,
      stepAndEncodeMs: between("started", "encoded", "wallMs"),
      stepAndEncodeCpuMs: between("started", "encoded", "cpuMs"),
      encodeMs: between("stepped", "encoded", "wallMs"),
      encodeCpuMs: between("stepped", "encoded", "cpuMs"),
      withSendsMs: between("started", "sent", "wallMs"),
      withSendsCpuMs: between("started", "sent", "cpuMs"),
      busyCpuMs: busyMs,
    });
    if (samples !== null) countMoving();
  },
});
await server.listen(0, "127.0.0.1");
const listing = await matchMaker.createRoom("place", { placeId: "plaza", workspaceId: "default", instance: 1 });
room = matchMaker.getLocalRoomById(listing.roomId) as unknown as PlaceRoom;
// Followed by every spectator.
room.state.circles.set(WATCHED_CIRCLE, Object.assign(new Circle(), { topic: "Watched", kind: "debate", x: 0, z: 0 }));

const entryBytes = (): number => {
  const bytes = new Uint8Array(MOTION_MAX_BYTES);
  const lengths = [...room!.state.avatars.values()].map((avatar) => writeMotion(bytes, 0, avatar[$refId]!, avatar));
  return lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
};

process.on("message", (message: ToServer) => {
  if (message.type === "stop") process.exit(0);
  samples = [];
  moving = { personas: 0, people: 0, steps: 0 };
  const cpuBefore = process.cpuUsage();
  const startMs = performance.now();
  setTimeout(() => {
    const { user, system } = process.cpuUsage(cpuBefore);
    const taken = samples!;
    samples = null;
    send({
      type: "measured",
      beats: taken,
      movingPersonas: moving.personas / moving.steps,
      movingPeople: moving.people / moving.steps,
      bytesPerMovingAvatar: entryBytes(),
      cores: (user + system) / 1000 / (performance.now() - startMs),
      memoryMiB: process.memoryUsage().rss / 1024 / 1024,
    });
  }, message.seconds * 1000);
});
process.on("disconnect", () => process.exit(0));
send({ type: "listening", url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` });
