import { Menu } from "@base-ui/react/menu";
import Download from "lucide-react/icons/download";
import { useState } from "react";
import edges from "../edges/edges.module.css";
import { IconButton } from "./button.tsx";
import style from "./parts.module.css";

type SaveMenuProps<Format extends string> = {
  label: string;
  formats: readonly Format[];
  nameOf(format: Format): string;
  save(format: Format): Promise<void>;
  /** Shown when a file could not be made. */
  problem: string;
};

/** Saves a thing as a file, in one of several formats. */
export function SaveMenu<Format extends string>({ label, formats, nameOf, save, problem }: SaveMenuProps<Format>) {
  const [isBroken, setIsBroken] = useState(false);
  const saveAs = (format: Format) => {
    setIsBroken(false);
    save(format).catch(() => setIsBroken(true));
  };
  return (
    <>
      <Menu.Root>
        <Menu.Trigger
          render={
            <IconButton label={label}>
              <Download />
            </IconButton>
          }
        />
        <Menu.Portal>
          <Menu.Positioner sideOffset={6} className={edges.menuPosition}>
            <Menu.Popup className={edges.menu}>
              {formats.map((format) => (
                <Menu.Item key={format} className={edges.menuItem} onClick={() => saveAs(format)}>
                  {nameOf(format)}
                </Menu.Item>
              ))}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      {isBroken && (
        <p className={style.problem} role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
