import { Tabs } from "@base-ui/react/tabs";
import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { Session } from "../../../schema/messages/session.ts";
import { Questions } from "../../gallery/questions.tsx";
import { VotePanel } from "../../gallery/vote-panel.tsx";
import parts from "../../panels/parts/parts.module.css";
import { useGalleries } from "../../state/gallery.ts";
import { SessionMoney } from "../money/session-money.tsx";
import { Invitations } from "../prepare/invitations.tsx";
import { PeopleList } from "../prepare/people-list.tsx";
import { ProbePanel } from "../probe/probe-panel.tsx";
import { useAct } from "../sessions-api.ts";
import style from "../studio.module.css";
import { BackChannelPanel } from "./back-channel-panel.tsx";
import { RecordList } from "./record-list.tsx";
import { WhisperForm } from "./whisper-form.tsx";

/** A stage pass for whoever asked a question. */
const ON_STAGE_SECONDS = 60;

type SidePanelProps = {
  session: Session;
  /** Where a question to all is written. */
  field: RefObject<HTMLDivElement | null>;
};

/** At the right of the studio: people and record, or what the gallery asks and how it votes. */
export function SidePanel({ session, field }: SidePanelProps) {
  const { t } = useTranslation("studio");
  const { id, circleId } = session;
  const gallery = useGalleries(({ byCircle }) => byCircle[circleId ?? ""]);
  const waiting = gallery?.questions.filter(({ state }) => state === "open").length ?? 0;
  const act = useAct(id);
  const bringOnStage = (userId: string) =>
    act.mutate({
      method: "PUT",
      path: `/people/${encodeURIComponent(userId)}`,
      body: { onStageSeconds: ON_STAGE_SECONDS },
    });
  return (
    <Tabs.Root className={style.column} defaultValue="people">
      <Tabs.List className={parts.tabs}>
        <Tabs.Tab className={parts.tab} value="people">
          {t("people.title")}
        </Tabs.Tab>
        <Tabs.Tab className={parts.tab} value="questions">
          {waiting > 0 ? t("live.questionsWaiting", { count: waiting }) : t("live.questions")}
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel className={style.column} value="people">
        <PeopleList id={id} />
        <ProbePanel id={id} isOver={false} field={field} />
        <WhisperForm session={session} />
        <Invitations id={id} />
        <BackChannelPanel id={id} />
        <SessionMoney session={session} />
        <RecordList id={id} />
      </Tabs.Panel>
      <Tabs.Panel className={style.column} value="questions">
        {act.isError && <p className={style.problem}>{t("live.noStage")}</p>}
        {circleId === null || !gallery ? (
          <p className={style.soft}>{t("live.noCircle")}</p>
        ) : (
          <>
            <VotePanel circle={{ id: circleId, topic: session.plan.topic }} gallery={gallery} as="leader" />
            <Questions circleId={circleId} gallery={gallery} as="leader" onStage={bringOnStage} />
          </>
        )}
      </Tabs.Panel>
    </Tabs.Root>
  );
}
