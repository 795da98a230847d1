import type { ComponentProps, ReactNode } from "react";
import { Shortcut } from "./shortcut.tsx";
import style from "./parts.module.css";

type ButtonProps = ComponentProps<"button"> & {
  look?: "plain" | "primary" | "quiet" | "danger";
  /** Shown on the button where there is a keyboard. */
  shortcut?: string | undefined;
};

export function Button({ look = "plain", shortcut, className, children, ...props }: ButtonProps) {
  return (
    <button
      type="button"
      aria-keyshortcuts={shortcut}
      {...props}
      className={`${style.button} ${style[look] ?? ""} ${className ?? ""}`}
    >
      {children}
      {shortcut && <Shortcut keys={shortcut} />}
    </button>
  );
}

type IconButtonProps = Omit<ComponentProps<"button">, "aria-label" | "title"> & {
  label: string;
  /** Shown with the label on hover, e.g. "T". */
  shortcut?: string | undefined;
  /** Shows the key in its corner as well, where there is a keyboard. */
  isKeyShown?: boolean;
  /** Shows the label beside the icon where there is room. */
  isNamed?: boolean;
  children: ReactNode;
};

export function IconButton(all: IconButtonProps) {
  const { label, shortcut, isKeyShown = false, isNamed = false, className, children, ...props } = all;
  return (
    <button
      type="button"
      {...props}
      aria-label={label}
      aria-keyshortcuts={shortcut}
      title={shortcut ? `${label} (${shortcut})` : label}
      className={`${style.iconButton} ${className ?? ""}`}
    >
      {children}
      {isKeyShown && shortcut && <Shortcut keys={shortcut} />}
      {isNamed && <span className={style.iconName}>{label}</span>}
    </button>
  );
}
