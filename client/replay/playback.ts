/** Where a replay is, and how fast it goes. */
import { createStore, type StoreApi } from "zustand";

export const SPEEDS = [0.5, 1, 2, 4, 8] as const;
export type Speed = (typeof SPEEDS)[number];

export type PlaybackState = {
  /** Milliseconds from the start of the time line. */
  at: number;
  isPlaying: boolean;
  speed: Speed;
  /** How often somebody went to another moment. */
  jumps: number;
};

export type Playback = StoreApi<PlaybackState> & {
  /** Real time has passed. */
  advance(passedMs: number): void;
  goTo(at: number): void;
  /** At the end, it plays from the start. */
  toggle(): void;
};

export function createPlayback(lengthMs: number, start: number): Playback {
  const store = createStore<PlaybackState>(() => ({ at: start, isPlaying: false, speed: 1, jumps: 0 }));
  return {
    ...store,
    advance(passedMs) {
      const { at, speed, isPlaying } = store.getState();
      if (!isPlaying) return;
      const next = Math.min(lengthMs, at + passedMs * speed);
      store.setState({ at: next, isPlaying: next < lengthMs });
    },
    goTo: (at) => store.setState(({ jumps }) => ({ at: Math.min(lengthMs, Math.max(0, at)), jumps: jumps + 1 })),
    toggle() {
      store.setState(({ at, isPlaying, jumps }) =>
        !isPlaying && at >= lengthMs ? { at: 0, isPlaying: true, jumps: jumps + 1 } : { isPlaying: !isPlaying },
      );
    },
  };
}
