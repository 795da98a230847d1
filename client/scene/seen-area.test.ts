import { PerspectiveCamera, Vector3 } from "three";
import { expect, test } from "vitest";
import { centreView, seenArea } from "./seen-area.ts";

test("W10 what the camera looks at is in the middle of what the bars at the top and below, and a panel, leave free", () => {
  const area = seenArea(800, 600, { left: 0, right: 200, top: 60, bottom: 140 });
  expect([area.seenLeft, area.seenTop, area.seenWidth, area.seenHeight]).toEqual([0, 60, 600, 400]);
  const camera = new PerspectiveCamera(46, 1, 0.1, 100);
  centreView(camera, area);
  camera.lookAt(0, 0, -1);
  camera.updateMatrixWorld(true);
  const { x, y } = new Vector3(0, 0, -10).project(camera);
  expect((x * 0.5 + 0.5) * 800).toBeCloseTo(300);
  expect((0.5 - y * 0.5) * 600).toBeCloseTo(260);
});
