import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { linkToReplay } from "../../state/read-link.ts";
import style from "../studio.module.css";

type ReportViewProps = {
  html: string;
  /** Its replay may be watched here; null or absent: it may not. */
  circleId?: string | null;
};

/** A report that the server has written, with its own styles, which stay inside. */
export function ReportView({ html, circleId = null }: ReportViewProps) {
  const { t } = useTranslation("studio");
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const host = root.current!;
    const shadow = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    const { head, body } = new DOMParser().parseFromString(html, "text/html");
    const replayLink = document.createElement("a");
    replayLink.textContent = t("after.replayTurn");
    shadow.replaceChildren(...head.querySelectorAll("style"), body);
    const follow = (event: Event) => {
      const turn = followLink(shadow, event);
      if (!turn || circleId === null) return;
      replayLink.href = linkToReplay(circleId, turn.id.slice(TURN.length));
      turn.append(replayLink);
    };
    shadow.addEventListener("click", follow);
    return () => shadow.removeEventListener("click", follow);
  }, [html, circleId, t]);
  return <div ref={root} className={style.report} />;
}

/** Marks a turn of the transcript in the report. */
const TURN = "turn-";

/** Its links lead to turns below: the address of the page keeps leading to the page. Answers with the turn that is shown. */
function followLink(shadow: ShadowRoot, event: Event): HTMLElement | null {
  const link = (event.target as Element).closest<HTMLAnchorElement>(`a[href^="#${TURN}"]`);
  const turn = link && shadow.getElementById(link.hash.slice(1));
  if (!turn) return null;
  event.preventDefault();
  turn.scrollIntoView({ block: "center" });
  turn.focus({ preventScroll: true });
  return turn;
}
