import { lazy } from "react";
import { useTranslation } from "react-i18next";
import { useIsFacilitator } from "../../state/rights.ts";
import { loadLabWords, loadStudioWords } from "../../words/start-words.ts";
import { Part } from "../overlays/part.tsx";
import { Loading } from "../parts/states.tsx";
import { TabbedPage } from "../parts/tabbed-page.tsx";
import { ConversationList } from "./conversation-list.tsx";
import { useConversationId } from "./history-link.ts";
import { PastConversation } from "./past-conversation.tsx";

const SessionList = lazy(async () => {
  const [list] = await Promise.all([import("../../studio/session-list.tsx"), loadStudioWords()]);
  return { default: list.SessionList };
});
const SurveyList = lazy(async () => {
  const [list] = await Promise.all([import("../../lab/surveys/survey-list.tsx"), loadLabWords()]);
  return { default: list.SurveyList };
});

const TABS = {
  conversations: ConversationList,
  sessions: () => (
    <Part waiting={<Loading lines={6} />}>
      <SessionList />
    </Part>
  ),
};
/** Of those who may open the lab. */
const FACILITATOR_TABS = {
  ...TABS,
  surveys: () => (
    <Part waiting={<Loading lines={6} />}>
      <SurveyList />
    </Part>
  ),
};

/**
 * What this person takes part in and made: conversations, sessions, surveys; or the conversation that the address names, with
 * its outcome (SPEC C2, C8).
 */
export function HistoryPage() {
  const { t } = useTranslation();
  const circleId = useConversationId();
  const tabs: Partial<typeof FACILITATOR_TABS> & typeof TABS = useIsFacilitator() ? FACILITATOR_TABS : TABS;
  if (circleId !== null) return <PastConversation key={circleId} circleId={circleId} />;
  return <TabbedPage tabs={tabs as typeof FACILITATOR_TABS} titleOf={(tab) => t(`history.tabs.${tab}`)} />;
}
