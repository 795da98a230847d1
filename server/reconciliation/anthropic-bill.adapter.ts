/**
 * Anthropic's cost report, by day, model and kind of token.
 * Source: platform.claude.com/docs/en/api/admin/cost_report, read 2026-11-21.
 */
import { z } from "zod";
import type { DayCost } from "./compare-costs.ts";
import type { ProviderBill } from "./provider-bill.ts";
import { readPages } from "./read-page.adapter.ts";

export const ANTHROPIC_ADMIN_URL = "https://api.anthropic.com";
const API_VERSION = "2023-06-01";
const NANO_DIGITS_OF_A_CENT = 7;

const Report = z.object({
  data: z.array(
    z.object({
      starting_at: z.iso.datetime({ offset: true }),
      results: z.array(
        z.object({
          /** Cents, as a decimal: "123.45" is $1.2345. */
          amount: z.string().regex(/^-?\d{1,15}(?:\.\d{1,30})?$/),
          model: z.string().nullish(),
          description: z.string().nullish(),
        }),
      ),
    }),
  ),
  has_more: z.boolean(),
  next_page: z.string().nullish(),
});

/** @param baseUrl never a gateway's: the admin key would be sent there */
export const anthropicBill = (adminKey: string, baseUrl = ANTHROPIC_ADMIN_URL): ProviderBill => ({
  provider: "anthropic",
  async read(from, to, signal) {
    const costs: DayCost[] = [];
    const pages = readPages({
      label: "Anthropic",
      setting: "ANTHROPIC_ADMIN_KEY",
      url: `${baseUrl}/v1/organizations/cost_report`,
      headers: { "x-api-key": adminKey, "anthropic-version": API_VERSION },
      query: [
        ["starting_at", `${from}T00:00:00Z`],
        ["ending_at", `${to}T00:00:00Z`],
        ["bucket_width", "1d"],
        ["group_by[]", "description"],
        ["limit", "31"],
      ],
      shape: Report,
      signal,
    });
    for await (const { data } of pages)
      for (const { starting_at, results } of data)
        for (const { amount, model, description } of results)
          costs.push({
            day: starting_at.slice(0, 10),
            model: model ?? description ?? "(not named)",
            nano: centsToNano(amount),
          });
    return costs;
  },
});

/** Rounds to whole nano-dollars; a report has more digits than a float can hold. */
export function centsToNano(amount: string): number {
  const [whole = "0", fraction = ""] = amount.replace("-", "").split(".");
  const digits = fraction.padEnd(NANO_DIGITS_OF_A_CENT + 1, "0");
  const kept = BigInt(whole + digits.slice(0, NANO_DIGITS_OF_A_CENT));
  const nano = kept + (digits[NANO_DIGITS_OF_A_CENT]! >= "5" ? 1n : 0n);
  return Number(amount.startsWith("-") ? -nano : nano);
}
