import type { Database } from "../../database/open-database.store.ts";
import type { Route } from "../../http/define-route.ts";
import { labelRoutes } from "./label.route.ts";
import { createLabellings, type LabellingsPorts } from "./labellings.ts";
import { createLabellingStore } from "./labelling.store.ts";
import { createTraitStore } from "./trait.store.ts";
import { createTraits } from "./traits.ts";

/** The routes of traits and labels, over a database. */
export function labelRoutesIn(
  database: Database,
  jobs: LabellingsPorts["jobs"],
  voices: LabellingsPorts["voices"],
): Route[] {
  const store = createTraitStore(database);
  const traits = createTraits(store);
  const labellings = createLabellings({
    store: createLabellingStore(database),
    pairs: store,
    traits,
    jobs,
    voices,
    now: database.now,
  });
  return labelRoutes(traits, labellings);
}
