import { defineEntity, p, type InferEntity } from "@mikro-orm/core";

/** Who shares what. One default workspace exists from the first migration. */
export const Workspace = defineEntity({
  name: "Workspace",
  tableName: "workspaces",
  properties: {
    id: p.text().primary(),
    name: p.text(),
    /** Prepaid credits and plans hold. */
    billing: p.boolean().default(false),
    createdAt: p.datetime().defaultRaw("now()"),
  },
});
export type Workspace = InferEntity<typeof Workspace>;
