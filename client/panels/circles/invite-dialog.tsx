import Check from "lucide-react/icons/check";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AvatarSnapshot } from "../../net/place-snapshot.ts";
import { tryIntent } from "../../state/intents.ts";
import { usePlace } from "../../state/place-store.ts";
import { TurnsEstimate } from "../money/turns-estimate.tsx";
import { Button } from "../parts/button.tsx";
import { MaskChip } from "../parts/mask-chip.tsx";
import { Modal } from "../parts/modal.tsx";
import { Empty } from "../parts/states.tsx";
import style from "./circles.module.css";

export function InviteDialog({ circleId, onClose }: { circleId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const avatars = usePlace((view) => view.avatars);
  const personas = Object.values(avatars)
    .filter((avatar) => avatar.kind === "persona")
    .toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <Modal
      title={t("invite.title")}
      onClose={onClose}
      actions={
        <Button look="primary" onClick={onClose}>
          {t("done")}
        </Button>
      }
    >
      <TurnsEstimate circleId={circleId} />
      {personas.length === 0 && <Empty title={t("people.nobody")} />}
      <ul className={style.invitees}>
        {personas.map((persona) => (
          <Invitee key={persona.id} persona={persona} circleId={circleId} />
        ))}
      </ul>
    </Modal>
  );
}

function Invitee({ persona, circleId }: { persona: AvatarSnapshot; circleId: string }) {
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  const isHere = persona.circleId === circleId;
  const invite = async () => setAsked((await tryIntent("invite", { personaId: persona.id })) !== null);
  return (
    <li>
      <MaskChip look={persona.look} name={persona.name} size={40} />
      <span>
        <strong dir="auto">{persona.name}</strong>
        {persona.circleId !== "" && !isHere && <span>{t("invite.elsewhere")}</span>}
      </span>
      {isHere || isAsked ? (
        <span className={style.asked}>
          <Check size={16} aria-hidden /> {isHere ? t("invite.here") : t("invite.coming")}
        </span>
      ) : (
        <Button aria-label={t("invite.who", { name: persona.name })} onClick={() => void invite()}>
          {t("invite.ask")}
        </Button>
      )}
    </li>
  );
}
