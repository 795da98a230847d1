import { Dialog } from "@base-ui/react/dialog";
import X from "lucide-react/icons/x";
import { useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "./button.tsx";
import style from "./parts.module.css";

type ModalProps = {
  title: string;
  isWide?: boolean;
  /** As large as the window allows. */
  isPage?: boolean;
  /**
   * Fills the window, and what it shows lays itself out there; without a veil, so that it may leave the page a window. Esc
   * does not close it.
   */
  isFrame?: boolean;
  /** The page beside it is used meanwhile. */
  isBeside?: boolean;
  /** Keeps its buttons in place while its content changes (tabs). */
  isSteady?: boolean;
  /** Buttons at the foot, primary last. */
  actions?: ReactNode;
  /** Called on Esc, the close button and a press outside. */
  onClose: () => void;
  children: ReactNode;
};

/** A dialog over the world; on a phone a bottom sheet. Focus returns to where it was. */
export function Modal({
  title,
  isWide = false,
  isPage = false,
  isFrame = false,
  isBeside = false,
  isSteady = false,
  actions,
  onClose,
  children,
}: ModalProps) {
  const { t } = useTranslation();
  const popup = useRef<HTMLDivElement>(null);
  // Looked for now: a field that takes the focus has it before the dialog asks who had it.
  const [opener] = useState(() => document.activeElement as HTMLElement | null);
  const giveFocusBack = () => {
    const { activeElement } = document;
    const isHere = activeElement === document.body || popup.current?.contains(activeElement) === true;
    return isHere && (opener?.isConnected ? opener : true);
  };
  return (
    <Dialog.Root
      open
      modal={!isBeside}
      disablePointerDismissal={isFrame}
      onOpenChange={(_, { reason }) => (isFrame && reason === "escape-key") || onClose()}
    >
      <Dialog.Portal>
        {!isFrame && <Dialog.Backdrop className={style.backdrop} forceRender />}
        <Dialog.Popup
          ref={popup}
          finalFocus={giveFocusBack}
          className={style.popup}
          data-wide={isWide || undefined}
          data-page={isPage || undefined}
          data-frame={isFrame || undefined}
          data-steady={isSteady || undefined}
        >
          <div className={style.popupHead}>
            <Dialog.Title className={style.popupTitle} dir="auto">
              {title}
            </Dialog.Title>
            <Dialog.Close
              render={
                <IconButton label={t("close")} {...(!isFrame && { shortcut: "Escape" })}>
                  <X />
                </IconButton>
              }
            />
          </div>
          {/* A scrollable region must be focusable by keyboard. */}
          <div className={style.popupBody} tabIndex={isFrame ? -1 : 0}>
            {children}
          </div>
          {actions && <div className={style.popupFoot}>{actions}</div>}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
