import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { isMuted } from "../state/mutes.ts";
import { usePlace } from "../state/place-store.ts";
import { emptyQueue, enqueue, takeBatch, waitFor, type Line } from "./announcement-queue.ts";
import { newlyEndedTurns } from "./newly-ended-turns.ts";

/** Announces ended turns to screen readers, one by one and never in a flood, wherever the focus is. */
export function Announcer() {
  const { t } = useTranslation();
  const [lines, setLines] = useState<Line[]>([]);

  useEffect(() => {
    let queue = emptyQueue;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const announce = () => {
      timer = undefined;
      const batch = takeBatch(queue, performance.now(), (count) => t("text.more", { count }));
      queue = batch.queue;
      setLines(batch.lines);
    };
    const unsubscribe = usePlace.subscribe((now, before) => {
      const turns = newlyEndedTurns(before.transcripts, now.transcripts).filter(
        ({ speakerId }) => speakerId !== now.myId && !isMuted(speakerId),
      );
      for (const { speakerId, speakerName: name, text } of turns) {
        const language = now.circles[now.avatars[speakerId]?.circleId ?? ""]?.language;
        queue = enqueue(queue, { text: t("text.said", { name, text }), language });
      }
      if (turns.length > 0) timer ??= setTimeout(announce, waitFor(queue, performance.now()));
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [t]);

  return (
    <div className="only-for-screen-readers" aria-live="polite">
      {lines.map(({ text, language }, index) => (
        <p key={index} lang={language}>
          {text}
        </p>
      ))}
    </div>
  );
}
