/** What the three kinds of process tell each other. */
export type ToServer = { type: "measure"; seconds: number };
export type FromServer =
  | { type: "listening"; url: string }
  | { type: "problem"; text: string }
  | {
      type: "measured";
      stepMs: number[];
      encodeMs: number[];
      /** Milliseconds between the starts of two patches. */
      patchMs: number[];
      /** Processor time of the server's thread from patch to patch: everything it did, other programs' share of the machine excluded. */
      busyMs: number[];
      /** Mean share of bodies that moved in a step, 0–1. */
      movingPersonas: number;
      movingPeople: number;
      bytesPerMovingAvatar: number;
      /** Processor seconds per second, of the server process. */
      cores: number;
      memoryMiB: number;
    };

export type ToDriver =
  { type: "connect"; url: string; people: string[]; spectators: string[] } | { type: "measure"; seconds: number };
export type FromDriver =
  | { type: "connected"; people: number; spectators: number }
  | { type: "measured"; peopleBytes: number[]; spectatorBytes: number[]; seconds: number; dropped: number };
