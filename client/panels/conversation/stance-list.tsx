import { useTranslation } from "react-i18next";
import type { PersonaStance } from "../../../schema/messages/stance.ts";
import style from "./stance-list.module.css";

/** From this strength on, a stance is firm (as in prompts). */
const FIRM = 0.5;

/** For facilitators: where each persona stands on a topic, and which words moved it (SPEC M7). */
export function StanceList({ stances }: { stances: readonly PersonaStance[] }) {
  const { t } = useTranslation();
  return (
    <section className={style.stances}>
      <h4>{t("stance.title")}</h4>
      {stances.length === 0 && <p className={style.quiet}>{t("stance.none")}</p>}
      <ul>
        {stances.map((stance) => (
          <li key={`${stance.personaId} ${stance.topic}`}>
            <Standing stance={stance} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Standing({ stance }: { stance: PersonaStance }) {
  const { t } = useTranslation();
  const { name, topic, formed, changedBy, moves } = stance;
  const nameOf = ({ position, strength }: Pick<PersonaStance, "position" | "strength">) =>
    t(`stance.${position}${strength > FIRM ? "Firmly" : ""}`);
  return (
    <>
      <p className={style.who}>
        <strong dir="auto">{name}</strong> <span>{nameOf(stance)}</span>
      </p>
      <Scale now={leaningOf(stance)} first={leaningOf(formed)} />
      <p className={style.quiet} dir="auto">
        {topic}
      </p>
      <p className={style.quiet}>{t(`stance.changedBy.${changedBy}`)}</p>
      {moves.length > 0 && (
        <ol>
          {moves.map((move) => (
            <li key={move.turnId}>
              <q dir="auto">{move.words}</q>{" "}
              <span className={style.quiet}>
                {t("stance.movedBy", { name: move.speakerName, stance: nameOf(move) })}
              </span>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

const leaningOf = ({ position, strength }: PersonaStance["formed"]): number =>
  position === "for" ? strength : -strength;
const placeOf = (leaning: number): string => `${50 + leaning * 50}%`;

/** From against, left, to for, right; the ring is where it began. The words beside it say the same. */
function Scale({ now, first }: { now: number; first: number }) {
  return (
    <div className={style.scale} aria-hidden="true">
      <i style={{ insetInlineStart: placeOf(first) }} data-first />
      <i style={{ insetInlineStart: placeOf(now) }} />
    </div>
  );
}
