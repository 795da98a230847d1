import { Mesh, type BufferGeometry, type Group } from "three";
import type { Place, Prop } from "../../../schema/messages/place.ts";
import type { Ground } from "../../../schema/rules/ground.ts";
import type { LanternLight } from "../ground/lantern-light.ts";
import { mergeParts } from "../merge-parts.ts";
import { createSceneMaterial } from "../scene-material.ts";
import type { WorldUniforms } from "../world-uniforms.ts";
import { banner, brazier, lantern, stall } from "./fittings.ts";
import { garlands } from "./garlands.ts";
import { portalFrame } from "./portal-frame.ts";
import { putDown, standProps } from "./stand-props.ts";
import { bench, column, portico, rock, statue, urn } from "./stonework.ts";
import { cypress, hedge, olive } from "./trees.ts";

const BANNER_CLOTHS = [
  ["#a8432f", "#e9c46a"],
  ["#2c4a63", "#e9d3a4"],
  ["#c98a2d", "#6f2d2a"],
  ["#5b6b3c", "#efdcae"],
] as const;

const DRAW: Record<Exclude<Prop["kind"], "banner">, () => BufferGeometry> = {
  cypress,
  olive,
  lantern,
  column,
  portico,
  bench,
  urn,
  rock,
  brazier,
  statue,
  hedge,
  stall,
};
const TREES = new Set<Prop["kind"]>(["cypress", "olive", "hedge", "rock"]);

/** All props and portal frames of a place, one mesh per quarter, and its strings of lights as another that casts no shadow. */
export function buildProps(place: Place, ground: Ground, light: LanternLight, uniforms: WorldUniforms): Group {
  let banners = 0;
  const modelOf = ({ kind, yaw }: Prop, index: number) => {
    if (kind === "banner") {
      const cloth = banners++ % BANNER_CLOTHS.length;
      return { name: `banner${cloth}`, draw: () => banner(BANNER_CLOTHS[cloth]![0], BANNER_CLOTHS[cloth]![1]) };
    }
    const model = { name: kind, draw: DRAW[kind] };
    if (!TREES.has(kind)) return model;
    return {
      ...model,
      tint: 0.92 + 0.16 * ((index * 0.618) % 1),
      yaw: kind === "hedge" ? yaw : yaw + index * 1.7,
    };
  };
  const portals = place.portals.map(({ x, z, yaw }) => ({ kind: "portal" as const, x, z, yaw, scale: 1 }));
  const group = standProps(
    [...place.props, ...portals],
    (prop, index) => (prop.kind === "portal" ? { name: "portal", draw: portalFrame } : modelOf(prop, index)),
    { ground, light, uniforms },
  );
  const strings = garlands(place, ground);
  if (strings.length > 0) {
    const still = { x: 0, y: 0, z: 0, yaw: 0, scale: 1 };
    group.add(
      new Mesh(putDown(mergeParts(strings), still, 1, light), createSceneMaterial(uniforms, { seenThrough: true })),
    );
  }
  return group;
}
