import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { problemText } from "../../words/problem-text.ts";
import { Button } from "./button.tsx";
import style from "./parts.module.css";

/** An empty state: what this is, and the next step. */
export function Empty({ title, children, actions }: { title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className={style.state}>
      <strong>{title}</strong>
      {children && <p>{children}</p>}
      {actions && <div className={style.stateActions}>{actions}</div>}
    </div>
  );
}

export function Loading({ lines = 4 }: { lines?: number }) {
  const { t } = useTranslation();
  return (
    <div className={style.skeleton} role="status" aria-label={t("loading")}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} />
      ))}
    </div>
  );
}

/** What happened and what to do, without technical details. */
export function Problem({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={style.state} role="alert">
      <strong>{t("problem.title")}</strong>
      <p>{problemText(error, t)}</p>
      {onRetry && (
        <div className={style.stateActions}>
          <Button onClick={onRetry}>{t("tryAgain")}</Button>
        </div>
      )}
    </div>
  );
}
