/** For the tests of budgets: a spender's calls, and its messages with its parent. */
import type { ScopeChange } from "../model-servers/collect.ts";
import type { PriceTable } from "../../engine/model/price/price-table.ts";

/** One dollar per million: a token costs a thousand nano-dollars. */
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

/** What the provider does: answers, fails after some tokens, or never ends on its own. */
export type Course = "success" | "error" | "refused" | "hang";
/** The state of a call when the process blocks, for its parent to kill. */
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
