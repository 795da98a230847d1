import type { HubModel } from "../../../engine/model/price/price-table.ts";

export type Machine = {
  cores: number;
  memoryBytes: number;
  freeMemoryBytes: number;
  /** Its GPU: "metal" can run the embedded model, an NVIDIA one runs vLLM beside it. */
  gpu: "metal" | "nvidia" | null;
};

/** The best model that this machine can run at conversational speed; the smallest when none fits. Choices are best first. */
export const chooseSuitableModel = (choices: readonly HubModel[], machine: Machine): HubModel =>
  choices.find((choice) => suits(choice, machine)) ?? choices.at(-1)!;

const suits = ({ machine: least, needsMemoryBytes }: HubModel, machine: Machine): boolean =>
  machine.cores >= least.cores &&
  machine.memoryBytes >= least.memoryBytes &&
  machine.freeMemoryBytes >= needsMemoryBytes &&
  (!least.gpu || machine.gpu === "metal");
