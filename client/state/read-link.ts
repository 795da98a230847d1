/** Links lead straight to a place, circle, turn or persona (SPEC W7, C3), or a page over it: `#/plaza/circle/<id>/turn/<id>`, `#/usage`, `#/admin?token=…`. */
export const PAGES = ["usage", "budgets", "operator"] as const;
export type Page = (typeof PAGES)[number];

export type PageLink =
  | { kind: "page"; page: Page }
  | { kind: "place"; placeId: string; circleId: string | null; turnId: string | null; personaId: string | null }
  | { kind: "admin"; token: string };

export const HOME_PLACE_ID = "plaza";

const PLACE_ID = /^[a-z0-9-]{1,40}$/;

/** `hash` as in `location.hash`; anything unknown leads home. */
export function readLink(hash: string): PageLink {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [first = "", ...rest] = path.split("/").map(decodePart);
  const token = new URLSearchParams(query).get("token");
  if (first === "admin" && token) return { kind: "admin", token };
  const page = PAGES.find((known) => known === first);
  if (page) return { kind: "page", page };
  const placeId = PLACE_ID.test(first) && first !== "admin" ? first : HOME_PLACE_ID;
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
