import type { ChangeBus } from "../../server/changes/open-change-bus.adapter.ts";

/** Where only one process writes. */
export const silentBus: ChangeBus = { subscribe: () => () => undefined, close: async () => undefined };
