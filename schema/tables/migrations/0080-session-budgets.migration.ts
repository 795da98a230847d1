import { Migration } from "@mikro-orm/migrations";

/** What a session may cost (SPEC C9, L7): the budget of its circle, from its start on. */
export class SessionBudgets extends Migration {
  override name = "0080-session-budgets";

  override up(): void {
    this.addSql(`
alter table sessions add column budget_nano bigint null check (budget_nano >= 0);
grant update (budget_nano) on sessions to dramatis_app;
create policy of_a_session_add on budgets for insert to dramatis_app with check (${OF_A_SESSION});
create policy of_a_session_change on budgets for update to dramatis_app using (${OF_ITS_CIRCLE}) with check (${OF_A_SESSION});
create policy of_a_session_remove on budgets for delete to dramatis_app using (${OF_ITS_CIRCLE});
`);
  }
}

const OF_ITS_CIRCLE = `workspace_id = (select scope_workspace()) and scope = 'circle' and period = 'total'
  and subject_id in (select s.circle_id from sessions s where scope_session_role(s.id) = 'facilitator')`;

/** Exactly what its session says, so that whoever may start it sets no other. */
const OF_A_SESSION = `${OF_ITS_CIRCLE} and limit_nano = (select s.budget_nano from sessions s where s.circle_id = subject_id)`;
