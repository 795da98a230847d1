import { expect, test } from "vitest";
import type { Persona } from "../../schema/messages/persona.ts";
import { asOfThen } from "./as-of-then.ts";

const trait = (id: string, intensity: number, inherited = false) => ({
  id,
  name: id,
  description: "",
  intensity,
  inherited,
});
const mira = { id: "mira", traits: [trait("bold", 0.9), trait("warm", 0.5, true), trait("dry", 0.4)] } as Persona;
const then = (id: string, intensity: number | null, personaId = "mira") => ({ ...trait(id, 0), intensity, personaId });

test("C8 a persona has its traits as they were: one since changed, one not there yet, one since removed", () => {
  const was = asOfThen(mira, [then("bold", 0.2), then("dry", null), then("shy", 0.7), then("warm", 0.1, "bruno")]);
  expect(was.traits).toEqual([trait("bold", 0.2), trait("warm", 0.5, true), trait("shy", 0.7)]);
  expect(mira.traits[0]!.intensity).toBe(0.9);
});

test("C8 a persona that has not changed since is the same", () => {
  expect(asOfThen(mira, [])).toBe(mira);
});
