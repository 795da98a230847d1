/** `GET /api/models`: the state of every provider, and how calls would be routed now. */
import type { Choice } from "../../../engine/model/routing/choose-route.ts";
import { routeName } from "../../../engine/model/language-model.ts";
import { rowInForce } from "../../../engine/model/price/price.ts";
import type { ModelsFile } from "../../../engine/model/price/price-table.ts";
import { inEnglish, message } from "../../../schema/messages/message.ts";
import type {
  ConfiguredModels,
  ConfiguredProvider,
  ProviderHealth,
  RoutedTask,
} from "../../../schema/messages/models.ts";
import type { ProviderRoutes } from "./provider-routes.adapter.ts";
import { shownProblem } from "../../messages/shown-problem.ts";

const TASKS: RoutedTask[] = ["speak", "try-line", "decide", "extract-traits", "reflect", "outcome"];

export const describeHealth = ({ settings, standing }: ProviderRoutes): ProviderHealth => {
  const { health, problem, checkedAt } = standing();
  return { provider: settings.provider, label: settings.label, health, ...shownProblem(problem), checkedAt };
};

export const describeChains = (chain: (task: RoutedTask) => Choice[]): ConfiguredModels["chains"] =>
  TASKS.map((task) => ({
    task,
    routes: chain(task).map(({ route, why }) => ({ route: routeName(route), why: inEnglish(why), whyMessage: why })),
  }));

/** @param today ISO date whose prices are listed */
export function describeProvider(
  routes: ProviderRoutes,
  models: ModelsFile & { file: string },
  today: string,
): ConfiguredProvider {
  const { settings, queue, recent, keySource } = routes;
  const { provider, label, local, free, defaultModel } = settings;
  const priced = listPriced(models, provider, today);
  const tier = free && priced.length === 0 ? "on-premises" : settings.tier;
  const { firstTokenMs, tokensPerSecond, errorShare, cachedShare, quota } = recent.read();
  const health = describeHealth(routes);
  return {
    ...health,
    ...(health.problem === null &&
      local &&
      !free &&
      priced.length === 0 &&
      shownProblem(message("provider-unpriced", { name: label, file: models.file }))),
    local,
    defaultModel,
    tier,
    keySource,
    firstTokenMs,
    tokensPerSecond,
    errorShare,
    cachedShare,
    running: queue.running(),
    waiting: queue.waiting(),
    quota: quota && { ...quota, resetsAt: quota.resetsAt === null ? null : new Date(quota.resetsAt).toISOString() },
    priced,
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
