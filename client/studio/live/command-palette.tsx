import { Autocomplete } from "@base-ui/react/autocomplete";
import { useTranslation } from "react-i18next";
import { Modal } from "../../panels/parts/modal.tsx";
import parts from "../../panels/parts/parts.module.css";
import style from "./live.module.css";
import type { StudioAction } from "./studio-action.ts";

type CommandPaletteProps = { actions: StudioAction[]; onClose: () => void };

/** Every action of the studio with its key, found by its name, and done by Enter. */
export function CommandPalette({ actions, onClose }: CommandPaletteProps) {
  const { t } = useTranslation("studio");
  return (
    <Modal title={t("live.palette")} onClose={onClose}>
      <Autocomplete.Root open inline items={actions} itemToStringValue={({ label }) => label} autoHighlight="always">
        <Autocomplete.Input className={`${parts.input} ${style.find}`} aria-label={t("live.paletteFind")} autoFocus />
        <Autocomplete.Empty>
          <p className={style.none}>{t("live.paletteNone")}</p>
        </Autocomplete.Empty>
        <Autocomplete.List className={style.commands}>
          {(action: StudioAction) => (
            <Autocomplete.Item
              key={action.id}
              value={action}
              disabled={action.isOff ?? false}
              className={style.command}
              onClick={() => {
                onClose();
                // Once the list has given the focus back: some actions move it.
                requestAnimationFrame(action.run);
              }}
            >
              <span dir="auto">{action.label}</span>
              <kbd className={parts.key}>{action.keys}</kbd>
            </Autocomplete.Item>
          )}
        </Autocomplete.List>
      </Autocomplete.Root>
    </Modal>
  );
}
