/** What the parts of a server are given when opened. */
import type { readTemplates } from "./persona/casts.process.ts";
import type { readPlaces } from "./place/places.store.ts";
import type { ProcessPorts } from "./run-process.process.ts";

export type StartPorts = ProcessPorts & {
  castsFolder: string;
  templates: Awaited<ReturnType<typeof readTemplates>>;
  places: Awaited<ReturnType<typeof readPlaces>>;
};
