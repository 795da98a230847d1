/** Opens everything that speaks, remembers and costs money. */
import type { EmbeddingSource } from "../engine/model/embedding-source.ts";
import { createMinds } from "../engine/mind/create-minds.ts";
import type { TalkMinds } from "../engine/mind/minds.ts";
import { scopeOfSystem } from "../engine/scope/scope.ts";
import { DEFAULT_WORKSPACE_ID } from "./default-workspace.ts";
import { openBatches } from "./batch/open-batches.process.ts";
import { repeat } from "./database/repeat.process.ts";
import { hasPaidKey } from "./budget/first-budgets.ts";
import { openBudgets } from "./budget/open-budgets.process.ts";
import { createChatStore } from "./chat/chat.store.ts";
import { createHearing } from "./conversation/hear-turns.ts";
import { createUnreadTurns, type UnreadTurns } from "./conversation/unread-turns.store.ts";
import { openOutcomes } from "./outcome/open-outcomes.process.ts";
import { createTraitReading } from "./persona/trait-reading.ts";
import { createChat } from "./chat/chat.ts";
import { holdConversations } from "./cluster/hold-conversations.process.ts";
import { createStanceStore } from "./conversation/stance.store.ts";
import { newId } from "./database/new-id.adapter.ts";
import { createLedger } from "./ledger/ledger.store.ts";
import { openMemory } from "./memory/open-memory.process.ts";
import { createModelSettings } from "./models/consent/model-settings.store.ts";
import type { RunningVoices } from "./models/voice-dependencies.ts";
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
  const ledger = createLedger(database, say);
  const budgets = await openBudgets(database, changes, ledger, { reportError: reportTo("budgets"), say });
  ports.atEnd(budgets.close);
  ports.atEnd(ledger.close);
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
  keepKnown(voices, ports);
  if (hasPaidKey(voices.describe().providers)) await budgets.limitFirst(DEFAULT_WORKSPACE_ID);
  const reconciliation = openReconciliation(database, configuration, (text) => log.warn(text));
  const batches = openBatches(database, voices, modelSettings.tierOf, budgets.limitFirst, reportTo("batches"));
  ports.atEnd(batches.close);
  const { memory, reflections, memoryIndex } = await remember(ports, stores, voices.embedding, modelSettings);
  const alone = { isAlone: ownDatabase !== null, report: reportTo("server lease") };
  const held = await holdConversations(database, ledger.flushWith, memory.ofTurns, alone);
  ports.atEnd(held.lease.close);
  telemetry.observe({
    providers: () => voices.describe().providers,
    ledgerWaiting: ledger.waiting,
    offDays: reconciliation.offDays,
    jobs: () => jobs.readState(null),
    memoryIndex: () => memoryIndex.readState(),
  });
  const minds = createMinds({
    voices,
    memory,
    reflections,
    stances: createStanceStore(database),
    now: Date.now,
    newId,
    report: reportTo("minds"),
    hasConsentOf: modelSettings.hasConsentOf,
  });
  const chats = createChatStore(database, ledger.flushWith, memory.ofTurns);
  const following = followTurns(minds, personas, createUnreadTurns(database));
  const chat = createChat({
    ...following,
    minds,
    personas,
    chats,
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
    memoryIndex,
    minds,
    outcomes: openOutcomes(database, voices, reportTo("outcomes")),
    ...following,
    chat,
  };
}

/** What is due once turns are stored. */
const followTurns = (minds: TalkMinds, personas: Stores["personas"], unread: UnreadTurns) => ({
  unread,
  readTraits: createTraitReading({ minds, personas, unread }),
  hear: createHearing({ minds, unread }),
});

/** Checks the providers from time to time, and finds out which prompt suits a voice that is new here. */
function keepKnown(voices: RunningVoices, { atEnd, reportTo }: Pick<StartPorts, "atEnd" | "reportTo">): void {
  const checkProviders = async () => {
    const signal = AbortSignal.timeout(HEALTH_CHECK_TIMEOUT_MS);
    await voices.checkProviders(scopeOfSystem(DEFAULT_WORKSPACE_ID, "check-models", signal));
  };
  atEnd(repeat(checkProviders, HEALTH_CHECK_MS, reportTo("health checks")));
  const probing = scopeOfSystem(DEFAULT_WORKSPACE_ID, "probe-skill", new AbortController().signal);
  voices.onStatus(() => void voices.learnSkills(probing));
}

async function remember(
  { configuration, say, reportTo, atEnd }: StartPorts,
  { database, changes, jobs }: Stores,
  embedding: EmbeddingSource,
  tiers: ReturnType<typeof createModelSettings>,
) {
  const opened = await openMemory(configuration, {
    database,
    changes,
    jobs,
    embedding,
    tiers,
    workspaceId: DEFAULT_WORKSPACE_ID,
    say,
    report: reportTo("memory"),
  });
  atEnd(opened.closeMemory);
  return opened;
}
