import { useTranslation } from "react-i18next";
import { Button } from "../../panels/parts/button.tsx";
import { openDialog } from "../../state/screen.ts";

/** Opens the dialog that says which model speaks here and how to connect another; for forms that no model could answer. */
export function ConnectModel() {
  const { t } = useTranslation();
  return <Button onClick={() => openDialog({ kind: "voice" })}>{t("voice.connect")}</Button>;
}
