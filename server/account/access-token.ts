/** Short-lived signed tokens that name a sign-in. Room sessions outlive them: a token is checked on joining. */
import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { Role } from "../../schema/messages/account.ts";

export const ACCESS_TOKEN_MINUTES = 15;
const ISSUER = "dramatis";
const ALGORITHM = "HS256";

export const AccessClaims = z.object({
  /** User id. */
  sub: z.string(),
  role: Role,
  workspaceId: z.string(),
  /** Sign-in id, which signing out revokes. */
  sid: z.string(),
  /** Expiry, in seconds since epoch. */
  exp: z.number(),
});
export type AccessClaims = z.infer<typeof AccessClaims>;

export async function issueAccessToken(
  claims: Omit<AccessClaims, "exp">,
  key: Uint8Array,
  now: Date,
): Promise<{ token: string; expiresAt: string }> {
  const expiresAt = new Date(Math.floor(now.getTime() / 1000 + ACCESS_TOKEN_MINUTES * 60) * 1000);
  const { sub, ...more } = claims;
  const token = await new SignJWT(more)
    .setProtectedHeader({ alg: ALGORITHM })
    .setIssuer(ISSUER)
    .setSubject(sub)
    .setIssuedAt(now)
    .setExpirationTime(expiresAt)
    .sign(key);
  return { token, expiresAt: expiresAt.toISOString() };
}

/** Null when it was not signed with this key, has expired, or is not such a token. */
export async function readAccessToken(token: string, key: Uint8Array, now: Date): Promise<AccessClaims | null> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      currentDate: now,
      requiredClaims: ["exp"],
    });
    return AccessClaims.safeParse(payload).data ?? null;
  } catch {
    return null;
  }
}
