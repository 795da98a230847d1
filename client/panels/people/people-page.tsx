import { useTranslation } from "react-i18next";
import { TabbedPage } from "../parts/tabbed-page.tsx";
import { AuditTab } from "./audit-tab.tsx";
import { EverybodyTab } from "./everybody-tab.tsx";
import { LinksTab } from "./links-tab.tsx";
import { ReportsTab } from "./reports-tab.tsx";
import style from "./people.module.css";

const TABS = { everybody: EverybodyTab, reports: ReportsTab, links: LinksTab, done: AuditTab };

/** For admins: people and their roles, what was reported, join links and the audit log (SPEC A1, A4, A6). */
export function PeoplePage() {
  const { t } = useTranslation();
  return <TabbedPage tabs={TABS} titleOf={(tab) => t(`admin.tabs.${tab}`)} className={style.page} />;
}
