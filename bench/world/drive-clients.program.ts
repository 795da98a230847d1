/** Drives a share of the people and spectators of the load over real WebSockets; started by drive-load. */
import { setTimeout as wait } from "node:timers/promises";
import { WATCHED_CIRCLE, type FromDriver, type ToDriver } from "./load-messages.ts";
import { RawClient } from "./raw-client.ts";
import { signInAsGuest } from "./sign-in-as-guest.ts";

const STEP_MS = 50;
const JOINS_AT_ONCE = 6;
/** People walk, look around, and walk on: half of them move at any time. */
const LEG_MS = 4000;
/** Each person pings at this interval. */
const PING_STEPS = 20;

const people: RawClient[] = [];
const spectators: RawClient[] = [];
let dropped = 0;

const send = (message: FromDriver): void => void process.send!(message);

type Tokens = (name: string) => Promise<string>;

const join = async (
  url: string,
  tokenOf: Tokens,
  names: string[],
  role: "visitor" | "spectator",
  into: RawClient[],
): Promise<void> => {
  const queue = [...names];
  const worker = async (): Promise<void> => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      into.push(await RawClient.join(url, await tokenOf(name), role, () => void (dropped += 1)));
    }
  };
  await Promise.all(Array.from({ length: JOINS_AT_ONCE }, worker));
};

/** Each spectator shows a reaction this often, and votes and changes their mind as often. */
const CHEER_STEPS = 80;
const VOTE_STEPS = 400;
const CLAP = { cheer: "👏" };

let spectatorSteps = 0;
const react = (): void => {
  spectatorSteps += 1;
  spectators.forEach((spectator, index) => {
    const step = spectatorSteps + index;
    if (step % CHEER_STEPS === 0) spectator.send("cheer", CLAP);
    const turn = Math.floor(step / VOTE_STEPS);
    if (step % VOTE_STEPS === 0) spectator.send("cast-ballot", { round: "before", option: turn % 2 });
    if (step % VOTE_STEPS === VOTE_STEPS / 2)
      spectator.send("vote-question", { questionId: "question", voted: turn % 2 === 0 });
  });
};

let steps = 0;
const walk = (): void => {
  steps += 1;
  people.forEach((person, index) => {
    if ((steps + index) % PING_STEPS === 0) person.ping();
  });
  const leg = performance.now() / LEG_MS;
  people.forEach((person, index) => {
    // Each has its own rhythm, and turns by the golden angle from leg to leg.
    const beat = leg + (index % 7) / 7 + (index % 2) / 2;
    if (beat % 1 < 0.5) return;
    const angle = (Math.floor(beat) + index) * 2.39996;
    person.step(Math.sin(angle), Math.cos(angle));
  });
};

const measure = async (seconds: number): Promise<void> => {
  const bytesOf = (clients: RawClient[]): number[] => clients.map((client) => client.bytesRead);
  const [peopleBefore, spectatorsBefore] = [bytesOf(people), bytesOf(spectators)];
  for (const person of people) person.frameGapsMs.length = person.roundTripsMs.length = 0;
  const startMs = performance.now();
  await wait(seconds * 1000);
  send({
    type: "measured",
    peopleBytes: bytesOf(people).map((bytes, index) => bytes - peopleBefore[index]!),
    spectatorBytes: bytesOf(spectators).map((bytes, index) => bytes - spectatorsBefore[index]!),
    personRoundTripsMs: people.flatMap(({ roundTripsMs }) => roundTripsMs),
    personFrameGapsMs: people.flatMap(({ frameGapsMs }) => frameGapsMs),
    seconds: (performance.now() - startMs) / 1000,
    dropped,
  });
};

process.on("message", (message: ToDriver) => {
  if (message.type === "measure") return void measure(message.seconds);
  void (async () => {
    const { url } = message;
    const tokenOf: Tokens = message.areGuests ? (name) => signInAsGuest(url, name) : async (name) => `token-of-${name}`;
    await join(url, tokenOf, message.people, "visitor", people);
    setInterval(walk, STEP_MS);
    await join(url, tokenOf, message.spectators, "spectator", spectators);
    if (!message.areGuests) {
      for (const spectator of spectators) spectator.send("follow", { circleId: WATCHED_CIRCLE });
      setInterval(react, STEP_MS);
    }
    send({ type: "connected", count: people.length + spectators.length });
  })().catch((error: Error) => {
    console.error(`a load driver failed: ${error.message}`);
    process.exit(1);
  });
});
process.on("disconnect", () => process.exit(0));
