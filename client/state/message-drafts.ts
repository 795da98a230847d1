/** Text typed but not sent, kept per circle across reloads. */
import { create } from "zustand";
import { persist } from "zustand/middleware";

const DRAFTS_KEPT = 50;

export const useMessageDrafts = create<Record<string, string>>()(persist(() => ({}), { name: "dramatis.drafts" }));

export function keepDraft(circleId: string, text: string): void {
  useMessageDrafts.setState(({ [circleId]: _, ...others }) => {
    const kept = Object.entries(others).slice(1 - DRAFTS_KEPT);
    return Object.fromEntries(text === "" ? kept : [...kept, [circleId, text]]);
  }, true);
}
