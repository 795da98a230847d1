import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ConversationCharacter } from "../../../schema/messages/conversation.ts";
import { callApi } from "../../state/call-api.ts";
import { useIsFacilitator } from "../../state/rights.ts";
import { StanceList } from "./stance-list.tsx";
import style from "./conversation.module.css";

const POLLING_MS = 15_000;
/** Below it, a persona's turns are no closer to its own than to those of others. */
const DISTINCT = 0.02;

/** For facilitators: whether the personas of a circle stay themselves (SPEC M7). */
export function TalkCharacter({ circleId }: { circleId: string }) {
  return useIsFacilitator() ? <Figures circleId={circleId} /> : null;
}

function Figures({ circleId }: { circleId: string }) {
  const { t, i18n } = useTranslation();
  const character = useQuery({
    queryKey: ["character", circleId],
    queryFn: ({ signal }) =>
      callApi(`conversations/${encodeURIComponent(circleId)}/character`, {
        signal,
        read: (answer) => ConversationCharacter.parse(answer),
      }),
    refetchInterval: POLLING_MS,
  });
  if (!character.data) return null;
  const { agreement, agreementDrift, nearRepeats, homogenisation, personas, stances } = character.data;
  const percent = new Intl.NumberFormat(i18n.language, { style: "percent" });
  const signed = new Intl.NumberFormat(i18n.language, { style: "percent", signDisplay: "exceptZero" });
  const figures = [
    [t("character.agreement"), agreement, percent],
    [t("character.agreementDrift"), agreementDrift, signed],
    [t("character.nearRepeats"), nearRepeats, percent],
    [t("character.homogenisation"), homogenisation, signed],
  ] as const;
  return (
    <details className={style.character}>
      <summary>{t("character.title")}</summary>
      <dl>
        {figures.map(([name, value, format]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value === null ? t("character.tooEarly") : format.format(value)}</dd>
          </div>
        ))}
        {personas.map(({ personaId, name, distinctness }) => (
          <div key={personaId}>
            <dt dir="auto">{name}</dt>
            <dd>
              {t(
                distinctness === null
                  ? "character.tooEarly"
                  : distinctness >= DISTINCT
                    ? "character.distinct"
                    : "character.likeOthers",
              )}
            </dd>
          </div>
        ))}
      </dl>
      <StanceList stances={stances} />
    </details>
  );
}
