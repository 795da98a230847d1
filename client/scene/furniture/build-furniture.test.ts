import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Mesh } from "three";
import { expect, test } from "vitest";
import { Place } from "../../../schema/messages/place.ts";
import { prepareGround } from "../../../schema/rules/ground.ts";
import { LanternLight } from "../ground/lantern-light.ts";
import { buildProps } from "../props/build-props.ts";
import { createWorldUniforms } from "../world-uniforms.ts";
import { buildFurniture } from "./build-furniture.ts";

/** What leaves room for 300 avatars, ground, sky and shadows. */
const MOST = { drawCalls: 12, triangles: 170_000 };

const folder = join(import.meta.dirname, "../../../places");

test("W9 the props and furniture of every place leave room for 300 avatars", () => {
  for (const file of readdirSync(folder)) {
    const place = Place.parse(JSON.parse(readFileSync(join(folder, file), "utf8")));
    const ground = prepareGround(place);
    const [light, uniforms] = [new LanternLight(place, ground), createWorldUniforms()];
    let drawCalls = 0;
    let triangles = 0;
    for (const group of [buildProps(place, ground, light, uniforms), buildFurniture(place, ground, light, uniforms)])
      group.traverse((object) => {
        if (!(object instanceof Mesh)) return;
        drawCalls++;
        triangles += (object.geometry.index?.count ?? object.geometry.attributes["position"]!.count) / 3;
      });
    expect(drawCalls, place.id).toBeLessThanOrEqual(MOST.drawCalls);
    expect(triangles, place.id).toBeLessThanOrEqual(MOST.triangles);
  }
});
