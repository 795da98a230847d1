import { lazy } from "react";
import { useTranslation } from "react-i18next";
import { loadLabWords, loadStudioWords } from "../../words/start-words.ts";
import type { Page } from "../../state/read-link.ts";
import { closeDialog, closePage, useHasPicture, useScreen } from "../../state/screen.ts";
import { useIsAdmin, useIsFacilitator, useIsOperator } from "../../state/rights.ts";
import { OpenDialog } from "../open-dialog.tsx";
import { Part } from "../overlays/part.tsx";
import { Modal } from "../parts/modal.tsx";
import { Empty, Loading } from "../parts/states.tsx";
import { PageLinks } from "./page-links.tsx";

const UsagePage = lazy(async () => ({ default: (await import("./usage/usage-page.tsx")).UsagePage }));
const BudgetsPage = lazy(async () => ({ default: (await import("./budgets/budgets-page.tsx")).BudgetsPage }));
const OperatorPage = lazy(async () => ({ default: (await import("../operator/operator-page.tsx")).OperatorPage }));
const LibraryPage = lazy(async () => ({ default: (await import("../library/library-page.tsx")).LibraryPage }));
const HistoryPage = lazy(async () => ({ default: (await import("../history/history-page.tsx")).HistoryPage }));
const LabPage = lazy(async () => {
  const [{ LabPage }] = await Promise.all([import("../../lab/lab-page.tsx"), loadLabWords()]);
  return { default: LabPage };
});
const SessionsPage = lazy(async () => {
  const [{ SessionsPage }] = await Promise.all([import("../../studio/sessions-page.tsx"), loadStudioWords()]);
  return { default: SessionsPage };
});
const PeoplePage = lazy(async () => ({ default: (await import("../people/people-page.tsx")).PeoplePage }));

/** Personas, past conversations, the survey lab, usage, budgets, the operator's page and people: shown over the world, each with its own address. */
export function PageDialog({ page }: { page: Page }) {
  const { t } = useTranslation();
  const hasPicture = useHasPicture();
  const isStudio = useScreen((screen) => screen.studio !== null);
  const hasDialog = useScreen((screen) => screen.dialog !== null);
  return (
    <Modal title={t(`pages.${page}`)} isPage isFrame={isStudio} isBeside={isStudio && hasPicture} onClose={closePage}>
      {!isStudio && <PageLinks current={page} />}
      <Part waiting={<Loading lines={8} />} onClose={closePage}>
        <PageContent page={page} />
      </Part>
      {hasDialog && (
        <Part onClose={closeDialog}>
          <OpenDialog />
        </Part>
      )}
    </Modal>
  );
}

function PageContent({ page }: { page: Page }) {
  const { t } = useTranslation();
  const isOperator = useIsOperator();
  const isAdmin = useIsAdmin();
  const isFacilitator = useIsFacilitator();
  switch (page) {
    case "personas":
      return <LibraryPage />;
    case "conversations":
      return <HistoryPage />;
    case "sessions":
      return <SessionsPage />;
    case "lab":
      return isFacilitator ? <LabPage /> : <Empty title={t("lab.closed")}>{t("lab.closedText")}</Empty>;
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
