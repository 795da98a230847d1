import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePlace } from "../session/place-store.ts";
import { emptyQueue, enqueue, takeBatch, waitFor } from "./announcement-queue.ts";
import { newlyEndedTurns } from "./newly-ended-turns.ts";

/** Reads out what was said, turn by turn and never in a flood, wherever one is on the page. */
export function Announcer() {
  const { t } = useTranslation();
  const [text, setText] = useState("");

  useEffect(() => {
    let queue = emptyQueue;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = () => {
      timer = undefined;
      const batch = takeBatch(queue, performance.now(), (count) => t("text.more", { count }));
      queue = batch.queue;
      setText(batch.text);
    };
    const unsubscribe = usePlace.subscribe((now, before) => {
      const turns = newlyEndedTurns(before.transcripts, now.transcripts).filter((turn) => turn.speakerId !== now.myId);
      for (const turn of turns) queue = enqueue(queue, t("text.said", { name: turn.speakerName, text: turn.text }));
      if (turns.length > 0) timer ??= setTimeout(tell, waitFor(queue, performance.now()));
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [t]);

  return (
    <div className="only-for-screen-readers" aria-live="polite">
      {text}
    </div>
  );
}
