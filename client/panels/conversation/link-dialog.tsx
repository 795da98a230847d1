import { useTranslation } from "react-i18next";
import { TextField } from "../parts/field.tsx";
import { Modal } from "../parts/modal.tsx";

/** Shows the link, preselected, to copy by hand where the page may not write to the clipboard (plain http). */
export function LinkDialog({ address, onClose }: { address: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal title={t("circle.copyLink")} onClose={onClose}>
      <TextField
        label={t("circle.copyByHand")}
        value={address}
        readOnly
        autoFocus
        onFocus={({ currentTarget }) => currentTarget.select()}
        onText={() => {}}
      />
    </Modal>
  );
}
