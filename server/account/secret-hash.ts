/** Secrets are stored only as hashes, so that the database's content does not allow signing in. */
import { createHash, timingSafeEqual } from "node:crypto";

export const secretHash = (secret: string): Buffer => createHash("sha256").update(secret).digest();

export function matchesHash(secret: string, expected: string): boolean {
  const given = secretHash(secret);
  const wanted = Buffer.from(expected, "base64url");
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
