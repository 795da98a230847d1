/** SQL of what a person may read of conversations (SPEC A1, C9). */
export const USER = "(select scope_user())";
/** Facilitators and admins, who may read every conversation of the workspace (SPEC A1). */
export const IS_KEEPER = "(select scope_has_role('facilitator', 'admin'))";

/** Circle `c` is that of a session whose people they belong to, or that their link shows: they read it from the start (SPEC C9). */
export const OF_THEIR_SESSION = "(c.id in (select scope_session_circles()) or c.id = (select scope_shared_circle()))";

/** SQL, in a scope: its person was present for turn `t` of circle `c`, or may read it anyway. */
export const HEARD = `(not c.is_private or ${IS_KEEPER} or ${OF_THEIR_SESSION} or t.witnesses @> array[${USER}])`;

/** SQL, in a scope: its person may read circle `c`, as far as they heard it: a public one when signed in; a private one as its opener, former member or keeper, or as one of its session's people; or a link shows it. */
export const READABLE = `(c.id = (select scope_shared_circle()) or c.workspace_id = (select scope_workspace()) and (${IS_KEEPER} or not c.is_private
  or c.owner_id = ${USER} or ${OF_THEIR_SESSION} or exists (select from memberships m where m.circle_id = c.id and m.member_id = ${USER})))`;
