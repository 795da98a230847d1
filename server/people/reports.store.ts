/** What people report of each other and of personas, and admins settle (SPEC A6). */
import type { EntityManager } from "@mikro-orm/postgresql";
import { personOf, type Principal } from "../../engine/scope/scope.ts";
import type { ReportDraft, ReportList, ReportView } from "../../schema/messages/people.ts";
import { recordAction } from "../audit/audit.store.ts";
import { newId } from "../database/new-id.adapter.ts";
import type { Database } from "../database/open-database.store.ts";
import { lockAdmin } from "./lock-admin.store.ts";
import type { PeoplePage, Refusal } from "./people.store.ts";

const MOST_A_DAY = 30;
const LATELY = "created_at > now() - interval '1 day'";

type ReportRow = Omit<ReportView, "createdAt"> & { createdAt: Date | string };
export type ReportRefusal = "no-such-turn" | "no-such-person" | "reports-limit";

export type ReportStore = ReturnType<typeof createReportStore>;

export function createReportStore(database: Database) {
  return {
    /** Nobody reports what they may not read. @returns why nothing was stored */
    make: (scope: Principal, draft: ReportDraft): Promise<ReportRefusal | null> =>
      database.inScope(scope, async (em) => {
        const { workspaceId } = scope;
        const userId = personOf(scope)!;
        // Concurrent reports of one person wait for each other, so that the limit holds.
        await em.execute("select id from users where id = ? for update", [userId]);
        const [lately] = (await em.execute(
          `select count(*)::int as count from reports where reporter_id = ? and ${LATELY}`,
          [userId],
        )) as { count: number }[];
        if (lately!.count >= MOST_A_DAY) return "reports-limit";
        const subject = await findSubject(em, workspaceId, draft);
        if (!subject) return "turnId" in draft ? "no-such-turn" : "no-such-person";
        await em.execute(
          `insert into reports (id, workspace_id, reporter_id, subject_id, subject_name, turn_id, quote, reason)
           values (?, ?, ?, ?, ?, ?, ?, ?)`,
          [newId(), workspaceId, userId, subject.id, subject.name, subject.turnId, subject.quote, draft.reason],
        );
        return null;
      }),

    /** Those that are not settled, newest first. */
    async list(scope: Principal, { limit, cursor = "" }: PeoplePage): Promise<ReportList> {
      const rows = (await database.inScope(scope, (em) =>
        em.execute(
          `select r.id, u.name as "reporterName", r.subject_name as "subjectName", r.quote, r.reason,
             r.created_at as "createdAt"
           from reports r join users u on u.id = r.reporter_id
           where r.workspace_id = ? and r.settled_at is null and (? = '' or r.id < ?) order by r.id desc limit ?`,
          [scope.workspaceId, cursor, cursor, limit + 1],
        ),
      )) as ReportRow[];
      const shown = rows.slice(0, limit);
      return { reports: shown.map(toView), next: rows.length > limit ? shown.at(-1)!.id : null };
    },

    /** @returns why nothing was done */
    settle: (scope: Principal, id: string): Promise<Refusal | null> =>
      database.inScope(scope, async (em) => {
        if (!(await lockAdmin(em, scope))) return "not-admin-any-more";
        const [report] = (await em.execute(
          `update reports set settled_at = now() where id = ? and workspace_id = ? and settled_at is null
           returning subject_name as name`,
          [id, scope.workspaceId],
        )) as { name: string }[];
        if (!report) return "no-such-report";
        await recordAction(em, scope, { action: "report-settled", subject: { id, name: report.name } });
        return null;
      }),
  };
}

type Subject = { id: string; name: string; turnId: string | null; quote: string | null };

/** As far as the scope may read it. */
async function findSubject(em: EntityManager, workspaceId: string, draft: ReportDraft): Promise<Subject | undefined> {
  const [sql, id] =
    "turnId" in draft
      ? [
          `select speaker_id as id, speaker_name as name, id as "turnId", text as quote from turns
           where id = ? and workspace_id = ?`,
          draft.turnId,
        ]
      : [`select id, name, null as "turnId", null as quote from users where id = ? and workspace_id = ?`, draft.userId];
  return ((await em.execute(sql, [id, workspaceId])) as Subject[])[0];
}

const toView = ({ createdAt, ...report }: ReportRow): ReportView => ({
  ...report,
  createdAt: new Date(createdAt).toISOString(),
});
