import { ModelError } from "../../engine/model/language-model.ts";
import { inEnglish, verbatim, type Message } from "../../schema/messages/message.ts";

/** An error whose message is shown to people, each in their language. */
export class DescribedError extends Error {
  readonly reason: Message;

  constructor(reason: Message, options?: ErrorOptions) {
    super(inEnglish(reason), options);
    this.name = "DescribedError";
    this.reason = reason;
  }
}

/** The error's message; for an unexpected error, its own text. */
export const reasonOf = (error: Error): Message =>
  error instanceof DescribedError || error instanceof ModelError ? error.reason : verbatim(error.message);
