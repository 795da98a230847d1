import { Color, Vector3, Vector4 } from "three";

/** Shared by every material of a world, so that time and nightfall are set once per frame. */
export function createWorldUniforms() {
  return {
    /** Seconds since the world was entered. */
    time: { value: 0 },
    /** 0 golden hour, 1 lantern light. */
    night: { value: 0 },
    sunDirection: { value: new Vector3(0, 1, 0) },
    horizonColour: { value: new Color() },
    zenithColour: { value: new Color() },
    sunColour: { value: new Color() },
    lanternColour: { value: new Color("#ffb070").multiplyScalar(1.75) },
    /** The watched spot and a radius around it, metres: what hides it is drawn transparent. Radius 0: nothing is. */
    watched: { value: new Vector4() },
    /** 0 for reduced motion: leaves, banners and water are still. */
    motion: { value: 1 },
  };
}
export type WorldUniforms = ReturnType<typeof createWorldUniforms>;
