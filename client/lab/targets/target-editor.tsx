import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Target, TargetDefinition } from "../../../schema/messages/target.ts";
import { checkTarget } from "../../../schema/rules/survey/check-target.ts";
import { STANDARD_TRAITS, type SurveyTrait } from "../../../schema/rules/survey/standard-traits.ts";
import { Button } from "../../panels/parts/button.tsx";
import { ChoiceField, TextField } from "../../panels/parts/field.tsx";
import { problemText } from "../../words/problem-text.ts";
import { goToLab, linkToLab } from "../lab-link.ts";
import { CellsEditor } from "./cells-editor.tsx";
import { EMPTY_DRAFT, toDefinition, toDraft } from "./draft-target.ts";
import { MarginalsEditor } from "./marginals-editor.tsx";
import { PeopleEditor } from "./people-editor.tsx";
import { useDeleteTarget, useSaveTarget } from "./targets-api.ts";
import { useKnownTraits, useTraitWords } from "../trait-words.ts";
import style from "./targets.module.css";

const KINDS = ["marginals", "cells", "people"] as const;

/** A target: its name, and whom it wants. */
export function TargetEditor({ saved }: { saved: Target | null }) {
  const { t } = useTranslation("lab");
  const { t: common } = useTranslation();
  const words = useTraitWords();
  const [name, setName] = useState(saved?.name ?? "");
  const [draft, setDraft] = useState(() => (saved ? toDraft(saved.definition) : EMPTY_DRAFT));
  const save = useSaveTarget(saved);
  const traits = useKnownTraits().data ?? STANDARD_TRAITS;
  const definition = toDefinition(draft, words, traits);
  const newTraits = listNewTraits(definition, traits);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!definition) return;
    save.mutate({ name, definition }, { onSuccess: ({ id }) => saved ?? goToLab("targets", id) });
  };
  return (
    <form className={style.editor} aria-label={t("targets.edit")} onSubmit={submit}>
      <a className={style.back} href={linkToLab("targets")}>
        ← {t("targets.all")}
      </a>
      <div className={style.pair}>
        <TextField label={t("targets.name")} value={name} maxLength={120} required onText={setName} />
        <ChoiceField
          label={t("targets.kind")}
          hint={t(`targets.kindHints.${draft.kind}`)}
          value={draft.kind}
          options={KINDS.map((value) => ({ value, label: t(`targets.kinds.${value}`) }))}
          onChoose={(kind) => setDraft({ ...draft, kind })}
        />
      </div>
      {draft.kind === "marginals" && <MarginalsEditor draft={draft} onChange={setDraft} traits={traits} />}
      {draft.kind === "cells" && <CellsEditor draft={draft} onChange={setDraft} traits={traits} />}
      {draft.kind === "people" && <PeopleEditor draft={draft} onChange={setDraft} traits={traits} />}
      {newTraits.length > 0 && (
        <p className={style.warning}>
          {t("targets.newTraits", { names: newTraits.join(", "), count: newTraits.length })}
        </p>
      )}
      {save.isError && (
        <p className={style.problem} role="alert">
          {problemText(save.error, common)}
        </p>
      )}
      <div className={style.tools}>
        <Button look="primary" type="submit" disabled={!definition || name.trim() === "" || save.isPending}>
          {save.isPending ? common("saving") : t("targets.save")}
        </Button>
        {saved && <DeleteTarget id={saved.id} />}
        <span className={style.notes} role="status">
          {!definition ? t("targets.incomplete") : save.isSuccess ? t("targets.saved") : ""}
        </span>
      </div>
    </form>
  );
}

/** Those that nobody added to the workspace. */
const listNewTraits = (definition: TargetDefinition | null, traits: readonly SurveyTrait[]): string[] =>
  definition ? checkTarget(definition, traits).newTraits : [];

function DeleteTarget({ id }: { id: string }) {
  const { t } = useTranslation("lab");
  const { t: common } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const remove = useDeleteTarget(id);
  if (!isAsking) return <Button onClick={() => setAsking(true)}>{t("targets.delete")}</Button>;
  return (
    <>
      <Button
        look="danger"
        disabled={remove.isPending}
        onClick={() => remove.mutate(undefined, { onSuccess: () => goToLab("targets") })}
      >
        {t("targets.deleteIt")}
      </Button>
      <Button onClick={() => setAsking(false)}>{common("cancel")}</Button>
      {remove.isError && (
        <span className={style.problem} role="alert">
          {problemText(remove.error, common)}
        </span>
      )}
    </>
  );
}
