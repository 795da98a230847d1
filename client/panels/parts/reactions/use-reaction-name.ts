import { useTranslation } from "react-i18next";
import { isDrawn } from "./reaction-shapes.tsx";

/** Names a reaction in words; one that the page does not offer is its own name. */
export function useReactionName(): (emoji: string) => string {
  const { t } = useTranslation();
  return (emoji) => (isDrawn(emoji) ? t(`reaction.${emoji}`) : emoji);
}
