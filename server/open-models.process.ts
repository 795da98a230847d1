/** Opens everything that speaks, remembers and costs money. */
import { createMinds } from "../engine/mind/create-minds.ts";
import { scopeOfSystem } from "../engine/scope/scope.ts";
import { DEFAULT_WORKSPACE_ID } from "./default-workspace.ts";
import { openBatches } from "./batch/open-batches.process.ts";
import { repeat } from "./database/repeat.process.ts";
import { hasPaidKey } from "./budget/first-budgets.ts";
import { openBudgets } from "./budget/open-budgets.process.ts";
import { createChatStore } from "./chat/chat.store.ts";
import { createChat } from "./chat/chat.ts";
import { holdConversations } from "./cluster/hold-conversations.process.ts";
import { createConversationStore } from "./conversation/conversation.store.ts";
import { newId } from "./database/new-id.adapter.ts";
import { createLedger } from "./ledger/ledger.store.ts";
import { createMemoryStore } from "./memory/memory.store.ts";
import { createRanker } from "./memory/ranker.adapter.ts";
import { createModelSettings } from "./models/consent/model-settings.store.ts";
import { createVoices } from "./models/create-voices.adapter.ts";
import { createKeptPrefixRows } from "./prompt-cache/kept-prefixes.store.ts";
import { openReconciliation } from "./reconciliation/open-reconciliation.process.ts";
import { createRedisResponseCache } from "./redis/redis-response-cache.adapter.ts";
import type { Stores } from "./open-stores.process.ts";
import type { StartPorts } from "./start-ports.ts";

/** Each server checks its providers itself, because it routes by what it finds. */
const HEALTH_CHECK_MS = 24 * 3_600_000;
const HEALTH_CHECK_TIMEOUT_MS = 15 * 60_000;

export type Models = Awaited<ReturnType<typeof openModels>>;

export async function openModels(ports: StartPorts, stores: Stores) {
  const { configuration, secretFiles, dataFolder, log, say, reportTo, now } = ports;
  const { database, ownDatabase, telemetry, jobs, redis, createLimiter, changes, personas } = stores;
  const budgets = await openBudgets(database, changes, { reportError: reportTo("budgets"), say });
  ports.atEnd(budgets.close);
  const ledger = createLedger(database, say);
  ports.atEnd(ledger.close);
  const alone = { isAlone: ownDatabase !== null, report: reportTo("server lease") };
  const held = await holdConversations(database, ledger.flushWith, alone);
  ports.atEnd(held.lease.close);
  const conversations = createConversationStore(database, ledger.flushWith);
  const modelSettings = createModelSettings(database, changes);
  const voices = createVoices(
    { ...configuration, DATA_DIR: dataFolder, secretFiles },
    {
      recordCall(record) {
        ledger.recordCall(record);
        telemetry.recordCall(record);
      },
      now: database.now,
      budget: budgets,
      watchCalls: telemetry.watchCall,
      log: say,
      createLimiter,
      tiers: { workspaceId: DEFAULT_WORKSPACE_ID, of: modelSettings.tierOf, onChange: modelSettings.onTierChange },
      ...(redis && { responseCache: createRedisResponseCache(redis.client) }),
      keptPrefixes: createKeptPrefixRows(database),
    },
  );
  ports.atEnd(voices.close);
  const checkProviders = async () => {
    const signal = AbortSignal.timeout(HEALTH_CHECK_TIMEOUT_MS);
    await voices.checkProviders(scopeOfSystem(DEFAULT_WORKSPACE_ID, "check-models", signal));
  };
  ports.atEnd(repeat(checkProviders, HEALTH_CHECK_MS, reportTo("health checks")));
  if (hasPaidKey(voices.describe().providers)) await budgets.limitFirst(DEFAULT_WORKSPACE_ID);
  const reconciliation = openReconciliation(database, configuration, (text) => log.warn(text));
  telemetry.observe({
    providers: () => voices.describe().providers,
    ledgerWaiting: ledger.waiting,
    offDays: reconciliation.offDays,
    jobs: () => jobs.readState(null),
  });
  const batches = openBatches(database, voices, modelSettings.tierOf, budgets.limitFirst, reportTo("batches"));
  const ranker = createRanker();
  ports.atEnd(batches.close);
  ports.atEnd(ranker.close);
  const memory = createMemoryStore(database, ranker, voices.embeddingModel, changes, reportTo("memory"));
  ports.atEnd(memory.close);
  const minds = createMinds({
    voices,
    memory,
    now: Date.now,
    newId,
    report: reportTo("minds"),
    hasConsentOf: modelSettings.hasConsentOf,
  });
  const chat = createChat({
    minds,
    personas,
    conversations,
    chats: createChatStore(database),
    newId,
    now,
    report: reportTo("chat"),
  });
  return {
    budgets,
    ledger,
    held,
    modelSettings,
    voices,
    reconciliation,
    batches,
    memory,
    minds,
    chat,
  };
}
