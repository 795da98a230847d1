import { Tabs } from "@base-ui/react/tabs";
import Play from "lucide-react/icons/play";
import { useTranslation } from "react-i18next";
import type { Session } from "../../../schema/messages/session.ts";
import { StoredGallery } from "../../gallery/stored-gallery.tsx";
import { StoredConversation } from "../../panels/history/past-conversation.tsx";
import parts from "../../panels/parts/parts.module.css";
import { BackChannelPanel } from "../live/back-channel-panel.tsx";
import { RecordList } from "../live/record-list.tsx";
import { linkToReplay } from "../../state/read-link.ts";
import { ProbePanel } from "../probe/probe-panel.tsx";
import { PeopleList } from "../prepare/people-list.tsx";
import { SessionHeader } from "../session-header.tsx";
import { goToSession, useSessionPart } from "../session-link.ts";
import style from "../studio.module.css";
import { CodingTab } from "./coding/coding-tab.tsx";
import { CostsTab } from "./costs-tab.tsx";
import { DataTab } from "./data-tab.tsx";
import { GroupsTab } from "../groups/groups-tab.tsx";
import { Shares } from "./shares.tsx";
import { SessionReport } from "./session-report.tsx";

const TABS = ["report", "transcript", "gallery", "coding", "groups", "data", "costs", "share", "record"] as const;

/** What a session leaves: its report first, then transcript, data and record. */
export function AfterPage({ session }: { session: Session }) {
  const { id, plan, circleId } = session;
  const { t } = useTranslation("studio");
  const part = useSessionPart();
  const tab = TABS.find((name) => name === part) ?? TABS[0];
  return (
    <div className={style.page}>
      <SessionHeader session={session}>
        {circleId !== null && (
          <a className={parts.button} href={linkToReplay(circleId, null)}>
            <Play aria-hidden /> {t("after.replay")}
          </a>
        )}
      </SessionHeader>
      <Tabs.Root className={style.afterTabs} value={tab} onValueChange={(name) => goToSession(id, String(name))}>
        <Tabs.List className={parts.tabs}>
          {TABS.map((name) => (
            <Tabs.Tab key={name} className={parts.tab} value={name}>
              {t(`after.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="report">
          <SessionReport id={id} circleId={circleId} />
        </Tabs.Panel>
        <Tabs.Panel value="transcript">{circleId !== null && <StoredConversation circleId={circleId} />}</Tabs.Panel>
        <Tabs.Panel value="gallery">
          {circleId !== null && <StoredGallery circleId={circleId} topic={plan.topic} />}
        </Tabs.Panel>
        <Tabs.Panel value="coding">
          <CodingTab id={id} />
        </Tabs.Panel>
        <Tabs.Panel value="groups">
          <GroupsTab session={session} />
        </Tabs.Panel>
        <Tabs.Panel value="data">
          <DataTab id={id} />
        </Tabs.Panel>
        <Tabs.Panel value="costs">{circleId !== null && <CostsTab circleId={circleId} />}</Tabs.Panel>
        <Tabs.Panel value="share">
          <Shares id={id} />
        </Tabs.Panel>
        <Tabs.Panel value="record" className={style.form}>
          <PeopleList id={id} isOver />
          <ProbePanel id={id} isOver />
          <BackChannelPanel id={id} />
          <RecordList id={id} />
        </Tabs.Panel>
      </Tabs.Root>
    </div>
  );
}
