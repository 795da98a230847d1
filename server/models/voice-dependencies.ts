/** What the voices of a server need, and what they offer beside speaking. */
import type { BatchProvider } from "../../engine/model/batch/batch-provider.ts";
import type { EmbeddingModel } from "../../engine/model/language-model.ts";
import type { PriceTable } from "../../engine/model/price/price-table.ts";
import type { KeptPrefixRows } from "../../engine/model/prompt-cache/kept-prefix.ts";
import type { ResponseCache } from "../../engine/model/response-cache/response-cache.ts";
import type { BudgetPorts } from "../../engine/model/wrappers/reserve-money.ts";
import type { CallRecord } from "../../engine/model/wrappers/with-ledger.ts";
import type { Payer } from "../../engine/scope/scope.ts";
import type { WatchCalls } from "../../engine/model/wrappers/watch-call.ts";
import type { ComplianceTier, ConfiguredModels } from "../../schema/messages/models.ts";
import type { CreateLimiter } from "../redis/create-limiters.adapter.ts";
import type { ProviderDiagnostics } from "./providers/provider-diagnostics.adapter.ts";
import type { LocalPlaces } from "./search/seek-local.adapter.ts";
import type { Voices } from "./voices.ts";

/** Where the words of a workspace may go. */
export type Tiers = {
  /** The one whose tier decides what the status shows. */
  workspaceId: string;
  of(workspaceId: string): Promise<ComplianceTier>;
  onChange(listener: () => void): void;
};

export type VoiceDependencies = LocalPlaces & {
  recordCall(record: CallRecord): void;
  /** The clock of prices and of ledger rows; absent, where no budget is kept: this machine's. */
  now?(): Date;
  /** One line for the terminal. */
  log(line: string): void;
  /** Pause before each rehearsed word. */
  rehearsalWordMs?: number;
  /** Money: absent, nothing is held back and nothing shifts down. */
  budget?: BudgetPorts & { shareLeft(payer: Payer): number };
  /** Absent: they may go anywhere. */
  tiers?: Tiers;
  /** Absent: calls are counted, and answers kept, in this process. */
  createLimiter?: CreateLimiter;
  responseCache?: ResponseCache;
  /** Absent: nothing is kept at providers for money. */
  keptPrefixes?: KeptPrefixRows;
  /** Absent: nobody watches. */
  watchCalls?: WatchCalls;
};

export type RunningVoices = Voices &
  ProviderDiagnostics & {
    describe(): ConfiguredModels;
    /** For calls that can wait. Null: not configured, or not ready. */
    openBatch(provider: string, model: string): BatchProvider | null;
    /** The strictest demand that a provider meets. */
    tierOf(provider: string): ComplianceTier;
    readonly prices: PriceTable;
    /** EMBEDDING_MODEL's; null where none is set or its provider makes no vectors: memory then goes by words. */
    readonly embeddingModel: EmbeddingModel | null;
  };
