import Check from "lucide-react/icons/check";
import type { TFunction } from "i18next";
import { memo, useDeferredValue, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Persona } from "../../../schema/messages/persona.ts";
import { suggestPanel, type Suggestion } from "../../../schema/rules/suggest-panel.ts";
import type { AvatarSnapshot } from "../../net/place-snapshot.ts";
import { tryIntent } from "../../state/intents.ts";
import { usePlace, type PlaceView } from "../../state/place-store.ts";
import { TurnsEstimate } from "../money/turns-estimate.tsx";
import { showTraitName } from "../../words/trait-name.ts";
import { Button } from "../parts/button.tsx";
import { MaskChip } from "../parts/mask-chip.tsx";
import { Modal } from "../parts/modal.tsx";
import parts from "../parts/parts.module.css";
import { Empty } from "../parts/states.tsx";
import { useAllPersonas } from "../personas/personas-api.ts";
import style from "./circles.module.css";
import { findPersonas, type Invitable } from "./find-personas.ts";

const MOST_TRAITS = 3;

/** Shows who the personas are and whether they are free, and invites them; suggests three who would disagree. */
export function InviteDialog({ circleId, onClose }: { circleId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [query, setQuery] = useState("");
  const wanted = useDeferredValue(query);
  const avatars = usePlace((view) => view.avatars);
  // Until it arrives, names and traits suffice: the place's state has them.
  const { data: known } = useAllPersonas();
  const suggestions = useSuggestions(circleId, known);
  const here = Object.values(avatars)
    .filter((avatar) => avatar.kind === "persona")
    .map((avatar) => ({ name: avatar.name, avatar, persona: known?.get(avatar.id) }));
  const suggested = wanted === "" ? suggestions.filter(({ personaId }) => avatars[personaId]) : [];
  const found = findPersonas(here, wanted).filter(
    ({ avatar }) => !suggested.some(({ personaId }) => personaId === avatar.id),
  );
  return (
    <Modal
      title={t("invite.title")}
      onClose={onClose}
      isSteady
      actions={
        <Button look="primary" onClick={onClose}>
          {t("done")}
        </Button>
      }
    >
      <TurnsEstimate circleId={circleId} />
      <input
        className={parts.input}
        type="search"
        dir="auto"
        value={query}
        placeholder={t("invite.find")}
        aria-label={t("invite.find")}
        onChange={(event) => setQuery(event.target.value)}
      />
      <p className="only-for-screen-readers" role="status">
        {wanted !== "" && t("count.personas", { count: found.length })}
      </p>
      {suggested.length > 0 && (
        <section className={style.suggested} aria-labelledby="suggested">
          <h3 id="suggested">{t("invite.suggested")}</h3>
          <ul className={style.invitees}>
            {suggested.map(({ personaId, ...why }) => (
              <Invitee
                key={personaId}
                avatar={avatars[personaId]!}
                persona={known?.get(personaId)}
                why={describeReason(why, t)}
                circleId={circleId}
              />
            ))}
          </ul>
          <h3>{t("invite.everybody")}</h3>
        </section>
      )}
      {found.length + suggested.length === 0 && (
        <Empty title={wanted === "" ? t("people.nobody") : t("invite.nobody")}>
          {wanted !== "" && t("invite.nobodyText", { query: wanted })}
        </Empty>
      )}
      <ul className={style.invitees}>
        {found.map((row) => (
          <Invitee key={row.avatar.id} {...row} circleId={circleId} />
        ))}
      </ul>
    </Modal>
  );
}

/** Taken from those who were free when the dialog opened: the list stays while one invites from it. */
function useSuggestions(circleId: string, known: Map<string, Persona> | undefined): Suggestion[] {
  return useMemo(() => {
    const { avatars, transcripts, circles } = usePlace.getState();
    // The topic of a private circle is only in its transcript.
    const topic = transcripts[circleId]?.topic || circles[circleId]?.topic || "";
    const free = [...(known?.values() ?? [])].filter(({ id }) => isFree(avatars[id]?.circleId, circles));
    return suggestPanel(topic, free);
  }, [circleId, known]);
}

/** Whether it is in no circle, or in small talk that it may leave at any time. */
const isFree = (circleId: string | undefined, circles: PlaceView["circles"]): boolean =>
  circleId === "" || (circleId !== undefined && circles[circleId]?.isCasual === true);

const describeReason = ({ attitude, knows, value }: Omit<Suggestion, "personaId">, t: TFunction): string =>
  [
    t(`invite.stances.${attitude}`),
    knows && t("invite.knows", { what: knows }),
    value && t("invite.standsFor", { what: value }),
  ]
    .filter(Boolean)
    .join(" · ");

type InviteeProps = Omit<Invitable, "name"> & {
  avatar: AvatarSnapshot;
  circleId: string;
  /** The reason for suggesting them. */
  why?: string;
};

const Invitee = memo(function Invitee({ avatar, persona, why, circleId }: InviteeProps) {
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  const topic = usePlace((view) => view.circles[avatar.circleId]?.topic);
  const mayCome = usePlace((view) => isFree(avatar.circleId, view.circles));
  const isHere = avatar.circleId === circleId;
  const traits = Object.entries(avatar.traits)
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, MOST_TRAITS)
    .map(([name]) => showTraitName(name));
  const invite = async () => setAsked((await tryIntent("invite", { personaId: avatar.id })) !== null);
  return (
    <li>
      <MaskChip look={avatar.look} name={avatar.name} size={40} />
      <div>
        <strong dir="auto">{avatar.name}</strong>
        {why && (
          <p className={style.why} dir="auto">
            {why}
          </p>
        )}
        {persona?.description && <p dir="auto">{persona.description}</p>}
        <p className={style.inviteeFacts}>
          {!isHere && (
            <span className={style.standing} data-free={mayCome || undefined} dir="auto">
              {mayCome ? t("invite.free") : topic ? t("invite.talking", { topic }) : t("invite.elsewhere")}
            </span>
          )}
          <bdi>{traits.join(" · ")}</bdi>
        </p>
      </div>
      {isHere || isAsked ? (
        <span className={style.asked}>
          <Check size={16} aria-hidden /> {isHere ? t("invite.here") : t("invite.coming")}
        </span>
      ) : (
        <Button aria-label={t("invite.who", { name: avatar.name })} onClick={() => void invite()}>
          {t("invite.ask")}
        </Button>
      )}
    </li>
  );
});
