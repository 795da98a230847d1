/** Receives the changes of all processes, this one included, on one connection that reconnects. */
import { keepConnection } from "../database/keep-connection.adapter.ts";
import { CHANGE_TOPICS, type Change, type Topic } from "./change-topics.ts";

export type Subscriber<Name extends Topic> = {
  onChange(change: Change<Name>): unknown;
  /** The connection was broken for a while: reread whatever may have changed meanwhile. */
  onGap(): unknown;
};

export type ChangeBus = {
  /** Calls back in the order of commits, one at a time; returns a function that unsubscribes. No change after this call is missed. */
  subscribe<Name extends Topic>(topic: Name, subscriber: Subscriber<Name>): () => void;
  /** Resolves when running callbacks are done. */
  close(): Promise<void>;
};

/** `tail`: resolves when its callbacks so far are done. */
type Following = { subscriber: Subscriber<never>; tail: Promise<unknown> };

const LISTEN = Object.keys(CHANGE_TOPICS)
  .map((topic) => `listen ${topic}`)
  .join("; ");

/**
 * @param report called when a callback fails, or a change cannot be read, such as one of another version
 * @returns once it listens
 */
export async function openChangeBus(databaseUrl: string, report: (error: unknown) => void): Promise<ChangeBus> {
  const subscribers = new Map<string, Set<Following>>();
  let isClosing = false;

  function receive(topic: Topic, payload: string): void {
    try {
      const change = CHANGE_TOPICS[topic].parse(JSON.parse(payload)) as never;
      subscribers.get(topic)?.forEach((following) => next(following, () => following.subscriber.onChange(change)));
    } catch (error) {
      report(error);
    }
  }

  function next(following: Following, work: () => unknown): void {
    following.tail = following.tail.then(() => (isClosing ? undefined : work())).catch(report);
  }

  const everyone = () => [...subscribers.values()].flatMap((ofTopic) => [...ofTopic]);
  const connection = await keepConnection(
    databaseUrl,
    (client) => {
      client.on("notification", ({ channel, payload = "" }) => receive(channel as Topic, payload));
      return client.query(LISTEN);
    },
    { onReturn: () => everyone().forEach((following) => next(following, () => following.subscriber.onGap())) },
  );
  return {
    subscribe(topic, subscriber) {
      const ofTopic = subscribers.get(topic) ?? new Set();
      const following: Following = { subscriber, tail: Promise.resolve() };
      subscribers.set(topic, ofTopic.add(following));
      return () => void ofTopic.delete(following);
    },
    async close() {
      isClosing = true;
      await connection.close();
      await Promise.all(everyone().map(({ tail }) => tail));
    },
  };
}
