import { Menu } from "@base-ui/react/menu";
import { useMutation } from "@tanstack/react-query";
import Download from "lucide-react/icons/download";
import { useTranslation } from "react-i18next";
import edges from "../edges/edges.module.css";
import { IconButton } from "./button.tsx";
import style from "./parts.module.css";
import { Saving } from "./saving.tsx";

type SaveMenuProps<Format extends string> = {
  label: string;
  formats: readonly Format[];
  nameOf(format: Format): string;
  save(format: Format): Promise<void>;
  /** Shown when a file could not be made. */
  problemOf(error: unknown): string;
};

/** Saves a thing as a file, in one of several formats. */
export function SaveMenu<Format extends string>({ label, formats, nameOf, save, problemOf }: SaveMenuProps<Format>) {
  const { t } = useTranslation();
  const { mutate, isPending, isError, error } = useMutation({ mutationFn: save });
  return (
    <>
      <Menu.Root>
        <Menu.Trigger
          render={
            <IconButton label={label} disabled={isPending}>
              <Download />
            </IconButton>
          }
        />
        <Menu.Portal>
          <Menu.Positioner sideOffset={6} className={edges.menuPosition}>
            <Menu.Popup className={edges.menu}>
              {formats.map((format) => (
                <Menu.Item key={format} className={edges.menuItem} onClick={() => mutate(format)}>
                  {nameOf(format)}
                </Menu.Item>
              ))}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      {isPending && <Saving>{t("saving")}</Saving>}
      {isError && (
        <p className={style.problem} role="alert">
          {problemOf(error)}
        </p>
      )}
    </>
  );
}
