import { rowInForce } from "../../engine/model/price.ts";
import type { ModelsFile } from "../../engine/model/price-table.ts";
import type { ConfiguredModels } from "../../schema/messages/models.ts";
import type { VoiceStatus } from "../../schema/messages/voice.ts";
import type { ProviderSettings, VoiceConfiguration } from "./provider-settings.ts";

/** @param today ISO date: prices in force on that day are listed */
export function listConfigured(
  configuration: VoiceConfiguration,
  models: ModelsFile,
  providers: ProviderSettings[],
  status: VoiceStatus,
  today: string,
): ConfiguredModels {
  return {
    status,
    lightRoute: configuration.LIGHT_MODEL ?? null,
    tier: "any",
    chains: [],
    providers: providers.map(({ provider, label, local, defaultModel }) => ({
      provider,
      label,
      local,
      defaultModel,
      tier: local ? "on-premises" : (models.providers.find((row) => row.provider === provider)?.tier ?? "any"),
      keySource: "none",
      health: "unknown",
      problem: null,
      checkedAt: null,
      firstTokenMs: null,
      tokensPerSecond: null,
      errorShare: null,
      running: 0,
      waiting: 0,
      quota: null,
      cachedShare: null,
      priced: listPriced(models, provider, today),
    })),
  };
}

function listPriced(models: ModelsFile, provider: string, today: string) {
  return models.models
    .filter((row) => row.provider === provider && !row.embeds)
    .flatMap(({ model, prices }) => {
      const row = rowInForce(prices, today);
      const band = row?.bands[0];
      return row && band ? [{ model, input: band.input, output: band.output, from: row.from, source: row.source }] : [];
    });
}
