import { Fragment, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CommonTheme } from "../../../schema/messages/session-groups.ts";
import { widthOf, type BegunGroup } from "./begun-group.ts";
import style from "./groups.module.css";
import { ThemeDetail } from "./theme-detail.tsx";

type ThemeMatrixProps = { id: string; themes: readonly CommonTheme[]; groups: readonly BegunGroup[] };
/** A theme in one group; or in all, with what it is made of. */
type Opened = { theme: CommonTheme; groupId: string | null };

/** How often each theme came up in each group. A number, or a theme, opens the words behind it. */
export function ThemeMatrix({ id, themes, groups }: ThemeMatrixProps) {
  const { t } = useTranslation("studio");
  const [opened, setOpened] = useState<{ key: string; groupId: string | null } | null>(null);
  const most = Math.max(...themes.flatMap(({ cells }) => cells.map(({ share }) => share)));
  const press = ({ theme, groupId }: Opened) => {
    const key = keyOf(theme);
    setOpened((now) => (now?.key === key && now.groupId === groupId ? null : { key, groupId }));
  };
  return (
    <div className={style.scroll} role="region" aria-label={t("groups.themes")} tabIndex={0}>
      <table className={style.matrix} style={widthOf(groups)}>
        <caption className="only-for-screen-readers">{t("groups.caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("groups.theme")}</th>
            {groups.map(({ id: groupId, title }) => (
              <th key={groupId} scope="col" dir="auto">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {themes.map((theme) => {
            const isOpen = opened?.key === keyOf(theme);
            return (
              <Fragment key={keyOf(theme)}>
                <Row
                  theme={theme}
                  groups={groups}
                  most={most}
                  groupId={isOpen ? opened.groupId : undefined}
                  onPress={press}
                />
                {isOpen && (
                  <tr>
                    <td colSpan={groups.length + 1} className={style.opened}>
                      <ThemeDetail id={id} theme={theme} themes={themes} groups={groups} groupId={opened.groupId} />
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Its name may change, and so may its place. */
const keyOf = ({ entries }: CommonTheme): string => entries[0]!.id;

type RowProps = {
  theme: CommonTheme;
  groups: readonly BegunGroup[];
  most: number;
  /** What of it is open; undefined: nothing. */
  groupId: string | null | undefined;
  onPress: (opened: Opened) => void;
};

function Row({ theme, groups, most, groupId: open, onPress }: RowProps) {
  const { t } = useTranslation("studio");
  const { name, cells } = theme;
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          className={style.name}
          aria-expanded={open === null}
          dir="auto"
          onClick={() => onPress({ theme, groupId: null })}
        >
          {name}
        </button>
      </th>
      {cells.map(({ groupId, turns, share }, place) => (
        <td key={groupId}>
          {turns === 0 ? (
            <span className={style.none}>0</span>
          ) : (
            <button
              type="button"
              className={style.cell}
              aria-expanded={open === groupId}
              onClick={() => onPress({ theme, groupId })}
            >
              <Dot share={share / most} />
              <span>
                {t("groups.turnsOf", { count: turns, all: groups[place]!.said.turns })}
                <span className="only-for-screen-readers">
                  {" "}
                  {t("groups.cell", { name, group: groups[place]!.title })}
                </span>
              </span>
            </button>
          )}
        </td>
      ))}
    </tr>
  );
}

/** Its area is the share. */
const Dot = ({ share }: { share: number }) => (
  <svg className={style.dot} viewBox="-1 -1 2 2" aria-hidden="true">
    <circle r={Math.sqrt(share)} />
  </svg>
);
