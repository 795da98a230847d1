/** Sessions without a browser: planned by an admin over HTTP, entered by guests with a link. */
import type { SignedIn } from "../../schema/messages/account.ts";
import type { NewInvitation } from "../../schema/messages/session-seat.ts";
import type { Session, SessionPlan, SessionRole } from "../../schema/messages/session.ts";
import { enterPlace, until, type Visitor } from "./join-place.ts";
import type { Admin } from "./paid-journey.ts";

type Draft = Pick<SessionPlan, "title" | "topic" | "kind" | "guide"> & Partial<SessionPlan>;

/** With one persona of the plaza that is free. */
export async function planSession({ call }: Admin, witness: Visitor, draft: Draft): Promise<Session> {
  const [personaId] = await until("a persona of the plaza", () =>
    [...witness.room.state.avatars].find(([, { kind, circleId }]) => kind === "persona" && circleId === ""),
  );
  const consent = "You agree to be heard.";
  return call<Session>("sessions", "POST", { plan: { placeId: "plaza", consent, personaIds: [personaId], ...draft } });
}

/** Comes by a link, agrees to the form, is let in, and stands in the place. */
export async function comeToSession(
  { call }: Admin,
  url: string,
  { id, consentVersion }: Session,
  { name, role = "participant" }: { name: string; role?: SessionRole },
): Promise<Visitor> {
  const path = `sessions/${id}`;
  const { token } = await call<NewInvitation>(`${path}/invitations`, "POST", { role, hours: 1, uses: 1 });
  const answer = await fetch(`${url}/api/auth/session-link`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token, name }),
  });
  const account = (await answer.json()) as SignedIn;
  await fetch(`${url}/api/${path}/consent`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${account.token}` },
    body: JSON.stringify({ version: consentVersion }),
  });
  await call(`${path}/people/${account.user.id}`, "PUT", { status: "admitted" });
  const place = role === "spectator" || role === "observer" ? "spectator" : "visitor";
  return enterPlace(url, { token: account.token, userId: account.user.id }, place);
}

export const untilSeated = (circleId: string, ...people: Visitor[]): Promise<unknown> =>
  until("they sit", () =>
    people.every(({ userId, room }) => room.state.circles.get(circleId)?.members.includes(userId)),
  );
