/** What the voices of a server need, and what they offer besides speaking. */
import type { BatchProvider } from "../../engine/model/batch/batch-provider.ts";
import type { EmbeddingSource } from "../../engine/model/embedding-source.ts";
import type { PriceTable } from "../../engine/model/price/price-table.ts";
import type { KeptPrefixRows } from "../../engine/model/prompt-cache/kept-prefix.ts";
import type { ResponseCache } from "../../engine/model/response-cache/response-cache.ts";
import type { BudgetPorts } from "../../engine/model/wrappers/reserve-money.ts";
import type { CallRecord } from "../../engine/model/wrappers/with-ledger.ts";
import type { Payer } from "../../engine/scope/scope.ts";
import type { WatchCalls } from "../../engine/model/wrappers/watch-call.ts";
import type { CallPolicies } from "../../schema/messages/call-policies.ts";
import type { ComplianceTier, ConfiguredModels } from "../../schema/messages/models.ts";
import type { CreateLimiter } from "../redis/create-limiters.adapter.ts";
import type { ProviderDiagnostics } from "./providers/provider-diagnostics.adapter.ts";
import type { LocalPlaces } from "./search/seek-local.adapter.ts";
import type { Voices } from "./voices.ts";

/** Where the text of a workspace may be sent. */
export type Tiers = {
  /** The workspace whose tier decides what the status shows. */
  workspaceId: string;
  of(workspaceId: string): Promise<ComplianceTier>;
  onChange(listener: () => void): () => void;
};

export type VoiceDependencies = LocalPlaces & {
  recordCall(record: CallRecord): void;
  /** The clock of prices and ledger rows; by default this machine's, which suffices without budgets. */
  now?(): Date;
  /** One line for the terminal. */
  log(line: string): void;
  /** Pause before each rehearsed word. */
  rehearsalWordMs?: number;
  /** Budgets; without them nothing is reserved, and routes never shift to cheaper ones. */
  budget?: BudgetPorts & { shareLeft(payer: Payer): number };
  /** Without it, text may be sent anywhere. */
  tiers?: Tiers;
  /** Without it, calls are counted and answers cached in this process. */
  createLimiter?: CreateLimiter;
  responseCache?: ResponseCache;
  /** Without it, no prompt prefixes are kept at providers for money. */
  keptPrefixes?: KeptPrefixRows;
  /** Without it, calls are not watched. */
  watchCalls?: WatchCalls;
  /** In a worker: the embedded voice is the one that a server of its data folder runs, and no model is fetched. */
  isWorker?: true;
};

export type RunningVoices = Voices &
  ProviderDiagnostics & {
    describe(): ConfiguredModels;
    /** For calls that can wait. Null when not configured, or not ready. */
    openBatch(provider: string, model: string): BatchProvider | null;
    /** The strictest tier that a provider meets. */
    tierOf(provider: string): ComplianceTier;
    readonly prices: PriceTable;
    readonly policies: CallPolicies;
    /** EMBEDDING_MODEL's; where none is set, one on this machine. */
    readonly embedding: EmbeddingSource;
    /** Resolves once the base model of BASE_FILE can be called, or it is known that it cannot. */
    readonly baseSettled: Promise<void>;
  };
