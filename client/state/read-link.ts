/** Links lead straight to a place, circle or persona (SPEC W7), or a page over it: `#/plaza/circle/<id>`, `#/usage`, `#/admin?token=…`. */
export const PAGES = ["usage", "budgets", "operator"] as const;
export type Page = (typeof PAGES)[number];

export type PageLink =
  | { kind: "page"; page: Page }
  | { kind: "place"; placeId: string; circleId: string | null; personaId: string | null }
  | { kind: "admin"; token: string };

export const HOME_PLACE_ID = "plaza";

const PLACE_ID = /^[a-z0-9-]{1,40}$/;

/** `hash` as in `location.hash`; anything unknown leads home. */
export function readLink(hash: string): PageLink {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [first = "", second, third] = path.split("/").map(decodePart);
  const token = new URLSearchParams(query).get("token");
  if (first === "admin" && token) return { kind: "admin", token };
  const page = PAGES.find((known) => known === first);
  if (page) return { kind: "page", page };
  return {
    kind: "place",
    placeId: PLACE_ID.test(first) && first !== "admin" ? first : HOME_PLACE_ID,
    circleId: second === "circle" && third ? third : null,
    personaId: second === "persona" && third ? third : null,
  };
}

export const linkToPage = (page: Page): string => `#/${page}`;
export const linkToCircle = (placeId: string, circleId: string): string => `#/${placeId}/circle/${circleId}`;
export const linkToPersona = (placeId: string, personaId: string): string => `#/${placeId}/persona/${personaId}`;

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
