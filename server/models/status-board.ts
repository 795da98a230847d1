/** The VoiceStatus for screens and the terminal: progress is published at most twice a second, everything else at once. */
import type { VoiceStatus } from "../../schema/messages/voice.ts";

const PROGRESS_EVERY_MS = 500;

export type StatusBoard = {
  get(): VoiceStatus;
  update(change: Partial<VoiceStatus>): void;
  onChange(listener: (status: VoiceStatus) => void): () => void;
};

/** @param now ms of a monotonic clock */
export function createStatusBoard(first: VoiceStatus, now: () => number): StatusBoard {
  let status = first;
  let announcedAt = Number.NEGATIVE_INFINITY;
  const listeners = new Set<(status: VoiceStatus) => void>();
  return {
    get: () => status,
    update(change) {
      const before = status;
      status = { ...status, ...change };
      if (isOnlyProgress(before, status) && now() - announcedAt < PROGRESS_EVERY_MS) return;
      announcedAt = now();
      for (const listener of listeners) listener(status);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const withoutProgress = (status: VoiceStatus) =>
  JSON.stringify(status, (key, value: unknown) => (key === "receivedBytes" ? 0 : value));

const isOnlyProgress = (before: VoiceStatus, after: VoiceStatus): boolean =>
  withoutProgress(before) === withoutProgress(after);
