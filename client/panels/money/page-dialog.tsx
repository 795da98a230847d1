import { lazy } from "react";
import { useTranslation } from "react-i18next";
import { closePage } from "../../state/follow-links.ts";
import type { Page } from "../../state/read-link.ts";
import { useIsAdmin, useIsOperator } from "../../state/rights.ts";
import { Part } from "../overlays/part.tsx";
import { Modal } from "../parts/modal.tsx";
import { Empty, Loading } from "../parts/states.tsx";
import { PageLinks } from "./page-links.tsx";

const UsagePage = lazy(async () => ({ default: (await import("./usage/usage-page.tsx")).UsagePage }));
const BudgetsPage = lazy(async () => ({ default: (await import("./budgets/budgets-page.tsx")).BudgetsPage }));
const OperatorPage = lazy(async () => ({ default: (await import("../operator/operator-page.tsx")).OperatorPage }));
const PeoplePage = lazy(async () => ({ default: (await import("../people/people-page.tsx")).PeoplePage }));

/** Usage, budgets, the operator's page and people: shown over the world, each with its own address. */
export function PageDialog({ page }: { page: Page }) {
  const { t } = useTranslation();
  return (
    <Modal title={t(`pages.${page}`)} isPage onClose={closePage}>
      <PageLinks current={page} />
      <Part waiting={<Loading lines={8} />} onClose={closePage}>
        <PageContent page={page} />
      </Part>
    </Modal>
  );
}

function PageContent({ page }: { page: Page }) {
  const { t } = useTranslation();
  const isOperator = useIsOperator();
  const isAdmin = useIsAdmin();
  switch (page) {
    case "usage":
      return <UsagePage />;
    case "budgets":
      return <BudgetsPage />;
    case "operator":
      return isOperator ? <OperatorPage /> : <Empty title={t("operator.closed")}>{t("operator.closedText")}</Empty>;
    case "people":
      return isAdmin ? <PeoplePage /> : <Empty title={t("admin.closed")}>{t("admin.closedText")}</Empty>;
  }
}
