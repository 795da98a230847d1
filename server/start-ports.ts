/** What the parts of a server are given when opened. */
import type { BaselinePerson } from "../schema/rules/survey/anes-1996.ts";
import type { readTemplates } from "./persona/casts.process.ts";
import type { readPlaces } from "./place/places.store.ts";
import type { ProcessPorts } from "./run-process.process.ts";

export type StartPorts = ProcessPorts & {
  castsFolder: string;
  backstoriesFolder: string;
  templates: Awaited<ReturnType<typeof readTemplates>>;
  /** The people of the human baseline that ships. */
  baseline: readonly BaselinePerson[];
  places: Awaited<ReturnType<typeof readPlaces>>;
};
