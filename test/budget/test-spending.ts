/** For the tests of budgets: what a spender calls, and what it and its parent say to each other. */
import type { ScopeChange } from "../model-servers/collect.ts";
import type { PriceTable } from "../../engine/model/price/price-table.ts";

/** One dollar a million: a token is a thousand nano-dollars. */
export const SPENDER_PRICES: PriceTable = {
  file: "models.yaml",
  models: [
    {
      provider: "test",
      model: "paid",
      prices: [{ from: "2020-01-01", source: "test", bands: [{ input: 1, output: 1 }] }],
    },
  ],
};
export const SPENDER_ROUTE = { provider: "test", model: "paid", local: false };
export const SPENDER_REQUEST = { messages: [{ role: "user" as const, content: "Good evening!" }], maxTokens: 50 };

/** What the provider does: answers, fails after some tokens, never ends by itself. */
export type Course = "success" | "error" | "refused" | "hang";
/** Where a call is when the process stops dead, its parent's to kill. */
export type Stop = "mid-call" | "row-written" | "row-pending";
export type SpenderOrder =
  | { type: "call"; id: number; course: Course; scope: ScopeChange; tokens: number; stop?: Stop }
  | { type: "abort"; id: number }
  | { type: "reserve"; id: number; nano: number; isKept: boolean }
  | { type: "close" };
export type SpenderWord =
  | { type: "ready" }
  | { type: "answering"; id: number }
  | { type: "done"; id: number; problem: string | null }
  | { type: "stopped"; id: number }
  | { type: "closed" };
