import type { ModelsFile } from "../../../engine/model/price/price-table.ts";
import type { UsualPlace } from "./discover-endpoint.adapter.ts";
import {
  endpointSettings,
  listProviders,
  type ProviderSettings,
  type VoiceConfiguration,
} from "./provider-settings.ts";

/** Every provider that the configuration names, be it only as part of a model's name. */
export function listNamed(
  configuration: VoiceConfiguration,
  models: ModelsFile,
  places: readonly UsualPlace[],
): ProviderSettings[] {
  const listed = listProviders(configuration, models);
  for (const { provider, label, url } of places) {
    const isNamed = [configuration.MODEL, configuration.BASE_MODEL, configuration.EMBEDDING_MODEL].some((name) =>
      name?.startsWith(`${provider}/`),
    );
    if (isNamed && !listed.some((settings) => settings.provider === provider))
      listed.push(endpointSettings(provider, label, url));
  }
  return listed;
}
