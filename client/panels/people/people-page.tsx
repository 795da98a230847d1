import { Tabs } from "@base-ui/react/tabs";
import { useTranslation } from "react-i18next";
import parts from "../parts/parts.module.css";
import { AuditTab } from "./audit-tab.tsx";
import { EverybodyTab } from "./everybody-tab.tsx";
import { LinksTab } from "./links-tab.tsx";
import style from "./people.module.css";

const TABS = { everybody: EverybodyTab, links: LinksTab, done: AuditTab };

/** For admins: who is here and may do what, links that invite, and what was done about it (SPEC A1, A4, A6). */
export function PeoplePage() {
  const { t } = useTranslation();
  const tabs = Object.entries(TABS) as [keyof typeof TABS, (typeof TABS)["everybody"]][];
  return (
    <Tabs.Root defaultValue="everybody">
      <Tabs.List className={`${parts.tabs} ${style.tabs}`}>
        {tabs.map(([tab]) => (
          <Tabs.Tab key={tab} className={parts.tab} value={tab}>
            {t(`admin.tabs.${tab}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(([tab, Content]) => (
        <Tabs.Panel key={tab} className={style.panel} value={tab}>
          <Content />
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  );
}
