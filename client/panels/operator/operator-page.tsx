import { useTranslation } from "react-i18next";
import { TabbedPage } from "../parts/tabbed-page.tsx";
import { BatchesTab } from "./batches-tab.tsx";
import { BillsTab } from "./bills-tab.tsx";
import { CallsTab } from "./calls-tab.tsx";
import { JobsTab } from "./jobs-tab.tsx";
import { LimitsTab } from "./limits-tab.tsx";
import { ModelsTab } from "./models-tab.tsx";
import { PricesTab } from "./prices-tab.tsx";
import { RoutesTab } from "./routes-tab.tsx";
import { StorageTab } from "./storage-tab.tsx";

const TABS = {
  models: ModelsTab,
  routes: RoutesTab,
  limits: LimitsTab,
  calls: CallsTab,
  prices: PricesTab,
  bills: BillsTab,
  batches: BatchesTab,
  jobs: JobsTab,
  storage: StorageTab,
};

/** For operators: what is configured, its health, what it costs and why. */
export function OperatorPage() {
  const { t } = useTranslation();
  return <TabbedPage tabs={TABS} titleOf={(tab) => t(`operator.tabs.${tab}`)} />;
}
