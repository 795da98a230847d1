import type { Place } from "../../schema/messages/place.ts";
import type { Ground } from "../../schema/rules/ground.ts";
import type { WorldOptions } from "./world-types.ts";
import { WorldView } from "./world-view.ts";

/** Throws an Error with a message for people when this browser has no WebGL 2: offer the text view then. */
export function openView(canvas: HTMLCanvasElement, place: Place, ground: Ground, options: WorldOptions): WorldView {
  try {
    return new WorldView(canvas, place, ground, options);
  } catch (cause) {
    throw new Error(
      "This browser cannot draw the 3D world (it needs WebGL 2). The text view offers everything the world does.",
      { cause },
    );
  }
}
