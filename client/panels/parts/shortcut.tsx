import style from "./parts.module.css";

/**
 * The key that does what a button does, on the button; `keys` as ARIA names them, the first of several. Screen readers get
 * `aria-keyshortcuts`. The style sheet writes it: a text would have to be part of the button's name.
 */
export const Shortcut = ({ keys }: { keys: string }) => (
  <kbd aria-hidden className={`${style.key} ${style.shortcut}`} data-key={keys.split(" ")[0]!.replace("Shift+", "⇧")} />
);
