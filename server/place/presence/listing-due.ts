import { STORE_AGAIN_MS } from "../../colyseus/shared-matchmaking.adapter.ts";
import { STEP_MS } from "../place-beat.ts";

const CHANGED_PATCHES = 20;
/** A Redis that restarts has forgotten it. */
const UNCHANGED_PATCHES = STORE_AGAIN_MS / STEP_MS;

/** Whether the head count is stored for matchmaking in this patch: once a second when it has changed, else less often. */
export const isListingDue = (patch: number, hasChanged: boolean): boolean =>
  patch % (hasChanged ? CHANGED_PATCHES : UNCHANGED_PATCHES) === 0;
