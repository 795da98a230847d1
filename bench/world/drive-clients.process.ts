/** Drives a share of the people and spectators of the load over real WebSockets; started by measure-world. */
import { setTimeout as wait } from "node:timers/promises";
import type { FromDriver, ToDriver } from "./load-messages.ts";
import { RawClient } from "./raw-client.ts";

const STEP_MS = 50;
const JOINS_AT_ONCE = 6;
/** People walk, look round, walk on: half of them move at any time. */
const LEG_MS = 4000;

const people: RawClient[] = [];
const spectators: RawClient[] = [];
let dropped = 0;

const send = (message: FromDriver): void => void process.send!(message);

const join = async (url: string, names: string[], role: "visitor" | "spectator", into: RawClient[]): Promise<void> => {
  const queue = [...names];
  const worker = async (): Promise<void> => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      into.push(await RawClient.join(url, `token-of-${name}`, role, () => void (dropped += 1)));
    }
  };
  await Promise.all(Array.from({ length: JOINS_AT_ONCE }, worker));
};

const walk = (): void => {
  const leg = performance.now() / LEG_MS;
  people.forEach((person, index) => {
    // Each has its own beat, and turns by the golden angle from leg to leg.
    const beat = leg + (index % 7) / 7 + (index % 2) / 2;
    if (beat % 1 < 0.5) return;
    const angle = (Math.floor(beat) + index) * 2.39996;
    person.step(Math.sin(angle), Math.cos(angle));
  });
};

const measure = async (seconds: number): Promise<void> => {
  const before = [people, spectators].map((clients) => clients.map((client) => client.bytesRead));
  const startMs = performance.now();
  await wait(seconds * 1000);
  const taken = (performance.now() - startMs) / 1000;
  const [peopleBytes, spectatorBytes] = [people, spectators].map((clients, kind) =>
    clients.map((client, index) => client.bytesRead - before[kind]![index]!),
  );
  send({ type: "measured", peopleBytes: peopleBytes!, spectatorBytes: spectatorBytes!, seconds: taken, dropped });
};

process.on("message", (message: ToDriver) => {
  if (message.type === "measure") return void measure(message.seconds);
  void (async () => {
    await join(message.url, message.people, "visitor", people);
    setInterval(walk, STEP_MS);
    await join(message.url, message.spectators, "spectator", spectators);
    send({ type: "connected", people: people.length, spectators: spectators.length });
  })().catch((error: Error) => {
    console.error(`a load driver failed: ${error.message}`);
    process.exit(1);
  });
});
process.on("disconnect", () => process.exit(0));
