import type { Look } from "../../messages/look.ts";
import { deriveLook } from "../derive-look.ts";

/** Of a body of which no look was kept: the same each time. */
export function fallbackLook(id: string, name: string, kind: "person" | "persona"): Look {
  const look = deriveLook({
    name: kind === "persona" ? name : id,
    attitude: "Neutral",
    experienceLevel: "Mastery",
    traits: [],
  });
  return kind === "persona" ? look : { palette: look.palette, silhouette: "slender" };
}
