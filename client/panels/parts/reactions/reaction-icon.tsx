import { isDrawn, REACTION_SHAPES } from "./reaction-shapes.tsx";
import style from "./reaction-icon.module.css";

/**
 * A reaction, the same on every machine, also without a font of emoji; decorative. One that the page does not offer, and a
 * program gave, is the machine's own character.
 */
export const ReactionIcon = ({ emoji }: { emoji: string }) =>
  isDrawn(emoji) ? (
    <svg className={style.icon} viewBox="0 0 24 24" aria-hidden>
      {REACTION_SHAPES[emoji]}
    </svg>
  ) : (
    <span aria-hidden>{emoji}</span>
  );
