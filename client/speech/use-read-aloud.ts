import { useEffect } from "react";
import { useSettings } from "../state/settings.ts";
import { startReadingAloud } from "./read-aloud.ts";

/** Reads the conversation aloud while the person has agreed to it. */
export function useReadAloud(): void {
  const isWanted = useSettings(({ readAloud }) => readAloud);
  useEffect(
    () => (isWanted && "speechSynthesis" in window ? startReadingAloud(speechSynthesis) : undefined),
    [isWanted],
  );
}
