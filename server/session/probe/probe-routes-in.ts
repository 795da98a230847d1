import type { Database } from "../../database/open-database.store.ts";
import type { Route } from "../../http/define-route.ts";
import { probeRoutes } from "./probe.route.ts";
import { createProbes, type ProbePorts } from "./probes.ts";
import { createProbeStore } from "./probes.store.ts";

/** The routes of probes, over a database. */
export const probeRoutesIn = (database: Database, parts: Omit<ProbePorts, "store">): Route[] =>
  probeRoutes(createProbes({ ...parts, store: createProbeStore(database) }));
