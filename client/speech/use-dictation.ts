import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { sendIntent } from "../state/intents.ts";
import { showNotice } from "../state/place-store.ts";
import { useSettings } from "../state/settings.ts";
import { dictateInBrowser, dictateToServer, type Dictation, type DictationEvents } from "./dictation.ts";

/** The room forgets after 8 s that somebody is writing or speaking. */
const REPEAT_MS = 4000;

type Dictating = {
  /** Whether the person agreed to speak instead of typing. */
  isOffered: boolean;
  isListening: boolean;
  /** Begins to listen, or ends. */
  toggle(): void;
};

/** Persona turns wait while the person speaks, and one being spoken breaks off (SPEC C4). */
export function useDictation(
  language: string,
  { onWords, onDone }: Pick<DictationEvents, "onWords" | "onDone">,
): Dictating {
  const { t } = useTranslation();
  const by = useSettings(({ dictation }) => dictation);
  const [isListening, setListening] = useState(false);
  const dictation = useRef<Dictation | null>(null);

  useEffect(() => {
    if (!isListening) return;
    const timer = setInterval(() => sendIntent("set-typing", { typing: true }), REPEAT_MS);
    return () => {
      clearInterval(timer);
      dictation.current?.stop();
      sendIntent("set-typing", { typing: false });
    };
  }, [isListening]);

  const begin = () => {
    const dictate = by === "server" ? dictateToServer : dictateInBrowser;
    setListening(true);
    dictation.current = dictate(language, {
      onSpeech: () => sendIntent("set-typing", { typing: true, aloud: true }),
      onWords,
      onDone(text) {
        setListening(false);
        onDone(text);
      },
      onProblem(problem) {
        setListening(false);
        showNotice({ code: problem, level: "warning", text: t(`speech.problems.${problem}`) });
      },
    });
  };
  return {
    isOffered: by !== "off",
    isListening,
    toggle: () => (isListening ? dictation.current?.stop() : begin()),
  };
}
