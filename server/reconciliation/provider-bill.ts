import { DescribedError } from "../messages/described-error.ts";
import type { DayCost } from "./compare-costs.ts";

export type ProviderBill = {
  provider: string;
  /**
   * What was billed on the UTC days from `from` to before `to`, like 2026-11-20.
   * @throws BillProblem
   */
  read(from: string, to: string, signal: AbortSignal): Promise<DayCost[]>;
};

/** A bill that could not be read, in words for an operator; never with a key. */
export class BillProblem extends DescribedError {
  override readonly name = "BillProblem";
}
