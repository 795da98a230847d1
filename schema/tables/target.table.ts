import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { MatchedPair, MatchReport, MatchWish, TargetDefinition } from "../messages/target.ts";

export const TargetRow = defineEntity({
  name: "TargetRow",
  tableName: "targets",
  properties: {
    /** Newer ones are greater. */
    id: p.text().primary(),
    workspaceId: p.text(),
    ownerId: p.text(),
    name: p.text(),
    /** As json, which keeps the order of traits and values. */
    definition: p.json().columnType("json").$type<TargetDefinition>(),
    version: p.integer().default(1),
    createdAt: p.datetime().defaultRaw("now()"),
    updatedAt: p.datetime().defaultRaw("now()"),
  },
});
export type TargetRow = InferEntity<typeof TargetRow>;

/** A panel that was matched to a target, to be looked at. */
export const TargetMatchRow = defineEntity({
  name: "TargetMatchRow",
  tableName: "target_matches",
  properties: {
    /** Newer ones are greater. */
    id: p.text().primary(),
    targetId: p.text(),
    workspaceId: p.text(),
    /** Who asked for it. */
    ownerId: p.text(),
    wish: p.json().$type<MatchWish>(),
    /** As the target was when it was asked for. */
    definition: p.json().columnType("json").$type<TargetDefinition>(),
    jobId: p.text().nullable(),
    /** Null until it is done, like `pairs`. */
    report: p.json().$type<MatchReport>().nullable(),
    pairs: p.json().$type<MatchedPair[]>().nullable(),
    createdAt: p.datetime().defaultRaw("now()"),
  },
});
export type TargetMatchRow = InferEntity<typeof TargetMatchRow>;
