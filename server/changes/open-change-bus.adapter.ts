/** Receives the changes of all processes, this one included, on one connection that reconnects. */
import { keepConnection } from "../database/keep-connection.adapter.ts";
import { CHANGE_TOPICS, type Change, type Topic } from "./change-topics.ts";

export type Subscriber<Name extends Topic> = {
  onChange(change: Change<Name>): void;
  /** The connection was broken for a while: read again whatever may have changed meanwhile. */
  onGap(): void;
};

export type ChangeBus = {
  /** Calls back in the order of commits; returns a function that unsubscribes. No change after this call is missed. */
  subscribe<Name extends Topic>(topic: Name, subscriber: Subscriber<Name>): () => void;
  close(): Promise<void>;
};

const LISTEN = Object.keys(CHANGE_TOPICS)
  .map((topic) => `listen ${topic}`)
  .join("; ");

/**
 * @param report called with a change that cannot be read, such as one of another version
 * @returns resolves once it listens
 */
export async function openChangeBus(databaseUrl: string, report: (error: unknown) => void): Promise<ChangeBus> {
  const subscribers = new Map<string, Set<Subscriber<never>>>();

  function receive(topic: Topic, payload: string): void {
    try {
      const change = CHANGE_TOPICS[topic].parse(JSON.parse(payload)) as never;
      subscribers.get(topic)?.forEach((subscriber) => subscriber.onChange(change));
    } catch (error) {
      report(error);
    }
  }

  const { close } = await keepConnection(
    databaseUrl,
    (client) => {
      client.on("notification", ({ channel, payload = "" }) => receive(channel as Topic, payload));
      return client.query(LISTEN);
    },
    { onReturn: () => subscribers.forEach((ofTopic) => ofTopic.forEach((subscriber) => subscriber.onGap())) },
  );
  return {
    subscribe(topic, subscriber) {
      const ofTopic = subscribers.get(topic) ?? new Set();
      subscribers.set(topic, ofTopic.add(subscriber as Subscriber<never>));
      return () => void ofTopic.delete(subscriber as Subscriber<never>);
    },
    close,
  };
}
