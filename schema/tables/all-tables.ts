/** Every table, for the database connection and its migrations. */
import { AdminLink, AuditRow, JoinLink, Secret, SignIn, User } from "./account.table.ts";
import { BatchItemRow, BatchRow } from "./batch.table.ts";
import { BudgetAccountRow, BudgetLeaseRow, BudgetRow, CreditAccountRow, CreditEntryRow } from "./budget.table.ts";
import { CircleRow, MembershipRow, ReactionRow, TurnRow } from "./circle.table.ts";
import { JobRow, JobWorkerRow } from "./job.table.ts";
import { KeptPrefixEntity } from "./kept-prefix.table.ts";
import { LedgerRow } from "./ledger.table.ts";
import { ConsentRow, ModelSettingsRow } from "./model-settings.table.ts";
import { MemoryRow, PersonaRow, TraitChangeRow, TraitRow } from "./persona.table.ts";
import { ReconciliationCheckRow, ReconciliationRow } from "./reconciliation.table.ts";
import { ServerRow } from "./server.table.ts";
import { RetentionRow, StorageSampleRow } from "./storage.table.ts";
import { Workspace } from "./workspace.table.ts";

export const allTables = [
  Workspace,
  User,
  SignIn,
  AdminLink,
  JoinLink,
  AuditRow,
  Secret,
  PersonaRow,
  TraitRow,
  TraitChangeRow,
  MemoryRow,
  CircleRow,
  MembershipRow,
  TurnRow,
  ReactionRow,
  LedgerRow,
  KeptPrefixEntity,
  BudgetRow,
  BudgetAccountRow,
  BudgetLeaseRow,
  CreditAccountRow,
  CreditEntryRow,
  BatchRow,
  BatchItemRow,
  JobRow,
  JobWorkerRow,
  RetentionRow,
  StorageSampleRow,
  ModelSettingsRow,
  ConsentRow,
  ReconciliationRow,
  ReconciliationCheckRow,
  ServerRow,
];
