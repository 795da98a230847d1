import { expect, test } from "vitest";
import { isOpen } from "./targets-api.ts";

test("S4 a panel whose matching is paused is not over", () => {
  for (const status of ["queued", "running", "paused"] as const) expect(isOpen({ status }), status).toBe(true);
  for (const status of ["completed", "cancelled", "dead"] as const) expect(isOpen({ status }), status).toBe(false);
});
