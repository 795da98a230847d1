import { useTranslation } from "react-i18next";
import { TabbedPage } from "../parts/tabbed-page.tsx";
import { BriefTab } from "./brief-tab.tsx";
import { EffectivenessTab } from "./effectiveness-tab.tsx";
import { ImportTab } from "./import-tab.tsx";
import style from "./library.module.css";
import { LibraryTab } from "./library-tab.tsx";
import { MineTab } from "./mine-tab.tsx";

const TABS = {
  library: LibraryTab,
  mine: MineTab,
  brief: BriefTab,
  import: ImportTab,
  effectiveness: EffectivenessTab,
};

/** Personas at large: those that people published, one's own, and those from files (SPEC M2). */
export function LibraryPage() {
  const { t } = useTranslation();
  return <TabbedPage tabs={TABS} titleOf={(tab) => t(`library.tabs.${tab}`)} className={style.page} />;
}
