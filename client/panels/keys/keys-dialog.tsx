import { useTranslation } from "react-i18next";
import { baseAddress } from "../../state/base-address.ts";
import { Modal } from "../parts/modal.tsx";
import style from "./keys.module.css";

const KEYS = [
  { id: "walk", keys: ["W", "A", "S", "D"] },
  { id: "run", keys: ["Shift"] },
  { id: "click", keys: [] },
  { id: "turn", keys: [] },
  { id: "act", keys: ["E"] },
  { id: "write", keys: ["Enter"] },
  { id: "back", keys: ["Esc"] },
  { id: "text", keys: ["T"] },
  { id: "people", keys: ["P"] },
  { id: "map", keys: ["M"] },
  { id: "help", keys: ["?"] },
] as const;

export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal title={t("keys.title")} onClose={onClose}>
      <dl className={style.keys}>
        {KEYS.map(({ id, keys }) => (
          <div key={id}>
            <dt>
              {keys.length > 0
                ? keys.map((key) => <kbd key={key}>{key}</kbd>)
                : t(`keys.${id === "click" ? "mouse" : "drag"}`)}
            </dt>
            <dd>{t(`keys.${id}`)}</dd>
          </div>
        ))}
      </dl>
      <p className={style.touch}>{t("keys.touch")}</p>
      <p>
        <a href={`${baseAddress()}api/docs`} target="_blank" rel="noopener">
          {t("keys.api")}
        </a>
      </p>
    </Modal>
  );
}
