import type { ComponentProps, ReactNode } from "react";
import style from "./parts.module.css";

type ButtonProps = ComponentProps<"button"> & { look?: "plain" | "primary" | "quiet" | "danger" };

export function Button({ look = "plain", className, ...props }: ButtonProps) {
  return <button type="button" {...props} className={`${style.button} ${style[look] ?? ""} ${className ?? ""}`} />;
}

type IconButtonProps = Omit<ComponentProps<"button">, "aria-label" | "title"> & {
  label: string;
  /** Shown with the label on hover, e.g. "T". */
  shortcut?: string;
  /** Shows the label beside the icon where there is room. */
  isNamed?: boolean;
  children: ReactNode;
};

export function IconButton({ label, shortcut, isNamed = false, className, children, ...props }: IconButtonProps) {
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
      {isNamed && <span className={style.iconName}>{label}</span>}
    </button>
  );
}
