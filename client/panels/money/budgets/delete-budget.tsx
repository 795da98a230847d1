import Trash from "lucide-react/icons/trash-2";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../parts/button.tsx";

/** Needs two presses, because what it limited is unlimited afterwards. */
export function DeleteBudget({ name, onDelete }: { name: string; onDelete: () => void }) {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  return isAsking ? (
    <>
      <Button look="danger" autoFocus onClick={onDelete}>
        {t("budgets.reallyDelete")}
      </Button>
      <Button onClick={() => setAsking(false)}>{t("cancel")}</Button>
    </>
  ) : (
    <Button look="quiet" aria-label={t("budgets.deleteOf", { name })} onClick={() => setAsking(true)}>
      <Trash /> {t("budgets.delete")}
    </Button>
  );
}
