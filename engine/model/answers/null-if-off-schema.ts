import { ModelError } from "../language-model.ts";

/** For `catch`: asked again, the model would hardly answer in another form. @throws any other error */
export function nullIfOffSchema(error: unknown): null {
  if (error instanceof ModelError && error.code === "off-schema") return null;
  throw error;
}
