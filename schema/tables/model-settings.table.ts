import { defineEntity, p, type InferEntity } from "@mikro-orm/core";

/** A workspace without a row lets its words go anywhere. */
export const ModelSettingsRow = defineEntity({
  name: "ModelSettingsRow",
  tableName: "model_settings",
  properties: {
    workspaceId: p.text().primary(),
    /** "any" | "no-training" | "on-premises" */
    tier: p.text(),
    /** Who changed it last. */
    userId: p.text().nullable(),
    changedAt: p.datetime().defaultRaw("now()"),
  },
});
export type ModelSettingsRow = InferEntity<typeof ModelSettingsRow>;

/** Every word given or taken back about personal data at remote models; the last one of a person counts. */
export const ConsentRow = defineEntity({
  name: "ConsentRow",
  tableName: "consents",
  properties: {
    id: p.text().primary(),
    workspaceId: p.text(),
    userId: p.text(),
    granted: p.boolean(),
    /** Of the text that was shown. */
    textVersion: p.integer(),
    createdAt: p.datetime().defaultRaw("now()"),
  },
});
export type ConsentRow = InferEntity<typeof ConsentRow>;
