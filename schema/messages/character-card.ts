/** Character cards of other tools: the fields of V2 and V3 that mean something here (V1 is the `data` of V2 alone). */
import { z } from "zod";

const text = z.string().default("");
const texts = z.array(z.string()).default([]);

export const CardData = z.looseObject({
  name: z.string(),
  nickname: text,
  description: text,
  personality: text,
  scenario: text,
  first_mes: text,
  mes_example: text,
  system_prompt: text,
  post_history_instructions: text,
  tags: texts,
  creator: text,
  character_book: z
    .object({
      entries: z.array(z.looseObject({ content: text, enabled: z.boolean().default(true), name: text, keys: texts })),
    })
    .nullish(),
  extensions: z.record(z.string(), z.unknown()).default({}),
});
export type CardData = z.infer<typeof CardData>;
