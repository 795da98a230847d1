/**
 * The synced state of a place: fields only. Colyseus sends structure and rare
 * changes; x, z and yaw are `fullStateOnly` because the place sends motion itself,
 * at a rate that depends on distance (see server/place/bodies/encode-motion.ts).
 */
import { schema, t, type SchemaType } from "@colyseus/schema";

/** Half the width of the largest place, in metres; x and z are sent in 16 bits over this range. */
export const PLACE_HALF_EXTENT_M = 128;

const metres = () => t.quantized({ min: -PLACE_HALF_EXTENT_M, max: PLACE_HALF_EXTENT_M });

export const Avatar = schema(
  {
    x: metres().fullStateOnly(),
    z: metres().fullStateOnly(),
    /** Radians; 0 looks along +z, grows towards +x (so forward = (sin yaw, cos yaw)). */
    yaw: t.angle().fullStateOnly(),
    /** "person" | "persona" */
    kind: t.string().default("person"),
    /** Set for a person; also this avatar's id. */
    userId: t.string().default(""),
    /** Set for a persona; also this avatar's id. */
    personaId: t.string().default(""),
    name: t.string().default(""),
    /** JSON of `Look` (schema/messages/look.ts). */
    look: t.string().default(""),
    /** "" | one of GESTURES (schema/messages/room-messages.ts). */
    gesture: t.string().default(""),
    /** "idle" | "thinking" | "listening" | "speaking" | "asleep" | "muted" | "away" (dropped connection). */
    activity: t.string().default("idle"),
    circleId: t.string().default(""),
    /** Seat index in the circle (schema/rules/seating.ts), -1 when in none. */
    seat: t.int8().default(-1),
    typing: t.boolean().default(false),
    /** Trait name → intensity 0–1; personas only. */
    traits: t.map("float32"),
  },
  "Avatar",
);
export type Avatar = SchemaType<typeof Avatar>;

export const Circle = schema(
  {
    /** "" for a private circle: its transcript, sent to those who may hear it, has the topic. */
    topic: t.string().default(""),
    /** A CircleKind. */
    kind: t.string().default("chat"),
    /** "auto" | "manual" */
    mode: t.string().default("auto"),
    /** 1–10; 10 = at once, 1 = 30 s apart. */
    speed: t.uint8().default(7),
    /** "waiting" (fewer than two members) | "talking" | "paused" | "asleep" | "ended" */
    status: t.string().default("waiting"),
    /** Why it paused on its own, for people; "" when it did not. */
    pausedWhy: t.string().default(""),
    isPrivate: t.boolean().default(false),
    /** Small talk of personas without a person: its personas are free to go elsewhere. */
    isCasual: t.boolean().default(false),
    /** BCP 47: the language its personas speak. */
    language: t.string().default(""),
    x: metres(),
    z: metres(),
    /** Avatar ids, opener first. */
    members: t.array("string"),
    /** Avatar id of the current speaker, or "". */
    speakerId: t.string().default(""),
    nextSpeakerId: t.string().default(""),
    /** "" for a private circle. */
    nextSpeakerWhy: t.string().default(""),
    costNano: t.number().default(0),
    /** `pausedWhy` as JSON of a `Message`; "" likewise. */
    pausedMessage: t.string().default(""),
    /** Of a facilitated session; "" otherwise. Its people ask what it is, and what their role is. */
    sessionId: t.string().default(""),
    /** JSON of `ShownDebate`; "" while it has none. */
    debate: t.string().default(""),
  },
  "Circle",
);
export type Circle = SchemaType<typeof Circle>;

export const PlaceState = schema(
  {
    placeId: t.string().default(""),
    avatars: t.map(Avatar),
    circles: t.map(Circle),
    spectatorCount: t.uint16().default(0),
    /** JSON of `VoiceStatus` (schema/messages/voice.ts): which voice speaks here. */
    voice: t.string().default(""),
  },
  "PlaceState",
);
export type PlaceState = SchemaType<typeof PlaceState>;
