/** `GET /api/models`: which models can speak here. Never a key, never an address. */
import { z } from "zod";
import { VoiceStatus } from "./voice.ts";

export const ConfiguredModels = z.object({
  status: VoiceStatus,
  /** `provider/model` for decisions and other small tasks; null: the voice itself. */
  lightRoute: z.string().nullable(),
  providers: z.array(
    z.object({
      provider: z.string(),
      label: z.string(),
      /** Costs nothing and sends nothing outside this machine or network. */
      local: z.boolean(),
      defaultModel: z.string().nullable(),
      /** Models of this provider whose price is known today, in dollars per million tokens for short prompts. */
      priced: z.array(
        z.object({ model: z.string(), input: z.number(), output: z.number(), from: z.string(), source: z.string() }),
      ),
    }),
  ),
});
export type ConfiguredModels = z.infer<typeof ConfiguredModels>;
