/** What a person chose for their screens, kept in this browser. */
import { create } from "zustand";
import { persist } from "zustand/middleware";
import type { Language } from "../words/start-words.ts";

export type Settings = {
  theme: "system" | "light" | "dark";
  motion: "system" | "reduced";
  /** How finely the world is drawn; auto measures what this device can handle. */
  picture: "auto" | "high" | "low";
  /** null: the browser's. */
  language: Language | null;
  showCosts: boolean;
  /** Whether turns are read aloud, and what turns speech into text; off until the person has agreed (SPEC W12). */
  readAloud: boolean;
  dictation: "off" | "browser" | "server";
  /** Hints already shown; each appears once. */
  hintsSeen: string[];
};

export const useSettings = create<Settings>()(
  persist(
    (): Settings => ({
      theme: "system",
      motion: "system",
      picture: "auto",
      language: null,
      showCosts: false,
      readAloud: false,
      dictation: "off",
      hintsSeen: [],
    }),
    { name: "dramatis.settings" },
  ),
);

export function markHintSeen(hint: string): void {
  useSettings.setState(({ hintsSeen }) => (hintsSeen.includes(hint) ? {} : { hintsSeen: [...hintsSeen, hint] }));
}

/** Applies theme and motion to the page, now and on every change. */
export function applySettings(root: HTMLElement): void {
  const apply = ({ theme, motion }: Settings) => {
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
    root.dataset.motion = motion;
  };
  apply(useSettings.getState());
  useSettings.subscribe(apply);
}

const DARK = "(prefers-color-scheme: dark)";
const REDUCED_MOTION = "(prefers-reduced-motion: reduce)";

export function isDark(): boolean {
  const { theme } = useSettings.getState();
  return theme === "system" ? matchMedia(DARK).matches : theme === "dark";
}

export function isMotionReduced(): boolean {
  return useSettings.getState().motion === "reduced" || matchMedia(REDUCED_MOTION).matches;
}

/** Called when `isDark` or `isMotionReduced` may have changed; returns a function that unsubscribes. */
export function onAppearance(listener: () => void): () => void {
  const queries = [matchMedia(DARK), matchMedia(REDUCED_MOTION)];
  for (const query of queries) query.addEventListener("change", listener);
  const unsubscribe = useSettings.subscribe(listener);
  return () => {
    unsubscribe();
    for (const query of queries) query.removeEventListener("change", listener);
  };
}
