import { useEffect, useRef, useState } from "react";
import { z } from "zod";
import type { TriedPart } from "../../../schema/messages/chat.ts";
import { Message } from "../../../schema/messages/message.ts";
import type { PersonaDraft } from "../../../schema/messages/persona.ts";
import { callLines } from "../../state/call-api.ts";

const Part: z.ZodType<TriedPart> = z.union([
  z.object({ delta: z.string() }),
  z.object({ text: z.string(), voice: z.string(), problem: z.string().nullable(), problemMessage: Message.optional() }),
]);

type Tried = {
  isPending: boolean;
  text: string;
  /** `provider/model`; "" until the line is done. */
  voice: string;
  error: unknown;
};
const NOTHING: Tried = { isPending: false, text: "", voice: "", error: null };

/** Streams a draft persona's answer. A new question, or closing the editor, aborts the previous one. */
export function useTryLine() {
  const [tried, setTried] = useState(NOTHING);
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);

  const ask = async (draft: PersonaDraft, message: string) => {
    running.current?.abort();
    const { signal } = (running.current = new AbortController());
    const show = (change: Partial<Tried>) => signal.aborted || setTried((before) => ({ ...before, ...change }));
    setTried({ ...NOTHING, isPending: true });
    try {
      let text = "";
      const body = { draft, message };
      for await (const part of callLines("personas/try-line", { method: "POST", body, signal, read: Part.parse })) {
        if ("delta" in part) show({ text: (text += part.delta) });
        else
          show({
            text: part.text,
            voice: part.voice,
            error: part.problem && { ...part.problemMessage, reason: part.problem },
          });
      }
    } catch (error) {
      show({ error });
    }
    show({ isPending: false });
  };
  return { ...tried, ask };
}
