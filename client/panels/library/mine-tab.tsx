import UserPlus from "lucide-react/icons/user-plus";
import { useTranslation } from "react-i18next";
import type { Persona } from "../../../schema/messages/persona.ts";
import { personaToDraft } from "../../../schema/rules/persona-to-draft.ts";
import { openDialog } from "../../state/screen.ts";
import { Button } from "../parts/button.tsx";
import { MaskChip } from "../parts/mask-chip.tsx";
import { Empty, Loading, Problem } from "../parts/states.tsx";
import { MoreButton } from "../people/more-button.tsx";
import { PublishButton } from "./publish-button.tsx";
import { ExportMenu } from "./export-menu.tsx";
import { useMyPersonas } from "./library-api.ts";
import style from "./library.module.css";

const makeOne = () => openDialog({ kind: "editor", personaId: null, draft: null });

/** The personas that this person made. */
export function MineTab() {
  const { t } = useTranslation();
  const list = useMyPersonas();
  const personas = list.data?.pages.flatMap((page) => page.items) ?? [];
  const make = (
    <Button look="primary" onClick={makeOne}>
      <UserPlus aria-hidden /> {t("people.create")}
    </Button>
  );
  return (
    <>
      {list.isPending && <Loading />}
      {list.isError && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && personas.length === 0 ? (
        <Empty title={t("library.noneMade")} actions={make}>
          {t("library.noneMadeText")}
        </Empty>
      ) : (
        <div>{make}</div>
      )}
      <ul className={style.list}>
        {personas.map((persona) => (
          <MyPersona key={persona.id} persona={persona} />
        ))}
      </ul>
      <MoreButton list={list} />
    </>
  );
}

function MyPersona({ persona }: { persona: Persona }) {
  return (
    <li className={style.item} aria-label={persona.name}>
      <button
        type="button"
        className={style.open}
        onClick={() => openDialog({ kind: "persona", personaId: persona.id })}
      >
        <MaskChip look={persona.look} name={persona.name} size={56} />
        <span>
          <strong dir="auto">{persona.name}</strong>
          <bdi>{persona.description}</bdi>
        </span>
      </button>
      <div className={style.mine}>
        <PublishButton personaId={persona.id} />
        <ExportMenu draft={personaToDraft(persona)} />
      </div>
    </li>
  );
}
