/**
 * A message of the server as a code and the values of its placeholders: a page shows it in its own language, a
 * transcript in the circle's (SPEC W13); HTTP responses and logs carry the English text as well.
 */
import { z } from "zod";
import { fillGaps } from "../rules/fill-gaps.ts";
import { english } from "./english.ts";
import type { LocalizedText } from "./localized-text.ts";

export type MessageCode = keyof typeof english;
/** A message used as a value is rendered in the same language as the outer one, and so is localized text. */
export type MessageValue = string | number | LocalizedText | Message | readonly Message[];
export type MessageValues = { [gap: string]: MessageValue };
export type Message = { code: MessageCode; values: MessageValues };

const JsonMessage = z.object({ code: z.string(), values: z.record(z.string(), z.unknown()) });
/** The serialised form; a recipient that does not know a code shows the English text beside it. */
export const Message = JsonMessage as z.ZodType<Message, unknown>;

type NameOf<Gap extends string> = Gap extends `${infer Name}, ${string}` ? Name : Gap;
type GapsOf<Text extends string> = Text extends `${string}{{${infer Gap}}}${infer Rest}`
  ? NameOf<Gap> | GapsOf<Rest>
  : never;
type ValuesOf<Code extends MessageCode> = { [Gap in GapsOf<(typeof english)[Code]>]: MessageValue };

/** The compiler checks the values against the placeholders of the English text. */
export const message = <Code extends MessageCode>(
  code: Code,
  ...[values]: keyof ValuesOf<Code> extends never ? [] : [ValuesOf<Code>]
): Message => ({ code, values: values ?? {} });

/** Text that others wrote, without a translation. */
export const verbatim = (text: string): Message => message("verbatim", { text });

export const wordMessage = (
  { code, values }: Message,
  catalogue: Record<MessageCode, string>,
  language: string,
): string => fillGaps(catalogue[code], values, language, (inner) => wordMessage(inner, catalogue, language));

export const inEnglish = (said: Message): string => wordMessage(said, english, "en");
