/** What the three kinds of process tell each other. */

/**
 * One beat of the place. `Ms` is what a clock on the wall shows, other programs' share of the machine
 * included; `CpuMs` is processor time of the server's thread alone.
 */
export type Beat = {
  startedAtMs: number;
  /** Simulating, choosing what each viewer gets, and encoding it; nothing written yet. */
  stepAndEncodeMs: number;
  stepAndEncodeCpuMs: number;
  encodeMs: number;
  encodeCpuMs: number;
  /** The same and handing every frame to its socket. */
  withSendsMs: number;
  withSendsCpuMs: number;
  /** Everything since the beat before, reading people's inputs included. */
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
      /** Processor seconds per second, of the server process. */
      cores: number;
      memoryMiB: number;
    };

export type ToDriver =
  | {
      type: "connect";
      url: string;
      people: string[];
      spectators: string[];
      /** Sign in by HTTP first; else the server takes `token-of-NAME`. */
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
