import { useRef } from "react";
import { useFloating } from "../panels/parts/use-covered-world.ts";
import { usePlace } from "../state/place-store.ts";
import style from "./gallery.module.css";

/** A caption is a few lines: of longer turns the latest words. */
const SHOWN_CHARACTERS = 150;

/** Under the stage: who speaks, and their words. Screen readers are read the transcript. */
export function Captions() {
  const circleId = usePlace((view) => view.followedCircleId ?? "");
  const speaker = usePlace((view) => view.transcripts[circleId]?.turns.at(-1)?.speakerName);
  const text = usePlace((view) => view.transcripts[circleId]?.turns.at(-1)?.text) ?? "";
  const language = usePlace((view) => view.circles[circleId]?.language);
  const caption = useRef<HTMLParagraphElement>(null);
  useFloating(caption, text !== "");
  if (speaker === undefined || text === "") return null;
  const isCut = text.length > SHOWN_CHARACTERS;
  return (
    <p ref={caption} className={style.caption} aria-hidden>
      <span className={style.captionLines}>
        <strong dir="auto">{speaker}</strong>{" "}
        <span dir="auto" lang={language}>
          {isCut ? `… ${text.slice(-SHOWN_CHARACTERS).replace(/^\S*\s/, "")}` : text}
        </span>
      </span>
    </p>
  );
}
