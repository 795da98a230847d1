import type { ModelError, ModelErrorCode } from "../../../engine/model/language-model.ts";
import { inEnglish, type Message } from "../../../schema/messages/message.ts";

/** A run cannot continue until a person does something. */
export class RunPaused extends Error {
  readonly reason: Message;

  constructor(reason: Message, cause?: unknown) {
    super(inEnglish(reason), { cause });
    this.name = "RunPaused";
    this.reason = reason;
  }
}

const PAUSES: readonly ModelErrorCode[] = [
  "budget",
  "unauthorised",
  "out-of-credit",
  "unknown-model",
  "forbidden",
  "cannot-talk",
];

/** Trying again would not help: a person has to do something first. */
export const needsPerson = ({ code }: ModelError): boolean => PAUSES.includes(code);
