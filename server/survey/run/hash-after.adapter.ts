import { createHash } from "node:crypto";

/** SHA-256, hexadecimal, of texts that begin alike: the beginning is read once. */
export function hashAfter(beginning: string): (rest: string) => string {
  const begun = createHash("sha256").update(beginning);
  return (rest) => begun.copy().update(rest).digest("hex");
}
