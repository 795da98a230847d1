import Mic from "lucide-react/icons/mic";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../panels/parts/button.tsx";
import { usePlace } from "../state/place-store.ts";
import style from "./microphone.module.css";
import { useDictation } from "./use-dictation.ts";

type MicrophoneProps = {
  circleId: string;
  /** What stands in the message box; what is spoken follows it. */
  written: string;
  onWords(text: string): void;
  /** Not called when nothing was recognised. */
  onDone(text: string): void;
};

/** For those who agreed to speak instead of typing; nothing for everybody else. */
export function Microphone({ circleId, written, onWords, onDone }: MicrophoneProps) {
  const { t } = useTranslation();
  const language = usePlace(({ circles }) => circles[circleId]?.language ?? "en");
  const before = useRef("");
  const withWords = (words: string) => `${before.current} ${words}`.trim();
  const { isOffered, isListening, toggle } = useDictation(language, {
    onWords: (words) => onWords(withWords(words)),
    onDone(words) {
      if (words.trim() !== "") onDone(withWords(words));
    },
  });
  if (!isOffered) return null;
  return (
    <IconButton
      className={style.microphone}
      label={t(isListening ? "speech.stop" : "speech.speak")}
      aria-pressed={isListening}
      onClick={() => {
        if (!isListening) before.current = written.trim();
        toggle();
      }}
    >
      <Mic />
    </IconButton>
  );
}
