import Copy from "lucide-react/icons/copy";
import MessageCircle from "lucide-react/icons/message-circle";
import Pencil from "lucide-react/icons/pencil";
import Shuffle from "lucide-react/icons/shuffle";
import UserPlus from "lucide-react/icons/user-plus";
import { useTranslation } from "react-i18next";
import type { Persona } from "../../../schema/messages/persona.ts";
import { useAccount } from "../../state/account.ts";
import { tryIntent } from "../../state/intents.ts";
import { usePlace } from "../../state/place-store.ts";
import { closePage, openDialog } from "../../state/screen.ts";
import { LazyFigure } from "../figure/lazy-figure.tsx";
import { Button } from "../parts/button.tsx";
import { Modal } from "../parts/modal.tsx";
import { Loading, Problem } from "../parts/states.tsx";
import { Memories } from "./memories.tsx";
import { LineageLine } from "./lineage-line.tsx";
import { personaToDraft } from "../../../schema/rules/persona-to-draft.ts";
import { usePersona } from "./personas-api.ts";
import style from "./personas.module.css";
import { TalkNow } from "./talk-now.tsx";
import { TraitList } from "./trait-list.tsx";

/** The card of a selected persona (SPEC W9): who it is, its traits, what it knows about the reader. */
export function PersonaCard({ personaId, onClose }: { personaId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const persona = usePersona(personaId);
  const name = usePlace((view) => view.avatars[personaId]?.name);
  return (
    <Modal
      title={persona.data?.name ?? name ?? ""}
      onClose={onClose}
      actions={persona.data && <CardActions persona={persona.data} onClose={onClose} />}
    >
      {persona.isPending && <Loading />}
      {persona.isError && <Problem error={persona.error} onRetry={() => void persona.refetch()} />}
      {persona.data && (
        <div className={style.card}>
          <Who persona={persona.data} />
          <TalkNow personaId={personaId} />
          <LineageLine personaId={personaId} />
          <section>
            <h3>{t("persona.traits")}</h3>
            <TraitList persona={persona.data} canEdit={mayEdit(persona.data)} />
          </section>
          <section>
            <h3>{t("persona.remembers")}</h3>
            <Memories personaId={personaId} name={persona.data.name} />
          </section>
        </div>
      )}
    </Modal>
  );
}

function Who({ persona }: { persona: Persona }) {
  const { t } = useTranslation();
  const { occupation, location } = persona.demographics;
  return (
    <header className={style.who}>
      <LazyFigure look={persona.look} name={persona.name} />
      <div>
        <p className={style.line} dir="auto">
          {persona.description || t("persona.noDescription")}
        </p>
        <p className={style.facts}>{[occupation, location].filter(Boolean).join(" · ")}</p>
        <p className={style.facts}>{t("persona.voice", { voice: persona.voice.route ?? t("persona.placeVoice") })}</p>
        {persona.credit && <p className={style.facts}>{t("persona.credit", { name: persona.credit })}</p>}
      </div>
    </header>
  );
}

function CardActions({ persona, onClose }: { persona: Persona; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const isVisitor = usePlace((view) => view.role === "visitor");
  const myCircleId = usePlace((view) => view.avatars[view.myId]?.circleId ?? "");
  const isHere = usePlace((view) => view.avatars[persona.id] !== undefined);
  const isBesideMe = usePlace((view) => myCircleId !== "" && view.avatars[persona.id]?.circleId === myCircleId);
  const ask = async () => {
    if (myCircleId !== "") {
      if (await tryIntent("invite", { personaId: persona.id })) onClose();
    } else if (await tryIntent("talk-to", { personaId: persona.id, language: i18n.language })) closePage();
  };
  return (
    <>
      <Button
        onClick={() =>
          openDialog({
            kind: "editor",
            personaId: null,
            draft: copyOf(persona, t("persona.copyName", { name: persona.name })),
            originId: persona.id,
          })
        }
      >
        <Copy aria-hidden /> {t("persona.clone")}
      </Button>
      <Button onClick={() => openDialog({ kind: "vary", personaId: persona.id })}>
        <Shuffle aria-hidden /> {t("persona.vary")}
      </Button>
      {mayEdit(persona) && (
        <Button onClick={() => openDialog({ kind: "editor", personaId: persona.id, draft: null })}>
          <Pencil aria-hidden /> {t("persona.edit")}
        </Button>
      )}
      {isVisitor && isHere && !isBesideMe && (
        <Button look="primary" onClick={() => void ask()}>
          {myCircleId === "" ? <MessageCircle aria-hidden /> : <UserPlus aria-hidden />}
          {myCircleId === "" ? t("persona.talk") : t("persona.invite")}
        </Button>
      )}
    </>
  );
}

const copyOf = (persona: Persona, name: string) => ({ ...personaToDraft(persona), name });

/** Guests edit what they made; the cast belongs to the workspace (SPEC M2). The server enforces it. */
function mayEdit(persona: Persona): boolean {
  const user = useAccount.getState().account?.user;
  return user !== undefined && (persona.ownerId === user.id || user.role === "admin" || user.role === "facilitator");
}
