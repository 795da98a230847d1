import { defineEntity, p, type InferEntity } from "@mikro-orm/core";

/** The unit of sharing. One default workspace exists from the first migration. */
export const Workspace = defineEntity({
  name: "Workspace",
  tableName: "workspaces",
  properties: {
    id: p.text().primary(),
    name: p.text(),
    /** Whether prepaid credits and plans are in force. */
    billing: p.boolean().default(false),
    createdAt: p.datetime().defaultRaw("now()"),
  },
});
export type Workspace = InferEntity<typeof Workspace>;
