/** Every migration, oldest first. They go forward only; a landed one is never edited. */
import { FirstTables } from "./0001-first-tables.migration.ts";
import { Budgets } from "./0002-budgets.migration.ts";
import { ModelBatches } from "./0003-model-batches.migration.ts";
import { KeptPrefixes } from "./0004-kept-prefixes.migration.ts";
import { ModelSettingsAndConsent } from "./0005-model-settings-and-consent.migration.ts";
import { Reconciliation } from "./0006-reconciliation.migration.ts";
import { CircleCosts } from "./0007-circle-costs.migration.ts";
import { CircleHosts } from "./0008-circle-hosts.migration.ts";
import { RegainedLeases } from "./0009-regained-leases.migration.ts";
import { Witnesses } from "./0010-witnesses.migration.ts";
import { DraftedTurns } from "./0011-drafted-turns.migration.ts";
import { Messages } from "./0012-messages.migration.ts";
import { People } from "./0013-people.migration.ts";
import { DurableJobs } from "./0014-durable-jobs.migration.ts";
import { AuditDetails } from "./0015-audit-details.migration.ts";
import { Servers } from "./0016-servers.migration.ts";
import { Storage } from "./0017-storage.migration.ts";
import { RowLevelSecurity } from "./0018-row-level-security.migration.ts";

export const allMigrations = [
  { name: "0001-first-tables", class: FirstTables },
  { name: "0002-budgets", class: Budgets },
  { name: "0003-model-batches", class: ModelBatches },
  { name: "0004-kept-prefixes", class: KeptPrefixes },
  { name: "0005-model-settings-and-consent", class: ModelSettingsAndConsent },
  { name: "0006-reconciliation", class: Reconciliation },
  { name: "0007-circle-costs", class: CircleCosts },
  { name: "0008-circle-hosts", class: CircleHosts },
  { name: "0009-regained-leases", class: RegainedLeases },
  { name: "0010-witnesses", class: Witnesses },
  { name: "0011-drafted-turns", class: DraftedTurns },
  { name: "0012-messages", class: Messages },
  { name: "0013-people", class: People },
  { name: "0014-durable-jobs", class: DurableJobs },
  { name: "0015-audit-details", class: AuditDetails },
  { name: "0016-servers", class: Servers },
  { name: "0017-storage", class: Storage },
  { name: "0018-row-level-security", class: RowLevelSecurity },
];
