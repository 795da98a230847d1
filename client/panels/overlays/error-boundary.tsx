import { Component, type ReactNode } from "react";
import i18next from "i18next";
import { Button } from "../parts/button.tsx";
import style from "./overlays.module.css";

/** Shown when a screen crashes: what happened, what was kept, and how to get back. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    if (!this.state.isBroken) return this.props.children;
    return (
      <div className={style.veil}>
        <section className={style.card} role="alert">
          <h2>{i18next.t("problem.broken")}</h2>
          <p>{i18next.t("problem.brokenText")}</p>
          <div className={style.actions}>
            <Button look="primary" onClick={() => location.reload()}>
              {i18next.t("problem.reload")}
            </Button>
          </div>
        </section>
      </div>
    );
  }
}
