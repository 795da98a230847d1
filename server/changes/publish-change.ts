import type { EntityManager } from "@mikro-orm/postgresql";
import type { Change, Topic } from "./change-topics.ts";

/** Call it in the transaction that writes: every process is notified if and when that commits. */
export const publishChange = async <Name extends Topic>(
  em: EntityManager,
  topic: Name,
  change: Change<Name>,
): Promise<void> => void (await em.execute("select pg_notify(?, ?)", [topic, JSON.stringify(change)]));
