/** Links lead straight to a place, circle, turn or persona (SPEC W7, C3), or a page over it: `#/plaza/circle/<id>/turn/<id>`, `#/usage`, `#/admin?token=…`, `#/join/<token>`. */
export const PAGES = ["usage", "budgets", "operator", "people"] as const;
export type Page = (typeof PAGES)[number];

/** Makes the person who opens it the admin, or gives them the role that an admin chose for the link (SPEC A1). */
export type TokenLink = { kind: "admin" | "join"; token: string };

export type PageLink =
  | { kind: "page"; page: Page }
  | { kind: "place"; placeId: string; circleId: string | null; turnId: string | null; personaId: string | null }
  | TokenLink;

export const HOME_PLACE_ID = "plaza";

const PLACE_ID = /^[a-z0-9-]{1,40}$/;

/** `hash` as in `location.hash`; anything unknown leads to the plaza. */
export function readLink(hash: string): PageLink {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [first = "", ...rest] = path.split("/").map(decodePart);
  const givesRole = first === "admin" || first === "join";
  const token = first === "join" ? rest[0] : new URLSearchParams(query).get("token");
  if (givesRole && token) return { kind: first, token };
  const page = PAGES.find((known) => known === first);
  if (page) return { kind: "page", page };
  const placeId = PLACE_ID.test(first) && !givesRole ? first : HOME_PLACE_ID;
  return { kind: "place", placeId, ...readWithin(rest) };
}

function readWithin([kind, id, part, partId]: string[]) {
  const circleId = (kind === "circle" && id) || null;
  return {
    circleId,
    turnId: (circleId && part === "turn" && partId) || null,
    personaId: (kind === "persona" && id) || null,
  };
}

export const linkToPage = (page: Page): string => `#/${page}`;
export const linkToJoin = (token: string): string => `#/join/${encodeURIComponent(token)}`;
export const linkToCircle = (placeId: string, circleId: string): string => `#/${placeId}/circle/${circleId}`;
export const linkToTurn = (placeId: string, circleId: string, turnId: string): string =>
  `${linkToCircle(placeId, circleId)}/turn/${turnId}`;
export const linkToPersona = (placeId: string, personaId: string): string => `#/${placeId}/persona/${personaId}`;

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
