import { defineEntity, p, type InferEntity } from "@mikro-orm/core";

/** What the bodies of one company in a circle did for up to a minute. */
export const CircleMotionRow = defineEntity({
  name: "CircleMotionRow",
  tableName: "circle_motions",
  properties: {
    circleId: p.text().primary(),
    startedAt: p.datetime().primary(),
    workspaceId: p.text(),
    /** That of the circle. */
    ownerId: p.text().nullable(),
    /** How long it is (schema/rules/replay/pose.ts). */
    samples: p.integer(),
    /** Avatar ids. */
    members: p.array(),
    /** One for each member (schema/rules/replay/track.ts), together (server/conversation/pack-tracks.ts). */
    tracks: p.blob(),
    /** User ids of the people in the circle; null: it was public. */
    witnesses: p.array().nullable(),
  },
});
export type CircleMotionRow = InferEntity<typeof CircleMotionRow>;
