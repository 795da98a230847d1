import { Tabs } from "@base-ui/react/tabs";
import { useTranslation } from "react-i18next";
import parts from "../parts/parts.module.css";
import { BatchesTab } from "./batches-tab.tsx";
import { BillsTab } from "./bills-tab.tsx";
import { CallsTab } from "./calls-tab.tsx";
import { ModelsTab } from "./models-tab.tsx";
import style from "./operator.module.css";
import { PricesTab } from "./prices-tab.tsx";
import { RoutesTab } from "./routes-tab.tsx";

const TABS = {
  models: ModelsTab,
  routes: RoutesTab,
  calls: CallsTab,
  prices: PricesTab,
  bills: BillsTab,
  batches: BatchesTab,
};

/** For who looks after the server: what is configured, how it does, what it costs and why. */
export function OperatorPage() {
  const { t } = useTranslation();
  const tabs = Object.entries(TABS) as [keyof typeof TABS, (typeof TABS)["models"]][];
  return (
    <Tabs.Root defaultValue="models">
      <Tabs.List className={`${parts.tabs} ${style.tabs}`}>
        {tabs.map(([tab]) => (
          <Tabs.Tab key={tab} className={parts.tab} value={tab}>
            {t(`operator.tabs.${tab}`)}
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
