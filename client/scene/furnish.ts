import type { Scene } from "three";
import type { Place } from "../../schema/messages/place.ts";
import type { Ground } from "../../schema/rules/ground.ts";
import type { LanternLight } from "./ground/lantern-light.ts";
import type { WorldUniforms } from "./world-uniforms.ts";

/** Adds the furniture of a place; its drawings are fetched only when a place has some. */
export async function furnish(
  scene: Scene,
  place: Place,
  { ground, light, uniforms }: { ground: Ground; light: LanternLight; uniforms: WorldUniforms },
): Promise<void> {
  if (place.furniture.length === 0) return;
  const { buildFurniture } = await import("./furniture/build-furniture.ts");
  scene.add(buildFurniture(place, ground, light, uniforms));
}
