/** The only workspace of a server so far. Only composition roots know it: everything else gets a scope. */
export const DEFAULT_WORKSPACE_ID = "default";
