/** Messages between the three kinds of process. */

/** The circle that the spectators of the load follow. */
export const WATCHED_CIRCLE = "watched";

/**
 * One beat of the place. `Ms` is wall-clock time, including other programs' share of the machine;
 * `CpuMs` is CPU time of the server's thread only.
 */
export type Beat = {
  startedAtMs: number;
  /** Simulating, choosing what each viewer gets, and encoding it, before anything is written. */
  stepAndEncodeMs: number;
  stepAndEncodeCpuMs: number;
  encodeMs: number;
  encodeCpuMs: number;
  /** The same, plus writing every frame to its socket. */
  withSendsMs: number;
  withSendsCpuMs: number;
  /** Everything since the previous beat, including reading people's inputs. */
  busyCpuMs: number;
};

export type ToServer = { type: "measure"; seconds: number } | { type: "stop" };
export type FromServer =
  | { type: "listening"; url: string }
  | { type: "problem"; text: string }
  | {
      type: "measured";
      beats: Beat[];
      /** Mean share of bodies that moved in a step, 0–1. */
      movingPersonas: number;
      movingPeople: number;
      bytesPerMovingAvatar: number;
      /** CPU seconds per second of the server process. */
      cores: number;
      memoryMiB: number;
    };

export type ToDriver =
  | {
      type: "connect";
      url: string;
      people: string[];
      spectators: string[];
      /** Whether to sign in by HTTP first; otherwise the server accepts `token-of-NAME`. */
      areGuests: boolean;
    }
  | { type: "measure"; seconds: number };
export type FromDriver =
  | { type: "connected"; count: number }
  | {
      type: "measured";
      peopleBytes: number[];
      spectatorBytes: number[];
      personFrameGapsMs: number[];
      personRoundTripsMs: number[];
      seconds: number;
      dropped: number;
    };
