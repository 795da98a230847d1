/** Model calls that can wait (SPEC L5): ordered here, answered within a day, at a provider's batch price. */
import type { EntityManager } from "@mikro-orm/postgresql";
import type { BatchProvider } from "../../engine/model/batch/batch-provider.ts";
import { splitBatch } from "../../engine/model/batch/split-batch.ts";
import { meetsTier, strictestTier } from "../../engine/model/routing/choose-route.ts";
import { boundPromptTokens } from "../../engine/model/usage/estimate-usage.ts";
import {
  type CallContext,
  ModelError,
  routeName,
  type ChatRequest,
  type Route,
} from "../../engine/model/language-model.ts";
import { priceBound } from "../../engine/model/price/price-bound.ts";
import type { Payer } from "../../engine/scope/scope.ts";
import { refuseUnpriced, type LedgerPorts } from "../../engine/model/wrappers/with-ledger.ts";
import { type Message } from "../../schema/messages/message.ts";
import type { ComplianceTier } from "../../schema/messages/models.ts";
import { payerKey } from "../budget/payer.ts";
import type { BatchItemsStore, NewOrder, OrderResult } from "./batch-items.store.ts";
import type { BatchStore } from "./batch.store.ts";
import type { StoredItem } from "./batch.ts";
import { redactItem } from "./redact-item.ts";

export type BatchOrder = {
  workspaceId: string;
  ownerId: string | null;
  route: Pick<Route, "provider" | "model">;
  /** For ledger rows. */
  why: Message;
  /** In the order of their results. `key` is the caller's, unique among them. */
  items: { key: string; request: ChatRequest; context: CallContext }[];
};

export type PreparedOrder = {
  /** The order's id. */
  id: string;
  /**
   * Reserves its money, and so locks the accounts of its workspace until the transaction ends. It is sent once that is
   * committed. @throws ModelError "budget", after which the transaction must not be committed
   */
  storeIn(em: EntityManager): Promise<void>;
};

export type Batches = {
  /**
   * Checks the order, which is then stored in a transaction of the caller's and sent in the background.
   * @throws ModelError, with nothing stored and nothing sent
   */
  prepare(order: BatchOrder): Promise<PreparedOrder>;
  /** Results and what still waits, by position; `after` is the last position seen, -1 at first. */
  listResults(orderId: string, after: number, limit: number): Promise<OrderResult[]>;
  /** Items without a result. */
  countWaiting(orderId: string): Promise<number>;
  /** Answers received until then are kept and charged. */
  cancel(orderId: string): Promise<void>;
};

export type BatchesPorts = Pick<LedgerPorts, "prices" | "newId" | "now"> & {
  batches: BatchStore;
  items: BatchItemsStore;
  /** Null when not configured, or not ready. */
  openProvider(provider: string, model: string): BatchProvider | null;
  /** The strictest tier that a provider meets. */
  tierOf(provider: string): ComplianceTier;
  /** Where text of a workspace may be sent. */
  tierOfWorkspace(workspaceId: string): Promise<ComplianceTier>;
  /** Makes sure that limits are set, asks every process for money that it holds without needing it, and waits for that. */
  readyMoney(workspaceId: string): Promise<void>;
  /** Yields to the event loop. */
  yieldToEventLoop(): Promise<void>;
  /** Wakes the runner when something is due. */
  wake(): void;
};

/** A larger submission would block everything else in this process. */
const LARGEST_SUBMISSION_BYTES = 8_000_000;
/** Items checked for personal data in about ten milliseconds. */
const ITEMS_BETWEEN_YIELDS = 25;

export function createBatches(ports: BatchesPorts): Batches {
  const { batches, items } = ports;
  return {
    async prepare(order) {
      const prepared = await prepareOrder(order, ports);
      return { id: prepared.id, storeIn: (em) => items.insertOrder(em, prepared) };
    },
    listResults: items.listResults,
    countWaiting: items.countWaiting,
    async cancel(orderId) {
      await batches.askCancelOrder(orderId);
      ports.wake();
    },
  };
}

/** @throws ModelError */
async function prepareOrder(order: BatchOrder, ports: BatchesPorts): Promise<NewOrder> {
  const { newId } = ports;
  const provider = ports.openProvider(order.route.provider, order.route.model);
  if (!provider)
    throw new ModelError(
      "unknown-model",
      `${order.route.provider}/${order.route.model} is not configured here. Choose another model.`,
    );
  if (order.items.length === 0) throw new ModelError("bad-request", "There is nothing to ask.");
  await checkTier(provider, order, ports);
  refuseUnpriced(ports.prices, provider.route, ports.now().toISOString());
  const stored = await prepareAll(order, provider, ports);
  if (stored.some(({ item }) => item.leaseId !== null)) await ports.readyMoney(order.workspaceId);
  const limits = { ...provider.limits, bytes: Math.min(provider.limits.bytes, LARGEST_SUBMISSION_BYTES) };
  const parts = splitBatch(stored, limits);
  return {
    id: newId(),
    workspaceId: order.workspaceId,
    ownerId: order.ownerId,
    why: order.why,
    route: provider.route,
    live: provider.live,
    batches: parts.map((part) => ({ id: newId(), items: part.map(({ item }) => item) })),
  };
}

/** @throws ModelError */
async function checkTier({ route }: BatchProvider, { workspaceId, items }: BatchOrder, ports: BatchesPorts) {
  const tiers = items.map(({ context }) => context.tier ?? "any");
  const demanded = strictestTier(await ports.tierOfWorkspace(workspaceId), ...tiers);
  if (route.local || meetsTier(ports.tierOf(route.provider), demanded)) return;
  throw new ModelError(
    "bad-request",
    `Words of this workspace may not go to ${routeName(route)}: it does not meet "${demanded}". Choose another model.`,
  );
}

/** @throws ModelError when it cannot be checked for personal data */
async function prepareAll({ items }: BatchOrder, provider: BatchProvider, ports: BatchesPorts) {
  const leaseOf = nameLeases(ports.newId);
  const prepared: { item: StoredItem; bytes: number }[] = [];
  for (const asked of items) {
    if (prepared.length % ITEMS_BETWEEN_YIELDS === 0) await ports.yieldToEventLoop();
    const item = prepare(asked, provider, ports, leaseOf);
    const { id: customId, request, context } = item;
    prepared.push({ item, bytes: provider.measure({ customId, request, context }) });
  }
  return prepared;
}

function prepare(
  { key, request, context }: BatchOrder["items"][number],
  provider: BatchProvider,
  { prices, newId, now }: BatchesPorts,
  leaseOf: (payer: Payer) => string,
): StoredItem {
  // A live call is redacted when made.
  const asItIs = provider.live || context.consented === true;
  const safe = asItIs ? { request, originals: {} } : redactItem(request);
  const tokens = { prompt: boundPromptTokens(safe.request), output: request.maxTokens };
  // A live call reserves its own money when made.
  const mostNano = provider.live ? 0 : priceBound(prices, provider.route, tokens, now().toISOString(), { batch: true });
  return { id: newId(), key, ...safe, context, mostNano, leaseId: mostNano > 0 ? leaseOf(context) : null, tries: 1 };
}

/** One lease per payer. */
function nameLeases(newId: () => string): (payer: Payer) => string {
  const leases = new Map<string, string>();
  return (payer) => {
    const key = payerKey(payer);
    const lease = leases.get(key) ?? newId();
    leases.set(key, lease);
    return lease;
  };
}
