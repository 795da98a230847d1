import { DescribedError } from "../messages/described-error.ts";
import type { DayCost } from "./compare-costs.ts";

export type ProviderBill = {
  provider: string;
  /**
   * The costs billed on the UTC days from `from` (inclusive) to `to` (exclusive), like 2026-11-20.
   * @throws BillProblem
   */
  read(from: string, to: string, signal: AbortSignal): Promise<DayCost[]>;
};

/** A bill could not be read; the message is for an operator and never contains a key. */
export class BillProblem extends DescribedError {
  override readonly name = "BillProblem";
}
