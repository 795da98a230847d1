import { useTranslation } from "react-i18next";
import { Button } from "../../panels/parts/button.tsx";
import { openDialog } from "../../state/screen.ts";

/** Where nothing can be asked because no model answers: which one speaks here, and how another is connected. */
export function ConnectModel() {
  const { t } = useTranslation();
  return <Button onClick={() => openDialog({ kind: "voice" })}>{t("voice.connect")}</Button>;
}
