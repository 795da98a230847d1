import { lazy, type ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { Part } from "../panels/overlays/part.tsx";
import { Loading } from "../panels/parts/states.tsx";
import { TabbedPage } from "../panels/parts/tabbed-page.tsx";
import { goToLab, useLabTab, type LabTab } from "./lab-link.ts";

const SurveysTab = lazy(async () => ({ default: (await import("./surveys/surveys-tab.tsx")).SurveysTab }));
const RespondentsTab = lazy(async () => ({
  default: (await import("./respondents/respondents-tab.tsx")).RespondentsTab,
}));
const TargetsTab = lazy(async () => ({ default: (await import("./targets/targets-tab.tsx")).TargetsTab }));
const RunsTab = lazy(async () => ({ default: (await import("./runs/runs-tab.tsx")).RunsTab }));

const TABS: Record<LabTab, ComponentType> = {
  surveys: () => inPart(SurveysTab),
  respondents: () => inPart(RespondentsTab),
  targets: () => inPart(TargetsTab),
  runs: () => inPart(RunsTab),
};

/** For facilitators: surveys, the virtual respondents that answer them, and whom they should stand for (SPEC S). */
export function LabPage() {
  const { t } = useTranslation("lab");
  return <TabbedPage tabs={TABS} titleOf={(tab) => t(`tabs.${tab}`)} shown={useLabTab()} onShow={goToLab} />;
}

/** Each tab is fetched, and fails, by itself. */
const inPart = (Tab: ComponentType) => (
  <Part waiting={<Loading lines={6} />}>
    <Tab />
  </Part>
);
