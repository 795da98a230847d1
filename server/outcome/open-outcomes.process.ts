import { newId } from "../database/new-id.adapter.ts";
import type { Database } from "../database/open-database.store.ts";
import type { Voices } from "../models/voices.ts";
import { createOutcomeKeeping, type OutcomeKeeping } from "./keep-outcomes.ts";
import { createOutcomeStore } from "./outcome.store.ts";

export const openOutcomes = (database: Database, voices: Voices, report: (error: unknown) => void): OutcomeKeeping =>
  createOutcomeKeeping({ store: createOutcomeStore(database, report), voices, newId, report });
