import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PersonaDraft } from "../../../schema/messages/persona.ts";
import {
  AGE_CHANGES,
  STANCE_CHANGES,
  TEMPERAMENT_CHANGES,
  type VariationWish,
} from "../../../schema/messages/variation.ts";
import { usePlace } from "../../state/place-store.ts";
import { openDialog } from "../../state/screen.ts";
import { problemText } from "../../words/problem-text.ts";
import { lookOfDraft } from "../editor/look-of-draft.ts";
import { Button } from "../parts/button.tsx";
import { ChoiceField } from "../parts/field.tsx";
import { MaskChip } from "../parts/mask-chip.tsx";
import { Modal } from "../parts/modal.tsx";
import { Loading, Problem } from "../parts/states.tsx";
import { usePersona, useSavePersona, useVariations } from "./personas-api.ts";
import style from "./personas.module.css";

const COUNTS = ["1", "2", "3", "4", "5", "6"] as const;

/** Variations of a persona, shown before anybody is made (SPEC M8). */
export function VaryDialog({ personaId, onClose }: { personaId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const persona = usePersona(personaId);
  const [wish, setWish] = useState<VariationWish>({
    age: "same",
    stance: "opposite",
    temperament: "same",
    count: 3,
    seed: 1,
  });
  const change = (part: Partial<VariationWish>) => setWish((before) => ({ ...before, ...part }));
  const variations = useVariations(personaId, wish);
  const making = useMaking(personaId, onClose);
  const drafts = variations.data ?? [];
  return (
    <Modal
      title={t("vary.title", { name: persona.data?.name ?? "" })}
      isSteady
      onClose={onClose}
      actions={
        <>
          <p className={style.problem} role="alert">
            {making.problem !== null && problemText(making.problem, t)}
          </p>
          <Button onClick={() => change({ seed: wish.seed + 1 })}>{t("vary.others")}</Button>
          <Button
            look="primary"
            disabled={drafts.length === 0 || making.isMaking}
            onClick={() => void making.make(drafts)}
          >
            {making.isMaking ? t("library.making") : t("library.make", { count: drafts.length })}
          </Button>
        </>
      }
    >
      <div className={style.card}>
        <div className={style.wishes}>
          <ChoiceField
            label={t("vary.age")}
            value={wish.age}
            options={AGE_CHANGES.map((value) => ({ value, label: t(`vary.ages.${value}`) }))}
            onChoose={(age) => change({ age })}
          />
          <ChoiceField
            label={t("vary.stance")}
            value={wish.stance}
            options={STANCE_CHANGES.map((value) => ({ value, label: t(`vary.stances.${value}`) }))}
            onChoose={(stance) => change({ stance })}
          />
          <ChoiceField
            label={t("vary.temperament")}
            value={wish.temperament}
            options={TEMPERAMENT_CHANGES.map((value) => ({ value, label: t(`vary.temperaments.${value}`) }))}
            onChoose={(temperament) => change({ temperament })}
          />
          <ChoiceField
            label={t("vary.count")}
            value={String(wish.count) as (typeof COUNTS)[number]}
            options={COUNTS.map((value) => ({ value, label: value }))}
            onChoose={(count) => change({ count: Number(count) })}
          />
        </div>
        {variations.isPending && <Loading />}
        {variations.isError && <Problem error={variations.error} onRetry={() => void variations.refetch()} />}
        <ul className={style.variations} aria-label={t("vary.shown")}>
          {drafts.map((draft) => (
            <Variation key={draft.name} draft={draft} originId={personaId} />
          ))}
        </ul>
      </div>
    </Modal>
  );
}

function Variation({ draft, originId }: { draft: PersonaDraft; originId: string }) {
  const { t } = useTranslation();
  const { age } = draft.demographics;
  const facts = [
    age === null ? null : t("vary.years", { count: age }),
    t(`attitudes.${draft.attitude}`),
    t(`experience.${draft.experienceLevel}`),
  ];
  return (
    <li aria-label={draft.name}>
      <MaskChip look={lookOfDraft(draft)} name={draft.name} size={48} />
      <span>
        <strong dir="auto">{draft.name}</strong>
        <span className={style.facts}>{facts.filter(Boolean).join(" · ")}</span>
      </span>
      <Button look="quiet" onClick={() => openDialog({ kind: "editor", personaId: null, draft, originId })}>
        {t("library.editFirst")}
      </Button>
    </li>
  );
}

function useMaking(originId: string, onMade: () => void) {
  const placeId = usePlace((view) => view.place?.id);
  const save = useSavePersona(null);
  /** When one is refused, a second try makes nobody twice. */
  const made = useRef(new Set<PersonaDraft>());
  const [isMaking, setIsMaking] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const make = async (drafts: readonly PersonaDraft[]) => {
    setIsMaking(true);
    setProblem(null);
    try {
      for (const draft of drafts.filter((each) => !made.current.has(each))) {
        await save.mutateAsync({ ...draft, originId, ...(placeId && { placeId }) });
        made.current.add(draft);
      }
      onMade();
    } catch (error) {
      setProblem(error);
    }
    setIsMaking(false);
  };
  return { isMaking, problem, make };
}
