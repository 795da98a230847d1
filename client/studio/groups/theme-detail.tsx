import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CommonTheme, ThemeEntry } from "../../../schema/messages/session-groups.ts";
import { linkToConversation } from "../../panels/history/history-link.ts";
import { Button } from "../../panels/parts/button.tsx";
import type { BegunGroup } from "./begun-group.ts";
import style from "./groups.module.css";
import { ThemeNaming } from "./theme-naming.tsx";

type ThemeDetailProps = {
  id: string;
  theme: CommonTheme;
  themes: readonly CommonTheme[];
  groups: readonly BegunGroup[];
  /** Null: all of them, and what the theme is made of. */
  groupId: string | null;
};

/** What was said, word for word, each with the way to its moment. */
export function ThemeDetail({ id, theme, themes, groups, groupId: wanted }: ThemeDetailProps) {
  const { t } = useTranslation("studio");
  const shown = theme.cells.filter(({ groupId, turns }) => turns > 0 && (wanted === null || groupId === wanted));
  return (
    <div className={style.detail}>
      {shown.map(({ groupId, quotations }) => {
        const { title, said } = groups.find((group) => group.id === groupId)!;
        return (
          <section key={groupId}>
            <h5 dir="auto">{title}</h5>
            {quotations.map(({ turnId, speakerName, text }, index) => (
              <blockquote key={index} dir="auto">
                {text}{" "}
                <cite>
                  <a
                    href={linkToConversation(said.circleId!, turnId)}
                    aria-label={t("groups.toTurn", { name: speakerName })}
                  >
                    <bdi>{speakerName}</bdi>
                  </a>
                </cite>
              </blockquote>
            ))}
          </section>
        );
      })}
      {wanted === null && <MadeOf id={id} theme={theme} themes={themes} groups={groups} />}
    </div>
  );
}

/** The themes and codes that are one row here; named together, and set apart. */
function MadeOf({ id, theme, themes, groups }: Omit<ThemeDetailProps, "groupId">) {
  const { t } = useTranslation("studio");
  const [apart, setApart] = useState<string | null>(null);
  const { name, by, entries } = theme;
  const others = themes.filter((each) => each !== theme).map((each) => each.name);
  const titleOf = ({ groupId }: ThemeEntry) => groups.find((group) => group.id === groupId)?.title ?? "";
  return (
    <section>
      <h5>{t("groups.madeOf")}</h5>
      <p className={style.soft}>{t(`groups.by.${by}`)}</p>
      <ul className={style.entries}>
        {entries.map((entry) => (
          <li key={entry.id}>
            <span>
              <bdi>{entry.text}</bdi>{" "}
              <small>
                <bdi>{titleOf(entry)}</bdi> ·{" "}
                {t(entry.kind === "code" ? "groups.code" : `groups.madeBy.${entry.madeBy}`)}
              </small>
            </span>
            {entries.length > 1 && (
              <Button
                aria-expanded={apart === entry.id}
                aria-label={t("groups.apartOf", { name: entry.text, group: titleOf(entry) })}
                onClick={() => setApart(apart === entry.id ? null : entry.id)}
              >
                {t("groups.apart")}
              </Button>
            )}
            {apart === entry.id && (
              <ThemeNaming
                id={id}
                label={t("groups.apartOf", { name: entry.text, group: titleOf(entry) })}
                name={entry.text}
                others={others}
                entryIds={[entry.id]}
                mayUndo={false}
              />
            )}
          </li>
        ))}
      </ul>
      <ThemeNaming
        key={name}
        id={id}
        label={t("groups.nameLabel", { name })}
        name={name}
        others={others}
        entryIds={entries.map((entry) => entry.id)}
        mayUndo={by !== "words"}
      />
    </section>
  );
}
