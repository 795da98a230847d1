/** People and spectators over real WebSockets, in separate processes so that they do not slow the server down. */
import { fork, type ChildProcess } from "node:child_process";
import { receiveMessage } from "./receive-message.ts";
import type { FromDriver, ToDriver } from "./load-messages.ts";
import { percentile } from "./percentile.ts";
import { rounded } from "./rounded.ts";

const DRIVERS = 3;

export type LoadSize = {
  people: number;
  spectators: number;
  /** Whether they sign in as guests, as a real server requires. */
  areGuests: boolean;
};

export type Load = {
  connected: number;
  /** Resolves with what the clients measured within so many seconds. */
  measure(seconds: number): Promise<LoadFigures>;
  stop(): void;
};

export type LoadFigures = {
  clientsDropped: number;
  kBPerSecondPerPerson: number;
  kBPerSecondPerPersonMax: number;
  kBPerSecondPerSpectator: number;
  /** Time between two frames at one person's socket. */
  personFrameGapP50Ms: number;
  personFrameGapP99Ms: number;
  /** From a person's ping to the room's answer. */
  personRoundTripP50Ms: number;
  personRoundTripP99Ms: number;
};

const shareOf = (prefix: string, count: number, driver: number): string[] =>
  Array.from({ length: count }, (_, index) => index)
    .filter((index) => index % DRIVERS === driver)
    .map((index) => `${prefix}-${index}`);

/** Connects everyone; from then on half of the people walk. Rejects when one is refused. */
export async function driveLoad(url: string, { people, spectators, areGuests }: LoadSize): Promise<Load> {
  const drivers: ChildProcess[] = Array.from({ length: DRIVERS }, () =>
    fork(new URL("drive-clients.program.ts", import.meta.url), { stdio: ["ignore", "inherit", "inherit", "ipc"] }),
  );
  const stop = (): void => {
    for (const driver of drivers) driver.kill();
  };
  const ask = (driver: ChildProcess, message: ToDriver): void => void driver.send(message);
  try {
    const connected = await Promise.all(
      drivers.map((driver, index) => {
        const names = { people: shareOf("person", people, index), spectators: shareOf("spectator", spectators, index) };
        ask(driver, { type: "connect", url, areGuests, ...names });
        return receiveMessage<FromDriver, "connected">(driver, "connected");
      }),
    );
    return {
      connected: connected.reduce((sum, { count }) => sum + count, 0),
      measure: async (seconds) => {
        const measured = drivers.map((driver) => receiveMessage<FromDriver, "measured">(driver, "measured"));
        for (const driver of drivers) ask(driver, { type: "measure", seconds });
        return summarize(await Promise.all(measured));
      },
      stop,
    };
  } catch (error) {
    stop();
    throw error;
  }
}

function summarize(measured: Extract<FromDriver, { type: "measured" }>[]): LoadFigures {
  const kB = (of: "peopleBytes" | "spectatorBytes"): number[] =>
    measured.flatMap((part) => part[of].map((bytes) => bytes / 1000 / part.seconds));
  const trips = measured.flatMap(({ personRoundTripsMs }) => personRoundTripsMs);
  const gaps = measured.flatMap(({ personFrameGapsMs }) => personFrameGapsMs);
  return {
    clientsDropped: measured.reduce((sum, { dropped }) => sum + dropped, 0),
    kBPerSecondPerPerson: rounded(mean(kB("peopleBytes"))),
    kBPerSecondPerPersonMax: rounded(Math.max(0, ...kB("peopleBytes"))),
    kBPerSecondPerSpectator: rounded(mean(kB("spectatorBytes"))),
    personFrameGapP50Ms: rounded(percentile(gaps, 0.5)),
    personFrameGapP99Ms: rounded(percentile(gaps, 0.99)),
    personRoundTripP50Ms: rounded(percentile(trips, 0.5)),
    personRoundTripP99Ms: rounded(percentile(trips, 0.99)),
  };
}

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
