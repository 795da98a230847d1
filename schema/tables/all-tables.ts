/** Every table, for the database connection and its migrations. */
import { AdminLink, AuditRow, JoinLink, Secret, SignIn, User } from "./account.table.ts";
import { BackstoryLabelRow, BackstoryRow } from "./backstory.table.ts";
import { BatchItemRow, BatchRow } from "./batch.table.ts";
import { BudgetAccountRow, BudgetLeaseRow, BudgetRow, CreditAccountRow, CreditEntryRow } from "./budget.table.ts";
import { CircleRow, MembershipRow, ReactionRow, TurnRow, TurnWordingRow } from "./circle.table.ts";
import { AudienceBallotRow, AudienceVoteRow, GalleryQuestionRow, GalleryQuestionVoteRow } from "./gallery.table.ts";
import { JobRow, JobWorkerRow } from "./job.table.ts";
import { KeptPrefixEntity } from "./kept-prefix.table.ts";
import { LedgerRow } from "./ledger.table.ts";
import { InterviewRoundRow, InterviewRow, PoolPlanRow } from "./interview.table.ts";
import { PersonaRatingRow, PublishedPersonaRow } from "./library.table.ts";
import { ConsentRow, ModelSettingsRow } from "./model-settings.table.ts";
import { MemoryIndexChangeRow, MemoryIndexRow } from "./memory-index.table.ts";
import { OutcomeItemRow, OutcomeRevisionRow, OutcomeRow, OutcomeVoteRow } from "./outcome.table.ts";
import { MemoryRow, PersonaRow, TraitChangeRow, TraitRow } from "./persona.table.ts";
import { ReconciliationCheckRow, ReconciliationRow } from "./reconciliation.table.ts";
import { RunAnswerRow, RunCallRow, RunPartRow, RunRespondentRow, RunRow } from "./run.table.ts";
import { CircleMotionRow } from "./replay.table.ts";
import { ServerRow } from "./server.table.ts";
import { RetentionRow, StorageSampleRow } from "./storage.table.ts";
import { SessionProbeAnswerRow, SessionProbeRow } from "./session-probe.table.ts";
import {
  SessionConsentRow,
  SessionInvitationRow,
  SessionNoteRow,
  SessionPictureRow,
  SessionShareRow,
  SessionCodeRow,
  SessionCodingRow,
  SessionPersonRow,
  SessionRecordRow,
  SessionRow,
  SessionThemeNameRow,
  SessionWhisperRow,
} from "./session.table.ts";
import { LabellingRow, LabellingUnitRow, LabelReplyRow, SurveyTraitRow } from "./labelling.table.ts";
import { SurveyRow, SurveyVersionRow } from "./survey.table.ts";
import { HumanBaselineRow } from "./human-baseline.table.ts";
import { TargetMatchRow, TargetRow } from "./target.table.ts";
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
  PublishedPersonaRow,
  PersonaRatingRow,
  MemoryIndexRow,
  MemoryIndexChangeRow,
  CircleRow,
  MembershipRow,
  TurnRow,
  TurnWordingRow,
  ReactionRow,
  OutcomeRow,
  OutcomeItemRow,
  OutcomeVoteRow,
  OutcomeRevisionRow,
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
  BackstoryRow,
  BackstoryLabelRow,
  InterviewRoundRow,
  InterviewRow,
  PoolPlanRow,
  SurveyRow,
  SurveyVersionRow,
  SurveyTraitRow,
  LabellingRow,
  LabellingUnitRow,
  LabelReplyRow,
  TargetRow,
  TargetMatchRow,
  HumanBaselineRow,
  RunRow,
  RunRespondentRow,
  RunAnswerRow,
  RunCallRow,
  RunPartRow,
  SessionRow,
  SessionPersonRow,
  SessionConsentRow,
  SessionInvitationRow,
  SessionRecordRow,
  SessionWhisperRow,
  SessionNoteRow,
  SessionPictureRow,
  SessionShareRow,
  SessionCodeRow,
  SessionCodingRow,
  SessionThemeNameRow,
  SessionProbeRow,
  SessionProbeAnswerRow,
  CircleMotionRow,
  GalleryQuestionRow,
  GalleryQuestionVoteRow,
  AudienceVoteRow,
  AudienceBallotRow,
];
