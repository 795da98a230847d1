import { message } from "../../../schema/messages/message.ts";
import { ModelError } from "../language-model.ts";

/** When text cannot be checked for personal data, the call is not made. */
export const uncheckedRefusal = (cause: unknown): ModelError =>
  new ModelError("bad-request", message("personal-data-unchecked"), { cause });
