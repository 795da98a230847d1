/**
 * OpenAI's organization costs, by day and line item.
 * Source: `UsageCostsResponse` of openai-node 7.55.0, and platform.openai.com/docs/api-reference/usage/costs, read 2026-11-21.
 */
import { z } from "zod";
import type { DayCost } from "./compare-costs.ts";
import type { ProviderBill } from "./provider-bill.ts";
import { readPages } from "./read-page.adapter.ts";

export const OPENAI_ADMIN_URL = "https://api.openai.com/v1";
const NANO = 1_000_000_000;

const Costs = z.object({
  data: z.array(
    z.object({
      /** Unix seconds. */
      start_time: z.number(),
      results: z.array(
        z.object({
          amount: z.object({ value: z.number().optional(), currency: z.string().optional() }).optional(),
          line_item: z.string().nullish(),
        }),
      ),
    }),
  ),
  has_more: z.boolean(),
  next_page: z.string().nullish(),
});

/** @param baseUrl never a gateway's: the admin key would be sent there */
export const openAiBill = (adminKey: string, baseUrl = OPENAI_ADMIN_URL): ProviderBill => ({
  provider: "openai",
  async read(from, to, signal) {
    const costs: DayCost[] = [];
    const pages = readPages({
      label: "OpenAI",
      setting: "OPENAI_ADMIN_KEY",
      url: `${baseUrl}/organization/costs`,
      headers: { Authorization: `Bearer ${adminKey}` },
      query: [
        ["start_time", String(Date.parse(from) / 1000)],
        ["end_time", String(Date.parse(to) / 1000)],
        ["bucket_width", "1d"],
        ["group_by", "line_item"],
        ["limit", "180"],
      ],
      shape: Costs,
      signal,
    });
    for await (const { data } of pages)
      for (const { start_time, results } of data)
        for (const { amount, line_item } of results)
          costs.push({
            day: new Date(start_time * 1000).toISOString().slice(0, 10),
            // `gpt-6-astra, input_tokens`
            model: line_item?.split(",")[0]?.trim() || "(not named)",
            nano: Math.round((amount?.value ?? 0) * NANO),
          });
    return costs;
  },
});
