import type { Actor } from "./circle-stage.ts";

/** Of the workspace. */
export const isFacilitator = ({ role }: Pick<Actor, "role">): boolean => role === "facilitator" || role === "admin";
