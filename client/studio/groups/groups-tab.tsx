import { useTranslation } from "react-i18next";
import type { Session } from "../../../schema/messages/session.ts";
import type { SessionGroups } from "../../../schema/messages/session-groups.ts";
import { Empty, Loading, Problem } from "../../panels/parts/states.tsx";
import studio from "../studio.module.css";
import { AskGroups } from "./ask-groups.tsx";
import { CommonQuestions } from "./common-questions.tsx";
import { GatherThemes } from "./gather-themes.tsx";
import { GroupList } from "./group-list.tsx";
import { useGroups } from "./groups-api.ts";
import style from "./groups.module.css";
import { SaveGroups } from "./save-groups.tsx";
import { SharesTable } from "./shares-table.tsx";
import { ThemeMatrix } from "./theme-matrix.tsx";

/** The groups of a guide side by side: what came up where, who spoke how much, what all were asked (SPEC C9). */
export function GroupsTab({ session }: { session: Session }) {
  const { t } = useTranslation("studio");
  const { id } = session;
  const groups = useGroups(id);
  if (groups.isPending) return <Loading lines={8} />;
  if (groups.isError) return <Problem error={groups.error} onRetry={() => void groups.refetch()} />;
  return (
    <div className={style.tab}>
      {groups.data.groups.length === 1 && <Empty title={t("groups.alone")}>{t("groups.aloneText")}</Empty>}
      <GroupList session={session} groups={groups.data.groups} />
      {groups.data.groups.length > 1 && <SideBySide id={id} found={groups.data} />}
    </div>
  );
}

function SideBySide({ id, found }: { id: string; found: SessionGroups }) {
  const { t } = useTranslation("studio");
  const begun = found.groups.flatMap(({ said, ...group }) => (said ? [{ ...group, said }] : []));
  return (
    <>
      <AskGroups id={id} groups={found.groups} />
      <SaveGroups id={id} />
      <h4>{t("groups.themes")}</h4>
      {found.themes.length === 0 ? (
        <p className={studio.soft}>{t("groups.noThemes")}</p>
      ) : (
        <>
          <p className={studio.soft}>{t("groups.themesHint")}</p>
          <GatherThemes id={id} />
          <ThemeMatrix id={id} themes={found.themes} groups={begun} />
        </>
      )}
      <h4>{t("groups.shares")}</h4>
      <SharesTable groups={begun} />
      {found.questions.length > 0 && <CommonQuestions questions={found.questions} groups={begun} />}
    </>
  );
}
