import { isTest } from "./path-of.ts";

/** Path prefixes that each tier may import besides itself. Folders not listed may import anything. */
const allowedByTier: Record<string, string[]> = {
  schema: [],
  engine: ["schema/state/", "schema/messages/", "schema/rules/"],
  client: ["schema/state/", "schema/messages/", "schema/rules/"],
  server: ["engine/", "schema/"],
  gpu: [],
};

/** Why the file `from` may not import the file `to` (both below the project's folder), or null when it may. */
export function findWrongDirection(from: string, to: string): string | null {
  const tier = from.split("/")[0]!;
  const allowed = allowedByTier[tier];
  if (!allowed || to.endsWith(".json")) return null;
  if (isTest(from) && to.startsWith("test/")) return null;
  if (isTable(to) && !mayReadTables(from))
    return `only a .store.ts may import schema/tables; ask a store for what this file needs`;
  if (to === DEFAULT_WORKSPACE && !isCompositionRoot(from))
    return `only a composition root may import the default workspace; take the workspace from the scope`;
  if (to.startsWith(`${tier}/`) || allowed.some((start) => to.startsWith(start))) return null;
  return `${tier} may import ${[tier, ...allowed].join(", ")}, not ${to}`;
}

const DEFAULT_WORKSPACE = "server/default-workspace.ts";

/** What wires a program: `main.ts`, `worker.ts`, `doctor.ts`, and the parts that these open. */
const isCompositionRoot = (path: string) => /^server\/(main|worker|doctor|open-[^/]*\.process)\.ts$/.test(path);

const isTable = (path: string) => path.startsWith("schema/tables/");

function mayReadTables(path: string): boolean {
  return (
    isTable(path) ||
    path.startsWith("server/database/") ||
    /^server\/.*\.store\.ts$/.test(path) ||
    (path.startsWith("server/") && isTest(path))
  );
}
