import { Material, type BufferGeometry } from "three";
import { expect, test } from "vitest";
import { FigureSet } from "./figure-set.ts";
import type { InstancedPart } from "./instanced-part.ts";

const trianglesOf = ({ mesh }: InstancedPart) => (mesh.geometry as BufferGeometry).index!.count / 3;
const most = (parts: Record<string, InstancedPart>) => Math.max(...Object.values(parts).map(trianglesOf));

/** Triangles of the most expensive figure of a set, including its shadow. */
function figureTriangles(fineness: number): number {
  const { bodies, headwear, masks, head, face, eyes, arms, feet } = new FigureSet(
    new Material(),
    new Material(),
    fineness,
  );
  const front = Math.max(most(masks), trianglesOf(face) + trianglesOf(eyes));
  const whole = most(bodies) + most(headwear) + trianglesOf(head) + front + 2 * (trianglesOf(arms) + trianglesOf(feet));

  return (
    whole +
    [most(bodies), most(headwear), head.mesh.castShadow ? trianglesOf(head) : 0].reduce((sum, each) => sum + each)
  );
}

test("W9 a figure a few metres away keeps every part and is drawn with a quarter of the triangles", () => {
  expect(figureTriangles(0.4)).toBeLessThan(1300);
  expect(figureTriangles(0.4)).toBeLessThan(figureTriangles(1) / 4);
  const parts = (fineness: number) => new FigureSet(new Material(), new Material(), fineness).parts.map(trianglesOf);
  expect(parts(0.4).filter((triangles) => triangles > 0)).toHaveLength(parts(1).length);
});
