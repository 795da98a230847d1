import { Component, Suspense, type ReactNode } from "react";
import i18next from "i18next";
import { Button } from "../parts/button.tsx";
import style from "./overlays.module.css";

type PartProps = {
  /** Shown while it is fetched. */
  waiting?: ReactNode;
  /** Makes an optional part closable. */
  onClose?: () => void;
  children: ReactNode;
};

/** A lazily loaded part of the page. When loading fails, or it crashes, everything around it keeps working. */
export class Part extends Component<PartProps, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    const { waiting, onClose, children } = this.props;
    if (!this.state.isBroken) return <Suspense fallback={waiting}>{children}</Suspense>;
    return (
      <section className={`${style.card} ${style.part}`} role="alert">
        <h2>{i18next.t("problem.part")}</h2>
        <p>{i18next.t("problem.partText")}</p>
        <div className={style.actions}>
          <Button look="primary" onClick={() => location.reload()}>
            {i18next.t("problem.reload")}
          </Button>
          {onClose && <Button onClick={onClose}>{i18next.t("close")}</Button>}
        </div>
      </section>
    );
  }
}
