/** Links lead straight to a place, circle, turn or persona (SPEC W7, C3), or a page over it: `#/plaza/circle/<id>/turn/<id>`, `#/replay/<id>/turn/<id>`, `#/usage`, `#/lab/surveys/<id>`, `#/admin?token=…`, `#/join/<token>`, `#/session/<token>`, `#/shared/<token>`. */
export const PAGES = [
  "personas",
  "conversations",
  "sessions",
  "lab",
  "usage",
  "budgets",
  "operator",
  "people",
] as const;
export type Page = (typeof PAGES)[number];

/** Makes the person who opens it the admin, gives them the role that an admin chose for the link (SPEC A1), or one in a session (C9). */
export type TokenLink = { kind: "admin" | "join" | "session"; token: string };

export type PageLink =
  /** `path`: what of the page is shown, if it has several parts with addresses. */
  | { kind: "page"; page: Page; path: string[] }
  | { kind: "place"; placeId: string; circleId: string | null; turnId: string | null; personaId: string | null }
  /** A stored conversation, walked through again from a turn (W11). */
  | { kind: "replay"; circleId: string; turnId: string | null }
  | TokenLink
  /** Shows what a session left, to anybody (C9). */
  | { kind: "shared"; shareToken: string };

export const HOME_PLACE_ID = "plaza";

const PLACE_ID = /^[a-z0-9-]{1,40}$/;

/** `hash` as in `location.hash`; anything unknown leads to the plaza. */
export function readLink(hash: string): PageLink {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [first = "", ...rest] = path.split("/").map(decodePart);
  const givesRole = first === "admin" || first === "join" || first === "session";
  const token = first === "join" || first === "session" ? rest[0] : new URLSearchParams(query).get("token");
  if (givesRole && token) return { kind: first, token };
  const own = readOwn(first, rest);
  if (own) return own;
  const page = PAGES.find((known) => known === first);
  if (page) return { kind: "page", page, path: rest };
  const placeId = PLACE_ID.test(first) && !givesRole ? first : HOME_PLACE_ID;
  return { kind: "place", placeId, ...readWithin(rest) };
}

/** Links to something that is no place, and no page over one. */
function readOwn(first: string, [id, part, partId]: string[]): PageLink | null {
  if (!id) return null;
  if (first === "shared") return { kind: "shared", shareToken: id };
  if (first === "replay") return { kind: "replay", circleId: id, turnId: (part === "turn" && partId) || null };
  return null;
}

function readWithin([kind, id, part, partId]: string[]) {
  const circleId = (kind === "circle" && id) || null;
  return {
    circleId,
    turnId: (circleId && part === "turn" && partId) || null,
    personaId: (kind === "persona" && id) || null,
  };
}

export const linkToPage = (page: Page, ...path: string[]): string =>
  `#/${[page, ...path.map(encodeURIComponent)].join("/")}`;
export const linkToJoin = (token: string): string => `#/join/${encodeURIComponent(token)}`;
export const linkToSession = (token: string): string => `#/session/${encodeURIComponent(token)}`;
export const linkToShared = (token: string): string => `#/shared/${encodeURIComponent(token)}`;
export const linkToCircle = (placeId: string, circleId: string): string => `#/${placeId}/circle/${circleId}`;
export const linkToTurn = (placeId: string, circleId: string, turnId: string): string =>
  `${linkToCircle(placeId, circleId)}/turn/${turnId}`;
export const linkToReplay = (circleId: string, turnId: string | null): string =>
  `#/replay/${circleId}${turnId === null ? "" : `/turn/${turnId}`}`;
export const linkToPersona = (placeId: string, personaId: string): string => `#/${placeId}/persona/${personaId}`;

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
