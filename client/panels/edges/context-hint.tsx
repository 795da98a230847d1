import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { actOnHint } from "../../state/act-on-hint.ts";
import { usePlace } from "../../state/place-store.ts";
import { inPageLanguage } from "../../words/page-language.ts";
import { useFloating } from "../parts/use-covered-world.ts";
import style from "./edges.module.css";

/** What `E` does now, as one big button (for touch). */
export function ContextHint() {
  const { t } = useTranslation();
  const hint = usePlace((view) => view.hint);
  const isVisitor = usePlace((view) => view.role === "visitor");
  const button = useRef<HTMLButtonElement>(null);
  useFloating(button, hint !== null && isVisitor);
  if (hint === null || !isVisitor) return null;
  const words =
    hint.kind === "join-circle"
      ? t("hint.joinCircle", { topic: hint.topic || t("circle.privateTopic") })
      : hint.kind === "talk"
        ? t("hint.talk", { name: hint.name })
        : t("hint.enterPortal", { title: inPageLanguage(hint.title) });
  return (
    <button ref={button} type="button" className={style.hint} aria-keyshortcuts="E" onClick={() => actOnHint(hint)}>
      <kbd aria-hidden>E</kbd>
      <span dir="auto">{words}</span>
    </button>
  );
}
