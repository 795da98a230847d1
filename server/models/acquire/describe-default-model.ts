import type { HubModel } from "../../../engine/model/price/price-table.ts";
import type { Machine } from "./choose-suitable-model.ts";

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

/** The model this machine would fetch, and what is known about it. */
export function describeDefaultModel(model: HubModel, { cores, memoryBytes, freeMemoryBytes, gpu }: Machine): string {
  const { name, repo, license, sizeBytes, needsMemoryBytes, tried, read } = model;
  const machine = `${cores} cores, ${gigabytes(memoryBytes)} of memory, ${gigabytes(freeMemoryBytes)} free`;
  const trial = tried ? "tried" : `not tried, read about on ${read}`;
  return [
    `without another voice this machine (${machine}) fetches ${name}:`,
    `${gigabytes(sizeBytes)} from ${repo}, ${license}, needs ${gigabytes(needsMemoryBytes)}; ${trial}`,
    ...(gpu === "nvidia"
      ? ["its NVIDIA card runs a larger one with vLLM: docker compose --profile gpu up (gpu/README.md)"]
      : []),
  ].join("\n");
}
