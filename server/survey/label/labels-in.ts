import type { Database } from "../../database/open-database.store.ts";
import type { LabelPoolPorts } from "./label-pool.ts";
import { createLabellings, type Labellings, type LabellingsPorts } from "./labellings.ts";
import { createLabellingStore } from "./labelling.store.ts";
import { createTraitStore } from "./trait.store.ts";
import { createTraits, type Traits } from "./traits.ts";

/** Traits and labels, over a database. */
export function labelsIn(
  database: Database,
  jobs: LabellingsPorts["jobs"],
  voices: LabellingsPorts["voices"],
): { traits: Traits; labellings: Labellings } {
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
  return { traits, labellings };
}

/** What a worker needs to label. */
export const labelPoolIn = (database: Database): LabelPoolPorts => ({
  store: createLabellingStore(database),
  findTraits: createTraits(createTraitStore(database)).findThose,
  now: database.now,
});
