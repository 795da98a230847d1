/** `GET /api/usage/reconciliation`: providers' bills compared with our ledger. Money in nano-dollars, days in UTC (SPEC L6). */
import { z } from "zod";
import { Message } from "./message.ts";

const nano = z.number().int();

export const ReconciliationQuery = z.object({
  from: z.iso.date("a day like 2026-11-20").optional(),
  to: z.iso.date("a day like 2026-11-20").optional(),
});
export type ReconciliationQuery = z.infer<typeof ReconciliationQuery>;

export const ReconciledDay = z.object({
  provider: z.string(),
  day: z.string(),
  /** The provider's name for it on the bill, otherwise ours. */
  model: z.string(),
  billedNano: nano,
  ledgerNano: nano,
  /** Whether they differ by more than one per cent and more than a tenth of a cent. */
  isOff: z.boolean(),
  checkedAt: z.string(),
});
export type ReconciledDay = z.infer<typeof ReconciledDay>;

export const ReconciliationAnswer = z.object({
  /** One per provider whose bills are read; none without an admin key. */
  checks: z.array(
    z.object({
      provider: z.string(),
      checkedAt: z.string(),
      problem: z.string().nullable(),
      problemMessage: Message.optional(),
    }),
  ),
  /** Newest day first. */
  rows: z.array(ReconciledDay),
});
export type ReconciliationAnswer = z.infer<typeof ReconciliationAnswer>;
