import { expect, test } from "vitest";
import { message } from "../../../schema/messages/message.ts";
import { PersonaDraft } from "../../../schema/messages/persona.ts";
import { changeImports, type Import, type ImportAction } from "./imports.ts";
import { isPersonaFile } from "./read-files.ts";

const good = { fileName: "mara.json", read: { problem: null, draft: PersonaDraft.parse({ name: "Mara" }), lost: [] } };
const bad = { fileName: "cat.png", read: { problem: message("card-not-in-picture") } };
const after = (...actions: ImportAction[]) => actions.reduce<Import[]>(changeImports, []);
const states = (imports: Import[]) => imports.map(({ state }) => state);

test("M2 what can be read is chosen at first; what cannot keeps its reason and its place", () => {
  expect(states(after({ add: good }, { add: bad }, { add: good }))).toEqual(["chosen", "unreadable", "chosen"]);
});

test("M2 one that is refused keeps the reason and can be tried again; the others are made", () => {
  const imports = after({ add: good }, { add: good }, { refused: 0, problem: "full" }, { made: 1, personaId: "p" });
  expect(imports.map(({ state, problem, personaId }) => [state, problem, personaId])).toEqual([
    ["refused", "full", null],
    ["made", null, "p"],
  ]);
  expect(states(changeImports(imports, { toggle: 0 }))).toEqual(["chosen", "made"]);
});

test("M2 of a folder, only what may hold a persona is read", () => {
  expect(["a.JSON", "b.png", "notes.txt", ".DS_Store"].filter((name) => isPersonaFile({ name }))).toEqual([
    "a.JSON",
    "b.png",
  ]);
});
