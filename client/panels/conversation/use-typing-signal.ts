import { useEffect, useState } from "react";
import { sendIntent } from "../../state/intents.ts";
import { createTypingSignal, type TypingSignal } from "../../state/typing-signal.ts";

const tell = (typing: boolean) => sendIntent("set-typing", { typing });
const now = () => performance.now();
const later = (action: () => void, ms: number) => {
  const timer = setTimeout(action, ms);
  return () => clearTimeout(timer);
};

/** The circle knows that one types; it is taken back when the message box goes away. */
export function useTypingSignal(): TypingSignal {
  const [signal] = useState(() => createTypingSignal(tell, now, later));
  useEffect(() => signal.stop, [signal]);
  return signal;
}
