/** A place is data (SPEC W7): the JSON files in places/ are validated against this schema. Metres; yaw in radians. */
import { z } from "zod";
import { localizedText } from "./localized-text.ts";

const metre = z.number().min(-128).max(128);
const point = z.object({ x: metre, z: metre });

/** An obstacle. Boxes may be rotated by yaw. */
export const Solid = z.discriminatedUnion("shape", [
  z.object({
    shape: z.literal("circle"),
    x: metre,
    z: metre,
    radius: z.number().positive().max(64),
    height: z.number().min(0).max(40),
  }),
  z.object({
    shape: z.literal("box"),
    x: metre,
    z: metre,
    halfX: z.number().positive().max(128),
    halfZ: z.number().positive().max(128),
    yaw: z.number().default(0),
    height: z.number().min(0).max(40),
  }),
]);
export type Solid = z.infer<typeof Solid>;

/** Ground height by distance from a centre (the steps of an amphitheatre): within `toRadius` the ground is `height`. */
export const Terrace = z.object({
  x: metre,
  z: metre,
  fromRadius: z.number().min(0),
  toRadius: z.number().positive(),
  /** Only between these angles (radians, atan2(x, z)); the whole ring by default. */
  fromAngle: z.number().optional(),
  toAngle: z.number().optional(),
  height: z.number().min(-5).max(20),
});
export type Terrace = z.infer<typeof Terrace>;

export const PropKind = z.enum([
  "cypress",
  "olive",
  "lantern",
  "banner",
  "column",
  "portico",
  "bench",
  "urn",
  "rock",
  "brazier",
  "statue",
  "hedge",
  "stall",
]);
export const Prop = z.object({
  kind: PropKind,
  x: metre,
  z: metre,
  yaw: z.number().default(0),
  scale: z.number().positive().max(10).default(1),
});
export type Prop = z.infer<typeof Prop>;

/** What furnishes rooms: drawn by the page like props, but fetched only with a place that has some. */
export const FurnitureKind = z.enum([
  "round-table",
  "low-chair",
  "rotunda",
  "lattice",
  "guide-board",
  "lectern-red",
  "lectern-blue",
  "moderator-desk",
  "scaena",
  "cushions",
  "tier-end",
  "notes-wall",
  "plan-table",
  "shelf",
  "stool",
  "easel",
  "pavilion",
  "workbench",
  "blackboard",
  "school-desk",
  "teacher-desk",
  "window-wall",
  "globe",
]);
export type FurnitureKind = z.infer<typeof FurnitureKind>;
export const Furniture = Prop.extend({ kind: FurnitureKind });
export type Furniture = z.infer<typeof Furniture>;

const title = localizedText(80);

export const Place = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  kind: z.enum(["plaza", "focus-room", "debate-stage", "workshop", "classroom"]),
  title,
  /** What the place is good for, in a sentence. */
  description: localizedText(200),
  /** The walkable area: a radius around the origin, or the rectangle ±halfX, ±halfZ. */
  bounds: z.union([
    z.object({ shape: z.literal("disc"), radius: z.number().positive().max(128) }),
    z.object({ shape: z.literal("box"), halfX: z.number().positive().max(128), halfZ: z.number().positive().max(128) }),
  ]),
  limits: z.object({
    people: z.number().int().positive(),
    personas: z.number().int().nonnegative(),
    spectators: z.number().int().nonnegative(),
  }),
  /** Where newcomers appear, and the yaw they face. */
  spawn: z.object({ x: metre, z: metre, radius: z.number().positive(), yaw: z.number() }),
  solids: z.array(Solid),
  terraces: z.array(Terrace),
  props: z.array(Prop),
  furniture: z.array(Furniture).default([]),
  /** Boards, screens and walls on which sessions show something; where none faces a circle, one is stood up beside it. */
  boards: z
    .array(
      point.extend({
        /** The way it faces. */
        yaw: z.number(),
        /** Of its middle, above the ground. */
        middle: z.number().positive().max(20),
        width: z.number().min(0.5).max(20),
        height: z.number().min(0.5).max(10),
      }),
    )
    .default([]),
  /** What people walk on inside a rectangle; round places are paved in rings. */
  floor: z.enum(["stone", "planks"]).default("stone"),
  /** Where personas like to wander. */
  pointsOfInterest: z.array(point.extend({ id: z.string(), title, radius: z.number().positive() })).min(1),
  /** Good spots for a circle; a new circle takes the free one nearest its opener. Fits a radius of 4.2 m. */
  circleSpots: z.array(point.extend({ id: z.string() })).min(1),
  /**
   * Where two or three of the cast talk while a newcomer may hear them, and the topics. A place without it has no such
   * talk.
   */
  entranceTalk: point.extend({ topics: z.array(localizedText(200)).min(2) }).optional(),
  portals: z.array(point.extend({ id: z.string(), toPlaceId: z.string(), title, yaw: z.number() })),
  /** The cast of personas (casts/<id>.json) that lives here. */
  cast: z.string().nullable(),
});
export type Place = z.infer<typeof Place>;
