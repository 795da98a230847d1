import fc from "fast-check";
import { expect, it } from "vitest";
import { sideBySideOf } from "./ask-panel.adapter.ts";

const PLACES = 400;

it("a server's places stay taken until a run's last respondents are done, by no more of them than that takes", () => {
  expect(sideBySideOf("server", PLACES, 1_000)).toBe(500);
  expect(sideBySideOf("server", PLACES, 40)).toBe(40);
  fc.assert(
    fc.property(fc.integer({ min: PLACES, max: 50_000 }), (respondents) => {
      const open = sideBySideOf("server", PLACES, respondents);
      const last = respondents % open || open;
      expect(open).toBeGreaterThanOrEqual(PLACES);
      expect(open).toBeLessThan(2 * PLACES);
      // All rounds have as many, apart from what does not divide.
      expect(open - last).toBeLessThan(Math.ceil(respondents / open));
    }),
  );
});

it("a machine's own model reads as many interviews at a time as it has places", () => {
  expect([sideBySideOf("machine", 2, 1_000), sideBySideOf("machine", 2, 1)]).toEqual([2, 1]);
});
