import type { HubModel } from "../../../engine/model/price/price-table.ts";
import type { Machine } from "./choose-suitable-model.ts";

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

/** The voice this machine would fetch, and what is known about it. */
export function describeDefaultModel(model: HubModel, { cores, memoryBytes, freeMemoryBytes, gpu }: Machine): string {
  const machine = `${cores} cores, ${gigabytes(memoryBytes)} of memory, ${gigabytes(freeMemoryBytes)} free`;
  return [
    `without another voice this machine (${machine}) fetches ${model.name}:`,
    describe(model),
    ...(gpu === "nvidia"
      ? ["its NVIDIA card runs a larger one with vLLM: docker compose --profile gpu up (gpu/README.md)"]
      : []),
  ].join("\n");
}

/** The embedding model likewise. */
export const describeDefaultEmbedding = (model: HubModel): string =>
  `without EMBEDDING_MODEL it finds memories by meaning with ${model.name}, which it fetches:\n${describe(model)}`;

function describe({ repo, license, sizeBytes, needsMemoryBytes, tried, read }: HubModel): string {
  const trial = tried ? "tried" : `not tried, read about on ${read}`;
  return `${gigabytes(sizeBytes)} from ${repo}, ${license}, needs ${gigabytes(needsMemoryBytes)}; ${trial}`;
}
