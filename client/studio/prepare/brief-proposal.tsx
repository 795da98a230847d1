import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ProposalAbility } from "../../../schema/messages/panel-brief.ts";
import type { Session, SessionPlan } from "../../../schema/messages/session.ts";
import { MAX_BRIEF_LENGTH, SessionProposal } from "../../../schema/messages/session-proposal.ts";
import { Button } from "../../panels/parts/button.tsx";
import { TextAreaField } from "../../panels/parts/field.tsx";
import { Problem } from "../../panels/parts/states.tsx";
import { callApi } from "../../state/call-api.ts";
import { useIsFacilitator } from "../../state/rights.ts";
import { problemText } from "../../words/problem-text.ts";
import { useProposalAbility } from "../sessions-api.ts";
import style from "../studio.module.css";
import { ProposedPeople } from "./proposed-people.tsx";
import { ProposedQuestions } from "./proposed-questions.tsx";

type BriefProposalProps = {
  session: Session;
  plan: SessionPlan;
  onChange: (part: Partial<SessionPlan>) => void;
  onMade: (personaId: string) => void;
};

/** A pasted brief fills the plan on the page, which is edited, or put back, before it is saved. */
export function BriefProposal({ session, plan, onChange, onMade }: BriefProposalProps) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const [brief, setBrief] = useState("");
  const [before, setBefore] = useState<Partial<SessionPlan> | null>(null);
  const mayPropose = useIsFacilitator();
  const ability = useProposalAbility(mayPropose);
  const propose = useMutation({
    mutationFn: () =>
      callApi("sessions/proposals", {
        method: "POST",
        body: { brief, language: plan.language },
        read: (answer) => SessionProposal.parse(answer),
      }),
    onSuccess({ title, topic, kind, guide }) {
      setBefore({ title: plan.title, topic: plan.topic, kind: plan.kind, guide: plan.guide });
      onChange({ title, topic, kind, guide });
    },
  });
  if (!mayPropose) return null;
  const by = ability.data?.by;
  const isWritten = brief.trim() !== "" && brief.length <= MAX_BRIEF_LENGTH;
  return (
    <details>
      <summary>{t("plan.fromBrief")}</summary>
      <TextAreaField
        label={t("plan.pastedBrief")}
        hint={t("plan.pastedBriefHint")}
        rows={5}
        maxLength={MAX_BRIEF_LENGTH}
        value={brief}
        onText={setBrief}
      />
      <div className={style.tools}>
        <Button
          disabled={!isWritten || by === undefined || by === "none" || propose.isPending}
          onClick={() => propose.mutate()}
        >
          {t("plan.propose")}
        </Button>
        {before && (
          <Button
            onClick={() => {
              onChange(before);
              setBefore(null);
            }}
          >
            {t("plan.undoProposal")}
          </Button>
        )}
      </div>
      {ability.isError && <Problem error={ability.error} onRetry={() => void ability.refetch()} />}
      {ability.data && <WhatProposes ability={ability.data} />}
      <p role="status" className={style.soft}>
        {propose.isPending ? t("plan.proposing") : before && t("plan.proposed")}
      </p>
      {propose.isError && (
        <p className={style.problem} role="alert">
          {problemText(propose.error, common)}
        </p>
      )}
      {propose.data && (
        <>
          <ProposedPeople people={propose.data.people} session={session} onMade={onMade} />
          <ProposedQuestions key={propose.submittedAt} questions={propose.data.questions} name={plan.title} />
        </>
      )}
    </details>
  );
}

/** Why nothing does, or that a script does. */
function WhatProposes({ ability: { by, voice } }: { ability: ProposalAbility }) {
  const { t } = useTranslation();
  if (by === "none") return <p className={style.problem}>{t("library.tooSmall", { voice })}</p>;
  return by === "rehearsal" && <p className={style.soft}>{t("library.rehearsed")}</p>;
}
