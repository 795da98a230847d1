import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { MAX_PROPOSED, ProposalAbility } from "../../../schema/messages/panel-brief.ts";
import { callApi } from "../../state/call-api.ts";
import { problemText } from "../../words/problem-text.ts";
import { Button } from "../parts/button.tsx";
import { ChoiceField, TextAreaField } from "../parts/field.tsx";
import { Problem } from "../parts/states.tsx";
import { ImportedList } from "./imported-list.tsx";
import { proposals } from "./imports.ts";
import style from "./library.module.css";
import { usePropose } from "./use-propose.ts";

const LONGEST = 8_000;
const COUNTS = Array.from({ length: MAX_PROPOSED }, (_, index) => String(index + 1));

/** A panel from a brief: people who would care and differ, looked at and edited before they exist (SPEC M2). */
export function BriefTab() {
  const { t } = useTranslation();
  const [brief, setBrief] = useState("");
  const [count, setCount] = useState("4");
  const ability = useQuery({
    queryKey: ["proposals"],
    queryFn: ({ signal }) => callApi("personas/proposals", { signal, read: (answer) => ProposalAbility.parse(answer) }),
  });
  const proposing = usePropose();
  const by = ability.data?.by;
  const isWritten = brief.trim() !== "" && brief.length <= LONGEST;
  return (
    <>
      <TextAreaField
        label={t("library.brief")}
        hint={t("library.briefHint")}
        value={brief}
        maxLength={LONGEST}
        rows={4}
        onText={setBrief}
      />
      <div className={style.importActions}>
        <ChoiceField
          label={t("library.howMany")}
          value={count}
          options={COUNTS.map((value) => ({ value, label: value }))}
          onChoose={setCount}
        />
        {proposing.isPending ? (
          <Button onClick={proposing.stop}>{t("cancel")}</Button>
        ) : (
          <Button
            look="primary"
            disabled={!isWritten || by === undefined || by === "none"}
            onClick={() => void proposing.ask(brief, Number(count))}
          >
            {t("library.propose")}
          </Button>
        )}
      </div>
      {ability.isError && <Problem error={ability.error} onRetry={() => void ability.refetch()} />}
      {by === "none" && <p className={style.problem}>{t("library.tooSmall", { voice: ability.data?.voice })}</p>}
      {by === "rehearsal" && <p className={style.notes}>{t("library.rehearsed")}</p>}
      <p className={style.notes} role="status">
        {proposing.isPending && t("library.proposing", { done: proposing.done, count: Number(count) })}
      </p>
      {proposing.error !== null && (
        <p className={style.problem} role="alert">
          {problemText(proposing.error, t)}
        </p>
      )}
      <ImportedList list={proposals} label={t("library.proposals")} />
    </>
  );
}
