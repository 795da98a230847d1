/** Opens the index that the settings ask for: Weaviate, else the embedded one (SPEC M5). */
import { randomBytes } from "node:crypto";
import type { EmbeddingSource } from "../../engine/model/embedding-source.ts";
import { routeName } from "../../engine/model/language-model.ts";
import { Role } from "../../schema/messages/account.ts";
import { message } from "../../schema/messages/message.ts";
import type { MemoryIndexView } from "../../schema/messages/storage.ts";
import type { ComplianceTier } from "../../schema/messages/models.ts";
import type { ChangeBus } from "../changes/open-change-bus.adapter.ts";
import type { Configuration } from "../configuration/configuration.ts";
import type { Database } from "../database/open-database.store.ts";
import { noticeOf } from "../messages/notice-of.ts";
import { isPrivateAddress } from "../configuration/network-address.ts";
import type { PlaceNotice } from "../place/place-notice.ts";
import { embeddedIndex } from "./embedded/embedded-index.ts";
import { createRanker } from "./embedded/ranker.adapter.ts";
import type { OpenMemoryIndex } from "./memory-index.ts";
import { countChanges, leaveIndex } from "./weaviate/index-changes.store.ts";
import { keepInStep } from "./weaviate/keep-in-step.process.ts";
import { weaviateIndex } from "./weaviate/weaviate-index.adapter.ts";
import { COLLECTION_PREFIX, openWeaviate } from "./weaviate/weaviate.adapter.ts";

export type IndexPorts = {
  database: Database;
  changes: ChangeBus;
  embedding: EmbeddingSource;
  tiers: { tierOf(workspaceId: string): Promise<ComplianceTier>; onTierChange(listener: () => void): void };
  /** Whose people are notified when Weaviate is lost, and when it is back. */
  workspaceId: string;
  /** Called with a line for the operator. */
  say(line: string): void;
  report(error: unknown): void;
};

export type OpenedMemoryIndex = {
  open: OpenMemoryIndex;
  readState(): Promise<MemoryIndexView>;
  onNotice(listener: (notice: PlaceNotice) => void): () => void;
  close(): Promise<void>;
};

type Settings = Pick<Configuration, "WEAVIATE_URL" | "WEAVIATE_GRPC_URL" | "WEAVIATE_API_KEY">;

export async function openMemoryIndex(settings: Settings, ports: IndexPorts): Promise<OpenedMemoryIndex> {
  const ranker = createRanker();
  const openEmbedded = embeddedIndex(ranker, ports.changes);
  if (settings.WEAVIATE_URL) return openInWeaviate(settings.WEAVIATE_URL, settings, ports, openEmbedded, ranker.close);
  await leaveIndex(ports.database);
  return {
    open: openEmbedded,
    readState: async () => ({ store: "embedded", problem: null, waiting: 0 }),
    onNotice: () => () => undefined,
    close: ranker.close,
  };
}

function openInWeaviate(
  url: string,
  { WEAVIATE_GRPC_URL, WEAVIATE_API_KEY }: Settings,
  { database, changes, embedding, tiers, workspaceId, say, report }: IndexPorts,
  openEmbedded: OpenMemoryIndex,
  closeRanker: () => Promise<void>,
): OpenedMemoryIndex {
  const weaviate = openWeaviate({ url, grpcUrl: WEAVIATE_GRPC_URL ?? null, apiKey: WEAVIATE_API_KEY ?? null });
  const isHere = isPrivateAddress(url) && (!WEAVIATE_GRPC_URL || isPrivateAddress(WEAVIATE_GRPC_URL));
  /** What must stay on this network goes to no other. */
  const mayHold = async (workspace: string) => isHere || (await tiers.tierOf(workspace)) !== "on-premises";
  const listeners = new Set<(notice: PlaceNotice) => void>();
  const inStep = keepInStep({
    database,
    weaviate,
    modelName() {
      const model = embedding.get();
      return model && routeName(model.route);
    },
    newCollection: () => COLLECTION_PREFIX + randomBytes(8).toString("hex"),
    mayHold,
    report,
    onChange(problem) {
      say(
        problem === null
          ? "Weaviate is back."
          : `Weaviate at ${new URL(url).host} cannot be used (${problem}). Personas continue from the last turns; what they witness is stored, and passed on when Weaviate is back.`,
      );
      const notice =
        problem === null ? noticeOf("info", message("memory-back")) : noticeOf("warning", message("memory-away"));
      const to = { roles: Role.options };
      for (const listener of listeners) listener({ workspaceId, to, notice });
    },
  });
  tiers.onTierChange(() => void inStep.compareAgain());
  const stopFollowingModel = embedding.onChange(() => void inStep.run());
  const stopFollowing = changes.subscribe("memories", { onChange: inStep.run, onGap: inStep.run });
  return {
    open: weaviateIndex({ database, weaviate, inStep, mayHold, openEmbedded }),
    readState: async () => ({
      store: "weaviate",
      problem: inStep.problem(),
      waiting: await countChanges(database),
    }),
    onNotice(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      stopFollowing();
      stopFollowingModel();
      await closeRanker();
    },
  };
}
