import { defineEntity, p, type InferEntity } from "@mikro-orm/core";

/** Without a row, a workspace's text may be sent anywhere. */
export const ModelSettingsRow = defineEntity({
  name: "ModelSettingsRow",
  tableName: "model_settings",
  properties: {
    workspaceId: p.text().primary(),
    /** "any" | "no-training" | "on-premises" */
    tier: p.text(),
    /** The person who changed it last. */
    userId: p.text().nullable(),
    changedAt: p.datetime().defaultRaw("now()"),
  },
});
export type ModelSettingsRow = InferEntity<typeof ModelSettingsRow>;

/** Every consent given or withdrawn for personal data at remote models; a person's last one counts. */
export const ConsentRow = defineEntity({
  name: "ConsentRow",
  tableName: "consents",
  properties: {
    id: p.text().primary(),
    workspaceId: p.text(),
    userId: p.text(),
    granted: p.boolean(),
    /** Version of the text that was shown. */
    textVersion: p.integer(),
    createdAt: p.datetime().defaultRaw("now()"),
  },
});
export type ConsentRow = InferEntity<typeof ConsentRow>;
