import Plus from "lucide-react/icons/plus";
import { useTranslation } from "react-i18next";
import type { ItemType } from "../../../schema/messages/outcome.ts";
import { Button } from "../parts/button.tsx";
import { ItemForm } from "./item-form.tsx";
import { useOutcomeScreen } from "./outcome-context.ts";
import style from "./outcome.module.css";

/** A button that becomes a form. */
export function AddItem({ type }: { type: ItemType }) {
  const { t } = useTranslation();
  const { edited, edit, mayCorrect } = useOutcomeScreen();
  if (!mayCorrect) return null;
  if (edited !== null && "add" in edited && edited.add === type)
    return (
      <div className={style.card}>
        <ItemForm kindOfItem={type} item={null} />
      </div>
    );
  return (
    <Button look="quiet" className={style.add} onClick={() => edit({ add: type })}>
      <Plus aria-hidden /> {t(`outcome.add.${type}`)}
    </Button>
  );
}
