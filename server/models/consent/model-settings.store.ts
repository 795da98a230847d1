/** Where each workspace's text may be sent, and who consents to sending personal data unredacted. */
import { personOf, type Principal } from "../../../engine/scope/scope.ts";
import type { ComplianceTier, Consent } from "../../../schema/messages/models.ts";
import { ConsentRow, ModelSettingsRow } from "../../../schema/tables/model-settings.table.ts";
import { recordAction } from "../../audit/audit.store.ts";
import type { ChangeBus } from "../../changes/open-change-bus.adapter.ts";
import { publishChange } from "../../changes/publish-change.ts";
import { newId } from "../../database/new-id.adapter.ts";
import type { Database } from "../../database/open-database.store.ts";
import type { Query } from "../../database/statement.ts";
import { queryIn } from "../../database/query-in.ts";
import { createTtlCache } from "../../database/ttl-cache.ts";

/** Version of the consent text; people who agreed to an older one are asked again. */
export const CONSENT_TEXT_VERSION = 1;
const KEPT_MS = 5_000;

/** `at`: ms since epoch. */
type FoundConsent = { granted: boolean; textVersion: number; at: number };

const CONSENT = {
  name: "last-consent",
  text: `
    select granted, text_version as "textVersion", (extract(epoch from created_at) * 1000)::float8 as at
    from consents where user_id = $1 order by id desc limit 1`,
};

export type ModelSettings = ReturnType<typeof createModelSettings>;

export function createModelSettings(database: Database, changes: ChangeBus) {
  const listeners = new Set<() => void>();
  const now = () => performance.now();
  const tiers = createTtlCache(
    async (workspaceId) =>
      ((await database.em().findOne(ModelSettingsRow, { workspaceId }))?.tier ?? "any") as ComplianceTier,
    KEPT_MS,
    now,
  );
  const consents = createTtlCache(async (userId) => isInForce(await findConsent(database.query, userId)), KEPT_MS, now);

  const notify = () => listeners.forEach((listener) => listener());
  changes.subscribe("model_settings", {
    onChange({ workspaceId }) {
      tiers.forget(workspaceId);
      notify();
    },
    onGap() {
      tiers.forgetAll();
      notify();
    },
  });
  changes.subscribe("consents", { onChange: ({ userId }) => consents.forget(userId), onGap: consents.forgetAll });

  return {
    tierOf: (workspaceId: string): Promise<ComplianceTier> => tiers.get(workspaceId),
    /** Called on a change, made by any process. */
    onTierChange(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async changeTier(scope: Principal, tier: ComplianceTier): Promise<void> {
      const { workspaceId } = scope;
      const userId = personOf(scope)!;
      await database.inScope(scope, async (em) => {
        await em.upsert(ModelSettingsRow, { workspaceId, tier, userId, changedAt: new Date() });
        const subject = { id: workspaceId, name: workspaceId };
        await recordAction(em, scope, { action: "tier-changed", subject, details: { tier } });
        await publishChange(em, "model_settings", { workspaceId });
      });
      tiers.forget(workspaceId);
      notify();
    },

    /** Whether all of them consent to sending their personal data unredacted to remote models. */
    async hasConsentOf(userIds: readonly string[]): Promise<boolean> {
      const answers = await Promise.all(userIds.map((userId) => consents.get(userId)));
      return userIds.length > 0 && answers.every(Boolean);
    },
    async readConsent(scope: Principal): Promise<Consent> {
      const row = await database.inScope(scope, (em) => findConsent(queryIn(em), personOf(scope)!));
      return {
        granted: isInForce(row),
        at: row && new Date(row.at).toISOString(),
        textVersion: row?.textVersion ?? null,
        currentTextVersion: CONSENT_TEXT_VERSION,
      };
    },
    /** Earlier entries are kept as a record of who agreed to what, and until when. Repeating the last one adds none. */
    async changeConsent(scope: Principal, granted: boolean, textVersion: number): Promise<void> {
      const { workspaceId } = scope;
      const userId = personOf(scope)!;
      await database.inScope(scope, async (em) => {
        const last = await findConsent(queryIn(em), userId);
        if (last?.granted === granted && last.textVersion === textVersion) return;
        await em.insert(ConsentRow, { id: newId(), workspaceId, userId, granted, textVersion });
        await publishChange(em, "consents", { userId });
      });
      consents.forget(userId);
    },
  };
}

async function findConsent(query: Query, userId: string): Promise<FoundConsent | null> {
  const [found] = await query<FoundConsent>(CONSENT, [userId]);
  return found ?? null;
}

const isInForce = (row: FoundConsent | null): boolean =>
  row !== null && row.granted && row.textVersion === CONSENT_TEXT_VERSION;
