/** The context of a transaction under the login for work in scopes: for whom its policies hold (SPEC A2). */
import pg, { type ClientBase, type Pool } from "pg";
import { personOf, type Principal } from "../../engine/scope/scope.ts";
import type { Query, Statement } from "./statement.ts";

/** For whom rows are read and written. */
export type Access = Principal & {
  /** Those whose chats share a statement: each of its rows belongs to one of them. */
  people?: readonly string[];
  /** The lease under which this server writes circles; null: circles that none holds, where there are no leases. */
  host?: number | null;
};

/** In the place of the number of a lease. */
const NO_LEASE = 0;

/** Until the transaction ends. No row is returned: a statement in the same round trip returns its own. */
export const ENTER: Statement = {
  name: "enter-scope",
  text: `select from (select array[${["workspace", "user", "people", "host", "share"]
    .map((setting, index) => `set_config('dramatis.${setting}', $${index + 1}, true)`)
    .join(", ")}] as entered) as scope where entered is null`,
};

/** The values of `ENTER`. */
export const settingsOf = (access: Access): string[] => [
  access.workspaceId,
  personOf(access) ?? "",
  access.people ? toPostgresArray(access.people) : "",
  access.host === undefined ? "" : String(access.host ?? NO_LEASE),
  access.actor.kind === "share-link" ? access.actor.tokenHash : "",
];

const toPostgresArray = (values: readonly string[]): string =>
  `{${values.map((value) => `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`).join(",")}}`;

/** Prepares a new connection for `queryScoped`. */
export const prepareEntering = async (client: ClientBase): Promise<void> =>
  void (await client.query({ ...ENTER, values: ["", "", "", "", ""] }));

/** Sends the context and a statement before one `Sync`: they are one transaction, in one round trip. */
class ScopedQuery extends pg.Query {
  constructor(settings: string[], statement: Statement, values: readonly unknown[]) {
    super({ ...statement, values: [...values] });
    const { submit } = this;
    this.submit = (connection) => {
      connection.stream.cork();
      try {
        connection.bind({ statement: ENTER.name, values: settings }, true);
        connection.execute({}, true);
        return submit.call(this, connection);
      } finally {
        connection.stream.uncork();
      }
    };
  }
}

/** Single statements in a scope. */
export const queryScoped =
  (pool: Pool, access: Access): Query =>
  async <Row extends object>(statement: Statement, values: readonly unknown[]) => {
    const query = new ScopedQuery(settingsOf(access), statement, values);
    const [, result] = (await pool.query(query)) as unknown as [never, { rows: Row[] }];
    return result.rows;
  };
