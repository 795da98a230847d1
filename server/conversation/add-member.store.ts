import { jsonRows } from "../database/json-rows.ts";
import type { Statement } from "../database/statement.ts";

/** Marks them as present from now on, unless they are already. */
export const ADD_MEMBER: Statement = {
  name: "add-member",
  text: `insert into memberships (id, workspace_id, circle_id, member_id, member_kind, member_name, seat, look)
    select * from ${jsonRows(
      {
        id: "id text",
        workspaceId: "workspace_id text",
        circleId: "circle_id text",
        memberId: "member_id text",
        memberKind: "member_kind text",
        memberName: "member_name text",
        seat: "seat int",
        look: "look json",
      },
      "added",
    )} on conflict (circle_id, member_id) where left_at is null do nothing`,
};
