import { useTranslation } from "react-i18next";
import type { SpeakerShare } from "../../../schema/messages/session-results.ts";
import { formatShare, widthOf, type BegunGroup } from "./begun-group.ts";
import style from "./groups.module.css";

/** Who spoke how much in each group: people and personas together, then each; who spoke in several has one row. */
export function SharesTable({ groups }: { groups: readonly BegunGroup[] }) {
  const { t } = useTranslation("studio");
  const everybody = new Map(groups.flatMap(({ said }) => said.speakers.map((speaker) => [speaker.id, speaker])));
  const sumOf = (kind: SpeakerShare["kind"], { said }: BegunGroup) =>
    said.speakers.filter((speaker) => speaker.kind === kind).reduce((sum, { share }) => sum + share, 0);
  const shareOf = (id: string, { said }: BegunGroup) =>
    said.speakers.find((speaker) => speaker.id === id)?.share ?? null;
  return (
    <div className={style.scroll} role="region" aria-label={t("groups.shares")} tabIndex={0}>
      <table className={style.matrix} style={widthOf(groups)}>
        <caption className="only-for-screen-readers">{t("groups.sharesCaption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("groups.speaker")}</th>
            {groups.map(({ id, title }) => (
              <th key={id} scope="col" dir="auto">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(["person", "persona"] as const).map((kind) => (
            <tr key={kind} className={style.sum}>
              <th scope="row">{t(`groups.all.${kind}`)}</th>
              {groups.map((group) => (
                <Share key={group.id} share={sumOf(kind, group)} kind={kind} />
              ))}
            </tr>
          ))}
          {[...everybody.values()].map(({ id, name, kind }) => (
            <tr key={id}>
              <th scope="row">
                <bdi>{name}</bdi> {kind === "persona" && <small>{t("groups.persona")}</small>}
              </th>
              {groups.map((group) => (
                <Share key={group.id} share={shareOf(id, group)} kind={kind} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type ShareProps = {
  /** Null: they did not speak in it. */
  share: number | null;
  kind: SpeakerShare["kind"];
};

function Share({ share, kind }: ShareProps) {
  const { i18n } = useTranslation();
  if (share === null) return <td className={style.none}>–</td>;
  return (
    <td>
      <span
        className={style.bar}
        data-simulated={kind === "persona" || undefined}
        style={{ inlineSize: `${share * 100}%` }}
      />
      {formatShare(share, i18n.language)}
    </td>
  );
}
