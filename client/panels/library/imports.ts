import { create } from "zustand";
import type { FileRead } from "./read-files.ts";

/** A file read or a person proposed, and what became of it. */
export type Import = FileRead & {
  id: number;
  state: "chosen" | "left" | "unreadable" | "made" | "refused";
  /** Once made. */
  personaId: string | null;
  /** Why the server refused it, in words. */
  problem: string | null;
};

export type ImportAction =
  | { add: FileRead }
  | { toggle: number }
  | { made: number; personaId: string }
  | { refused: number; problem: string }
  | { clear: true };

export function changeImports(imports: Import[], action: ImportAction): Import[] {
  const set = (id: number, change: Partial<Import>) =>
    imports.map((one) => (one.id === id ? { ...one, ...change } : one));
  if ("clear" in action) return [];
  if ("made" in action) return set(action.made, { state: "made", personaId: action.personaId, problem: null });
  if ("refused" in action) return set(action.refused, { state: "refused", problem: action.problem });
  if ("toggle" in action) {
    const one = imports.find(({ id }) => id === action.toggle);
    return set(action.toggle, { state: one?.state === "chosen" ? "left" : "chosen" });
  }
  const state = action.add.read.problem === null ? "chosen" : "unreadable";
  return [...imports, { ...action.add, id: imports.length, state, personaId: null, problem: null }];
}

/** A list that outlives the page: one may be edited first, and the others are still there. */
function createImports() {
  const useImports = create<Import[]>()(() => []);
  const change = (action: ImportAction): void => useImports.setState((imports) => changeImports(imports, action), true);
  return { useImports, change };
}
export type ImportList = ReturnType<typeof createImports>;

export const fileImports = createImports();
export const proposals = createImports();
