import { useTranslation } from "react-i18next";
import type { Session } from "../../../schema/messages/session.ts";
import type { SessionGroups } from "../../../schema/messages/session-groups.ts";
import { linkToOneSession } from "../session-link.ts";
import style from "../studio.module.css";
import { AddGroup } from "./add-group.tsx";

type GroupListProps = { session: Session; groups: SessionGroups["groups"] };

/** The groups of a session's guide, and the way to plan another. */
export function GroupList({ session: { id, plan }, groups }: GroupListProps) {
  const { t } = useTranslation("studio");
  return (
    <>
      {groups.length > 1 && (
        <ul className={style.list} aria-label={t("groups.title")}>
          {groups.map(({ id: groupId, title, status, said }) => (
            <li key={groupId} className={style.row}>
              <a href={linkToOneSession(groupId, "groups")} aria-current={groupId === id ? "page" : undefined}>
                <strong dir="auto">{title}</strong>
                <span>
                  {t(`status.${status}`)}
                  {said && ` · ${t("groups.people", { count: said.people.participant })}`}
                  {said && ` · ${t("groups.turns", { count: said.turns })}`}
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
      <AddGroup id={id} title={plan.title} count={groups.length} />
    </>
  );
}
