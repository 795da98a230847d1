import { useEffect, useState } from "react";
import { sendIntent } from "../../state/intents.ts";
import { createTypingSignal, type TypingSignal } from "../../state/typing-signal.ts";

const send = (typing: boolean) => sendIntent("set-typing", { typing });
const now = () => performance.now();
const later = (action: () => void, ms: number) => {
  const timer = setTimeout(action, ms);
  return () => clearTimeout(timer);
};

/** Signals to the circle that the person types; the signal is withdrawn when the message box unmounts. */
export function useTypingSignal(): TypingSignal {
  const [signal] = useState(() => createTypingSignal(send, now, later));
  useEffect(() => signal.stop, [signal]);
  return signal;
}
