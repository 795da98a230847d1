import { Component, Suspense, type ReactNode } from "react";
import i18next from "i18next";
import { Button } from "../parts/button.tsx";
import style from "./overlays.module.css";

type PartProps = {
  /** While it is fetched. */
  waiting?: ReactNode;
  /** Lets it be put away, where one can do without it. */
  onClose?: () => void;
  children: ReactNode;
};

/** A part of the page that is fetched when it is wanted. When that fails, or it breaks, everything around it goes on. */
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
