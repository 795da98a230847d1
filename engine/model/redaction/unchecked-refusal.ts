import { message } from "../../../schema/messages/message.ts";
import { ModelError } from "../language-model.ts";

/** When the data cannot be looked for, the call is not made. */
export const uncheckedRefusal = (cause: unknown): ModelError =>
  new ModelError("bad-request", message("personal-data-unchecked"), { cause });
