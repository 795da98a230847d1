/** For `npm run doctor`: which voices, base and embedding models are configured, on disk or fetched at the start. */
import { join } from "node:path";
import type { HubModel } from "../../engine/model/price/price-table.ts";
import { chooseSuitableModel } from "./acquire/choose-suitable-model.ts";
import { describeDefaultEmbedding, describeDefaultModel } from "./acquire/describe-default-model.ts";
import { describeMachine } from "./acquire/describe-machine.adapter.ts";
import { findModelFile } from "./acquire/find-model-file.adapter.ts";
import { discoverEndpoint, listModels } from "./providers/discover-endpoint.adapter.ts";
import { listProviders, type VoiceConfiguration } from "./providers/provider-settings.ts";
import { readModelsFile } from "./read-models-file.adapter.ts";
import { embeddingFolder } from "./search/embedding-search.adapter.ts";

/** `true`: good; `false`: the server would not start, or not fully; `null`: information. */
export type Finding = [fine: boolean | null, text: string];

export async function examineVoices(configuration: VoiceConfiguration, dataFolder: string): Promise<Finding[]> {
  const models = readModelsFile(configuration.PRICES_FILE);
  const findings: Finding[] = [[true, `prices from ${models.file}`]];
  const signal = AbortSignal.timeout(5_000);
  for (const provider of listProviders(configuration, models)) {
    findings.push(
      await listModels(provider, signal).then(
        (names): Finding => [true, `${provider.label} answers and lists ${names.length} models`],
        (error: Error): Finding => [false, `${error.message} Its address is ${provider.baseUrl}.`],
      ),
    );
  }
  const endpoint = await discoverEndpoint(signal);
  if (endpoint) findings.push([true, `${endpoint.settings.label} runs on this machine with ${endpoint.model}`]);
  const { MODEL_FILE, BASE_FILE } = configuration;
  const file = await findModelFile(join(dataFolder, "models"), "MODEL_FILE", MODEL_FILE);
  findings.push(file ? [true, `model on disk: ${file}`] : [null, `no GGUF model in ${join(dataFolder, "models")}`]);
  const machine = describeMachine();
  findings.push([file ? true : null, describeDefaultModel(chooseSuitableModel(models.embedded, machine), machine)]);
  const speaks = findings.slice(1, -1).some(([fine]) => fine);
  findings.push(await examineEmbedding(configuration, dataFolder, models.embedding));
  const base = BASE_FILE && (await findModelFile(dataFolder, "BASE_FILE", BASE_FILE));
  if (base) findings.push([true, `base model on disk: ${base}`]);
  if (!speaks) findings.push([null, "until a model is fetched, personas speak with the rehearsal voice"]);
  return findings;
}

async function examineEmbedding(
  { EMBEDDING_MODEL, EMBEDDING_FILE }: VoiceConfiguration,
  dataFolder: string,
  choices: HubModel[],
): Promise<Finding> {
  if (EMBEDDING_MODEL === "off") return [null, "memories are found by their words: EMBEDDING_MODEL is off"];
  if (EMBEDDING_MODEL) return [true, `memories are found by meaning, with ${EMBEDDING_MODEL}`];
  const file = await findModelFile(embeddingFolder(dataFolder), "EMBEDDING_FILE", EMBEDDING_FILE);
  if (file) return [true, `embedding model on disk: ${file}`];
  if (choices.length === 0) return [null, "memories are found by their words: no embedding model is listed"];
  return [null, describeDefaultEmbedding(chooseSuitableModel(choices, describeMachine()))];
}
