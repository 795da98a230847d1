import { keepConnection } from "../database/keep-connection.adapter.ts";
import type { PersonEvent } from "./person-event.ts";

export type PersonEvents = {
  /** Calls `listener` with each event of any process; returns a function that unsubscribes. */
  onEvent(listener: (event: PersonEvent) => void): () => void;
  close(): Promise<void>;
};

/** @returns resolves once it receives events */
export async function openPersonEvents(databaseUrl: string): Promise<PersonEvents> {
  const listeners = new Set<(event: PersonEvent) => void>();
  const { close } = await keepConnection(databaseUrl, (client) => {
    client.on("notification", ({ payload = "" }) => {
      const event = JSON.parse(payload) as PersonEvent;
      listeners.forEach((listener) => listener(event));
    });
    return client.query("listen people");
  });
  return {
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close,
  };
}
