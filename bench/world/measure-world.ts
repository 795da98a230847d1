/**
 * A full place: 300 people, 700 personas and 2,000 spectators over real WebSockets on loopback.
 * The server and its load run in processes of their own; all numbers are measured, none assumed.
 */
import { fork, type ChildProcess } from "node:child_process";
import type { Beat, FromDriver, FromServer, ToDriver, ToServer } from "./load-messages.ts";
import { percentile } from "./percentile.ts";

const PEOPLE = Number(process.env["BENCH_PEOPLE"] ?? 300);
const SPECTATORS = Number(process.env["BENCH_SPECTATORS"] ?? 2000);
const DRIVERS = 3;
const SETTLE_SECONDS = 5;
const MEASURE_SECONDS = 20;
const LONGEST_MINUTES = 5;

const start = (file: string, execArgv: string[] = []): ChildProcess =>
  fork(new URL(file, import.meta.url), {
    execArgv: [...process.execArgv, ...execArgv],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });

/** The next message of a type; rejects when the process ends first. */
const hear = <Message extends { type: string }, Type extends Message["type"]>(
  from: ChildProcess,
  type: Type,
): Promise<Extract<Message, { type: Type }>> =>
  new Promise((resolve, reject) => {
    const listener = (message: Message): void => {
      if (message.type === "problem") console.error(message);
      if (message.type !== type) return;
      from.off("message", listener);
      resolve(message as Extract<Message, { type: Type }>);
    };
    from.on("message", listener);
    from.once("exit", (code) => reject(new Error(`a process of the measurement ended early (${code})`)));
  });

const shareOf = (prefix: string, count: number, driver: number): string[] =>
  Array.from({ length: count }, (_, index) => index)
    .filter((index) => index % DRIVERS === driver)
    .map((index) => `${prefix}-${index}`);

const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));
const kBPerSecond = (bytes: number[], seconds: number): number[] => bytes.map((count) => count / 1000 / seconds);
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

export const measureWorld = async (): Promise<object> => {
  const processes: ChildProcess[] = [];
  const deadline = setTimeout(() => {
    console.error(`the measurement took longer than ${LONGEST_MINUTES} minutes and was given up`);
    for (const child of processes) child.kill();
    process.exit(1);
  }, LONGEST_MINUTES * 60_000);
  try {
    const server = start(
      "serve-world.process.ts",
      process.env["BENCH_PROFILE"] === undefined
        ? []
        : ["--cpu-prof", `--cpu-prof-dir=${process.env["BENCH_PROFILE"]}`],
    );
    processes.push(server);
    const { url } = await hear<FromServer, "listening">(server, "listening");
    const drivers = Array.from({ length: DRIVERS }, () => start("drive-clients.process.ts"));
    processes.push(...drivers);
    const connected = await Promise.all(
      drivers.map((driver, index) => {
        driver.send({
          type: "connect",
          url,
          people: shareOf("person", PEOPLE, index),
          spectators: shareOf("spectator", SPECTATORS, index),
        } satisfies ToDriver);
        return hear<FromDriver, "connected">(driver, "connected");
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, SETTLE_SECONDS * 1000));

    const measuring = [
      hear<FromServer, "measured">(server, "measured"),
      ...drivers.map((driver) => hear<FromDriver, "measured">(driver, "measured")),
    ] as const;
    for (const child of [server, ...drivers])
      child.send({ type: "measure", seconds: MEASURE_SECONDS } satisfies ToServer & ToDriver);
    const [own, ...received] = (await Promise.all(measuring)) as [
      Extract<FromServer, { type: "measured" }>,
      ...Extract<FromDriver, { type: "measured" }>[],
    ];

    const { beats } = own;
    const share = (clock: keyof Beat, part: number): number =>
      rounded(
        percentile(
          beats.map((beat) => beat[clock]),
          part,
        ),
      );
    const patchMs = beats.slice(1).map(({ startedAtMs }, index) => startedAtMs - beats[index]!.startedAtMs);
    const perPerson = received.flatMap(({ peopleBytes, seconds }) => kBPerSecond(peopleBytes, seconds));
    const perSpectator = received.flatMap(({ spectatorBytes, seconds }) => kBPerSecond(spectatorBytes, seconds));
    return {
      bytesPerMovingAvatar: rounded(own.bytesPerMovingAvatar),
      stepAndEncodeP50Ms: share("stepAndEncodeMs", 0.5),
      stepAndEncodeP99Ms: share("stepAndEncodeMs", 0.99),
      stepAndEncodeCpuP50Ms: share("stepAndEncodeCpuMs", 0.5),
      stepAndEncodeCpuP99Ms: share("stepAndEncodeCpuMs", 0.99),
      encodeP95Ms: share("encodeMs", 0.95),
      encodeCpuP95Ms: share("encodeCpuMs", 0.95),
      withSendsP50Ms: share("withSendsMs", 0.5),
      withSendsP99Ms: share("withSendsMs", 0.99),
      withSendsCpuP50Ms: share("withSendsCpuMs", 0.5),
      withSendsCpuP99Ms: share("withSendsCpuMs", 0.99),
      busyCpuP50Ms: share("busyCpuMs", 0.5),
      busyCpuP99Ms: share("busyCpuMs", 0.99),
      patchMs: rounded(percentile(patchMs, 0.5)),
      patchP99Ms: rounded(percentile(patchMs, 0.99)),
      clientsConnected: connected.reduce((sum, { people, spectators }) => sum + people + spectators, 0),
      clientsDropped: received.reduce((sum, { dropped }) => sum + dropped, 0),
      kBPerSecondPerPerson: rounded(mean(perPerson)),
      kBPerSecondPerPersonMax: rounded(Math.max(...perPerson)),
      kBPerSecondPerSpectator: rounded(mean(perSpectator)),
      movingPersonasShare: rounded(own.movingPersonas),
      movingPeopleShare: rounded(own.movingPeople),
      serverCores: rounded(own.cores),
      serverMemoryMiB: Math.round(own.memoryMiB),
    };
  } finally {
    clearTimeout(deadline);
    for (const child of processes) if (child.connected) child.disconnect();
  }
};
