/** `/api/models`: which models can speak here, their health, and where text may be sent. Never contains a key or an address. */
import { CallPolicies } from "./call-policies.ts";
import { z } from "zod";
import { Message } from "./message.ts";
import { VoiceStatus } from "./voice.ts";

/** Where text may be sent: anywhere, to providers that do not train on it, or nowhere outside this machine or network. */
export const ComplianceTier = z.enum(["any", "no-training", "on-premises"]);
export type ComplianceTier = z.infer<typeof ComplianceTier>;

/** The purpose of a call, as far as routing distinguishes it. */
export const RoutedTask = z.enum(["speak", "try-line", "decide", "extract-traits", "reflect", "outcome"]);
export type RoutedTask = z.infer<typeof RoutedTask>;

const rate = z.number().nonnegative();

export const ProviderHealth = z.object({
  provider: z.string(),
  label: z.string(),
  /** "paused": not called for a while after it failed; it is retried automatically. */
  health: z.enum(["unknown", "healthy", "failing", "paused"]),
  /** What is wrong, as a message a person can act on; null when nothing is known to be wrong. */
  problem: z.string().nullable(),
  problemMessage: Message.optional(),
  /** When it was last called or checked; null: not since the start. */
  checkedAt: z.string().nullable(),
});
export type ProviderHealth = z.infer<typeof ProviderHealth>;

export const ConfiguredProvider = ProviderHealth.extend({
  /** Costs nothing and sends nothing outside this machine or network. */
  local: z.boolean(),
  defaultModel: z.string().nullable(),
  /** The strictest tier that it meets. */
  tier: ComplianceTier,
  /** Where its key comes from; "none": it has none, or needs none. */
  keySource: z.enum(["environment", "file", "none"]),
  /** Median over recent calls; null before the first. */
  firstTokenMs: rate.nullable(),
  /** Median over recent calls, from the first token to the last. */
  tokensPerSecond: rate.nullable(),
  /** 0–1 of recent calls. */
  errorShare: rate.nullable(),
  /** Calls in progress and calls that wait for a free slot. */
  running: z.number().int().nonnegative(),
  waiting: z.number().int().nonnegative(),
  /** The remaining quota the provider reported, of requests or tokens, whichever is closer to running out; null: not reported. */
  quota: z
    .object({
      of: z.enum(["requests", "tokens"]),
      remaining: z.number().int().nonnegative(),
      limit: z.number().int().positive(),
      resetsAt: z.string().nullable(),
    })
    .nullable(),
  /** 0–1 of the prompt tokens of recent calls that came from the provider's cache. */
  cachedShare: rate.nullable(),
  /** Models of this provider with a known price today, in dollars per million tokens for short prompts. */
  priced: z.array(
    z.object({ model: z.string(), input: z.number(), output: z.number(), from: z.string(), source: z.string() }),
  ),
});
export type ConfiguredProvider = z.infer<typeof ConfiguredProvider>;

export const ConfiguredModels = z.object({
  status: VoiceStatus,
  /** `provider/model` for decisions and other small tasks; null: the voice itself. */
  lightRoute: z.string().nullable(),
  /** `provider/model` that completes texts for backstories and probes, and never talks; null: none. */
  baseRoute: z.string().nullable(),
  /** Where text of this workspace may be sent. */
  tier: ComplianceTier,
  providers: z.array(ConfiguredProvider),
  /** For each task, the routes in the order they would be tried now, and the reason for each position. */
  chains: z.array(
    z.object({
      task: RoutedTask,
      routes: z.array(z.object({ route: z.string(), why: z.string(), whyMessage: Message })),
    }),
  ),
  policies: CallPolicies,
});
export type ConfiguredModels = z.infer<typeof ConfiguredModels>;

/** `POST /api/models/try`: one short line, for operators and admins. */
export const ModelTry = z.object({ route: z.string().min(3).max(200) });
export type ModelTry = z.infer<typeof ModelTry>;

export const ModelTryAnswer = z.object({
  ok: z.boolean(),
  text: z.string(),
  firstTokenMs: rate.nullable(),
  costNano: z.number().int().nonnegative(),
  problem: z.string().nullable(),
  problemMessage: Message.optional(),
});
export type ModelTryAnswer = z.infer<typeof ModelTryAnswer>;

/** `POST /api/models/check`: checks every provider now. */
export const ModelCheckAnswer = z.object({ providers: z.array(ProviderHealth) });

/** `PUT /api/models/tier` */
export const TierChange = z.object({ tier: ComplianceTier });

/** `GET` and `PUT /api/me/consent`: whether my personal data may be sent unredacted to remote models. */
export const ConsentChange = z.object({
  granted: z.boolean(),
  /** The version of the text that was shown. */
  textVersion: z.number().int().positive(),
});
export const Consent = z.object({
  granted: z.boolean(),
  /** When it was given or withdrawn; null: never asked. */
  at: z.string().nullable(),
  /** The version that was accepted; null: never asked. */
  textVersion: z.number().int().positive().nullable(),
  /** The version in force: consent to an older one no longer counts. */
  currentTextVersion: z.number().int().positive(),
});
export type Consent = z.infer<typeof Consent>;
