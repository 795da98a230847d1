/** Prepaid credits and plans, in force only while billing is on (SPEC L7). Money in nano-dollars. */
import { z } from "zod";
import { named } from "./written-text.ts";

export const Plan = z.enum(["free", "pro", "enterprise"]);
export type Plan = z.infer<typeof Plan>;

/** Features a plan may exclude: ways of asking virtual respondents, and custom labels. */
export const PlanFeature = z.enum(["demographic-forcing", "alterity", "custom-labels"]);
export type PlanFeature = z.infer<typeof PlanFeature>;

const LARGEST_GRANT_NANO = 1_000_000_000_000_000;
const nano = z.number().int();

export const BillingSetting = z.object({ on: z.boolean() });

/** Billing as it applies to the caller. */
export const BillingView = z.object({
  on: z.boolean(),
  plan: Plan,
  balanceNano: nano,
  /** All of them while billing is off. */
  features: z.array(PlanFeature),
});
export type BillingView = z.infer<typeof BillingView>;

export const CreditGrant = z.object({
  /** Negative amounts take credit back. */
  amountNano: nano.min(-LARGEST_GRANT_NANO).max(LARGEST_GRANT_NANO),
  note: named(200, "say what it is for"),
});
export type CreditGrant = z.infer<typeof CreditGrant>;

export const PlanChange = z.object({ plan: Plan });

export const CreditAccount = z.object({ userId: z.string(), plan: Plan, balanceNano: nano });
export type CreditAccount = z.infer<typeof CreditAccount>;

export const CreditEntry = z.object({
  id: z.string(),
  /** Positive: added; negative: used or taken back. */
  amountNano: nano,
  kind: z.enum(["grant", "usage"]),
  note: z.string(),
  at: z.string(),
});
export type CreditEntry = z.infer<typeof CreditEntry>;

export const CreditEntryList = z.object({ entries: z.array(CreditEntry), next: z.string().nullable() });
export type CreditEntryList = z.infer<typeof CreditEntryList>;
