import { expect, test } from "vitest";
import type { Persona } from "../../../schema/messages/persona.ts";
import { findPersonas, type Invitable } from "./find-personas.ts";

const row = (name: string, expertise: string[], description = "", occupation = ""): Invitable => ({
  name,
  persona: {
    description,
    demographics: { occupation },
    background: { expertise, interests: [] },
  } as unknown as Persona,
});
const oriel = row("Oriel Vance", ["structural safety", "public works"], "", "retired bridge inspector");
const bridget = row("Bridget Moss", ["beekeeping"], "A gardener who hums.");
const unread: Invitable = { name: "Timo Bray", persona: undefined };
const names = (query: string) => findPersonas([oriel, unread, bridget], query).map(({ name }) => name);

test("C1 when inviting, personas are found by name and by what they know", () => {
  expect(names("")).toEqual(["Bridget Moss", "Oriel Vance", "Timo Bray"]);
  expect(names("structural sa")).toEqual(["Oriel Vance"]);
  expect(names("safety")).toEqual(["Oriel Vance"]);
  expect(names("GARDEN")).toEqual(["Bridget Moss"]);
  expect(names("timo")).toEqual(["Timo Bray"]);
  expect(names("volcanoes")).toEqual([]);
});

test("C1 a name comes before knowledge", () => expect(names("bridge")).toEqual(["Bridget Moss", "Oriel Vance"]));
