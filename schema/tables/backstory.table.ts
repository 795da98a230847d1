import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { LifeAnswer, Provenance } from "../messages/backstory.ts";

/** A life interview in a workspace's pool (SPEC S2). Its text never changes: what was read of it stays true. */
export const BackstoryRow = defineEntity({
  name: "BackstoryRow",
  tableName: "backstories",
  properties: {
    /** Newer ones are greater. */
    id: p.text().primary(),
    workspaceId: p.text(),
    /** Who had it made; null: it ships with the project. */
    ownerId: p.text().nullable(),
    provenance: p.text().$type<Provenance>(),
    /** The file that it ships in, so that a start adds it once. */
    fileKey: p.text().nullable(),
    title: p.text(),
    setIn: p.text(),
    answers: p.json().$type<LifeAnswer[]>(),
    words: p.integer(),
    /** `provider/model`, of a generated one. */
    model: p.text().nullable(),
    /** `provider/model` that checked a generated one. */
    critic: p.text().nullable(),
    promptHashes: p.json().$type<Record<string, string>>().defaultRaw("'{}'"),
    seed: p.bigint("number").nullable(),
    /** By which near-duplicates are found: engine/survey/backstory/text-signature.ts */
    signature: p.array((text) => Number(text)).columnType("int[]"),
    /** Share of word sequences that the most alike of the earlier ones has too, when a generated one was added. */
    nearestShare: p.float().nullable(),
    /** Title and answers, as a search by words reads them. */
    wordsIndex: p.text().columnType("tsvector").default(""),
    /** float32 little-endian; null while not embedded. */
    embedding: p.blob().nullable(),
    embeddingModel: p.text().nullable(),
    createdAt: p.datetime().defaultRaw("now()"),
  },
});
export type BackstoryRow = InferEntity<typeof BackstoryRow>;

/** What a backstory says of a trait, by whom it was labelled (SPEC S3). */
export const BackstoryLabelRow = defineEntity({
  name: "BackstoryLabelRow",
  tableName: "backstory_labels",
  properties: {
    backstoryId: p.text().primary(),
    traitId: p.text().primary(),
    source: p.text().$type<"explicit" | "sampled" | "logprob">().primary(),
    /** `provider/model`; empty: the author. */
    model: p.text().default("").primary(),
    workspaceId: p.text(),
    /** Who had it labelled; null: its author's. */
    ownerId: p.text().nullable(),
    distribution: p.json().$type<Record<string, number>>(),
    count: p.integer(),
    evidence: p.text().nullable(),
    madeAt: p.datetime().defaultRaw("now()"),
  },
});
export type BackstoryLabelRow = InferEntity<typeof BackstoryLabelRow>;
