import { ModelError } from "../../engine/model/language-model.ts";
import { inEnglish, verbatim, type Message } from "../../schema/messages/message.ts";

/** An error that people are shown, in the language of each. */
export class DescribedError extends Error {
  readonly reason: Message;

  constructor(reason: Message, options?: ErrorOptions) {
    super(inEnglish(reason), options);
    this.name = "DescribedError";
    this.reason = reason;
  }
}

/** Of an error that nobody foresaw, its own words. */
export const reasonOf = (error: Error): Message =>
  error instanceof DescribedError || error instanceof ModelError ? error.reason : verbatim(error.message);
