import { readFileSync } from "node:fs";
import { Mesh, Scene, type BufferGeometry, type Material } from "three";
import { expect, test } from "vitest";
import { Place } from "../../schema/messages/place.ts";
import { prepareGround } from "../../schema/rules/ground.ts";
import { freeScene } from "./free-scene.ts";
import { buildGround } from "./ground/build-ground.ts";
import { LanternLight } from "./ground/lantern-light.ts";
import { buildMeadow } from "./props/build-meadow.ts";
import { buildProps } from "./props/build-props.ts";
import { buildShimmer } from "./props/build-shimmer.ts";
import { buildSky } from "./sky/build-sky.ts";
import { createWorldUniforms } from "./world-uniforms.ts";

test("W9 leaving a place frees its graphics memory", () => {
  const place = Place.parse(JSON.parse(readFileSync("places/plaza.json", "utf8")));
  const ground = prepareGround(place);
  const light = new LanternLight(place, ground);
  const uniforms = createWorldUniforms();
  const meadow = buildMeadow(place, ground, light, uniforms);
  const scene = new Scene().add(
    buildSky(uniforms, false),
    buildGround({ place, ground, light, uniforms, isPlain: false }),
    buildProps(place, ground, light, uniforms),
    buildShimmer(place, ground, uniforms),
    ...(meadow ? [meadow] : []),
  );
  const held = new Set<BufferGeometry | Material>();
  scene.traverse((object) => {
    if (object instanceof Mesh) for (const thing of [object.geometry, object.material].flat()) held.add(thing);
  });
  expect(held.size).toBeGreaterThan(5);
  for (const thing of held) thing.addEventListener("dispose", () => held.delete(thing));
  freeScene(scene);
  expect([...held]).toEqual([]);
});
