import { expect, test } from "vitest";
import { PlaceState } from "../../../schema/state/place-state.ts";
import { Floor } from "../ground/floor.ts";
import { Residents } from "./residents.ts";
import { personaOf } from "../../../test/place/place-fixtures.ts";
import { yard } from "../../../test/place/test-place.adapter.ts";

test("W5 personas that are made at once do not come to more than a place holds", async () => {
  const state = new PlaceState();
  const floor = new Floor({ ...yard, limits: { people: 8, personas: 5, spectators: 6 } }, state, Math.random);
  const made = ["a", "b", "c", "d", "e", "f", "g", "h"].map((id) => personaOf(id));
  // Later calls return more.
  let known = 2;
  const residents = new Residents({
    floor,
    workspaceId: "default",
    onGone: async () => undefined,
    directory: {
      get: async () => null,
      residentsOf: async () => made.slice((known += 1) - 3, known),
      onChange: () => () => undefined,
    },
  });
  await Promise.all(made.map((persona) => residents.update({ personaId: persona.id, persona })));
  expect(state.avatars.size).toBe(5);
});
