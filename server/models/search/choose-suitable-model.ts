import type { HubModel } from "../../../engine/model/price/price-table.ts";

export type Machine = { freeMemoryBytes: number; cores: number };

/** The best model that this machine can speak with at a talking pace; the smallest when none fits well. Choices are best first. */
export const chooseSuitableModel = (choices: HubModel[], machine: Machine): HubModel =>
  choices.find((choice) => choice.needsMemoryBytes <= machine.freeMemoryBytes && choice.needsCores <= machine.cores) ??
  choices.at(-1)!;
