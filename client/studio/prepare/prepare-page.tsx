import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CircleKind } from "../../../schema/messages/room-messages.ts";
import { SessionPlan, type Session } from "../../../schema/messages/session.ts";
import { Button } from "../../panels/parts/button.tsx";
import { ChoiceField, TextAreaField, TextField } from "../../panels/parts/field.tsx";
import { useIsFacilitator } from "../../state/rights.ts";
import { problemText } from "../../words/problem-text.ts";
import { GroupList } from "../groups/group-list.tsx";
import { useGroups } from "../groups/groups-api.ts";
import { SessionMoney } from "../money/session-money.tsx";
import { ProbePanel } from "../probe/probe-panel.tsx";
import { PressTwice } from "../press-twice.tsx";
import { goToSessions } from "../session-link.ts";
import { useAct, useSavePlan } from "../sessions-api.ts";
import style from "../studio.module.css";
import { BriefProposal } from "./brief-proposal.tsx";
import { DryRunButton } from "./dry-run.tsx";
import { GuideEditor } from "./guide-editor.tsx";
import { Invitations } from "./invitations.tsx";
import { LabPanel } from "./lab-panel.tsx";
import { MadePersonas } from "./made-personas.tsx";
import { useIsMakingPersona } from "./make-persona.ts";
import { PeopleList } from "./people-list.tsx";
import { PersonaPicker } from "./persona-picker.tsx";

/** The plan of a session, each part of it editable until it starts. */
export function PreparePage({ session }: { session: Session }) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const [plan, setPlan] = useState(session.plan);
  const mayUseLab = useIsFacilitator();
  const groups = useGroups(session.id);
  const save = useSavePlan(session.id);
  const act = useAct(session.id);
  const change = (part: Partial<SessionPlan>) => setPlan((now) => ({ ...now, ...part }));
  const addPersona = (id: string) => setPlan((now) => ({ ...now, personaIds: [...now.personaIds, id] }));
  const isMaking = useIsMakingPersona(session.id);
  const isSaved = JSON.stringify(plan) === JSON.stringify(session.plan);
  const isWhole = SessionPlan.safeParse(plan).success;
  const store = () => save.mutateAsync({ version: session.version, plan });
  const start = async () => {
    if (!isSaved) await store();
    act.mutate({ method: "POST", path: "/start" });
  };
  const problem = save.error ?? act.error;
  return (
    <div className={style.prepare}>
      <header className={style.head}>
        <h3 dir="auto">{plan.title}</h3>
        <span role="status">{isSaved ? t("plan.saved") : t("plan.unsaved")}</span>
        <Button
          disabled={isSaved || !isWhole || save.isPending || isMaking}
          onClick={() => void store().catch(() => undefined)}
        >
          {t("plan.save")}
        </Button>
        <DryRunButton
          id={session.id}
          isOff={!isWhole || save.isPending || isMaking}
          onStore={async () => (isSaved ? undefined : store())}
        />
        <Button
          look="primary"
          disabled={!isWhole || act.isPending || isMaking}
          onClick={() => void start().catch(() => undefined)}
        >
          {t("plan.start")}
        </Button>
      </header>
      {problem && (
        <p className={style.problem} role="alert">
          {problemText(problem, common)}
        </p>
      )}
      <p className={style.soft}>{t("plan.startHint")}</p>
      <div className={style.columns}>
        <Brief session={session} plan={plan} onChange={change} onMade={addPersona} />
        <section aria-label={t("plan.guide")} className={style.column}>
          <GuideEditor sessionId={session.id} guide={plan.guide} onChange={(guide) => change({ guide })} />
        </section>
        <section aria-label={t("people.title")} className={style.column}>
          <PersonaPicker personaIds={plan.personaIds} onChange={(personaIds) => change({ personaIds })} />
          <MadePersonas
            session={session}
            count={Math.max(plan.personaIds.length, session.plan.personaIds.length)}
            onMade={addPersona}
          />
          {mayUseLab && (
            <LabPanel
              id={session.id}
              count={plan.personaIds.length}
              onStore={async () => (isSaved ? session : store())}
              onStoodUp={(stood) => setPlan(stood.plan)}
            />
          )}
          <SessionMoney session={session} />
          {groups.data && <GroupList session={session} groups={groups.data.groups} />}
          <Invitations id={session.id} />
          <PeopleList id={session.id} />
          <ProbePanel id={session.id} isOver={false} />
          <RemoveSession id={session.id} />
        </section>
      </div>
    </div>
  );
}

function RemoveSession({ id }: { id: string }) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const act = useAct(id);
  return (
    <>
      <PressTwice
        again={t("live.endSure")}
        onDone={() => act.mutate({ method: "DELETE", path: "" }, { onSuccess: goToSessions })}
      >
        {t("plan.remove")}
      </PressTwice>
      {act.isError && (
        <p className={style.problem} role="alert">
          {problemText(act.error, common)}
        </p>
      )}
    </>
  );
}

type StartTimeProps = { startsAt: string | null; onChange: (startsAt: string | null) => void };

/** In the page's own time zone. */
function StartTime({ startsAt, onChange }: StartTimeProps) {
  const { t } = useTranslation("studio");
  const local = startsAt ? new Date(Date.parse(startsAt) - new Date(startsAt).getTimezoneOffset() * 60_000) : null;
  return (
    <TextField
      label={t("plan.startsAt")}
      type="datetime-local"
      value={local?.toISOString().slice(0, 16) ?? ""}
      onText={(text) => onChange(text ? new Date(text).toISOString() : null)}
    />
  );
}

type BriefProps = {
  session: Session;
  plan: SessionPlan;
  onChange: (part: Partial<SessionPlan>) => void;
  onMade: (personaId: string) => void;
};

function Brief({ session, plan, onChange: change, onMade }: BriefProps) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  return (
    <section aria-label={t("plan.brief")} className={style.column}>
      <BriefProposal session={session} plan={plan} onChange={change} onMade={onMade} />
      <TextField
        label={t("plan.titleField")}
        value={plan.title}
        maxLength={160}
        onText={(title) => change({ title })}
      />
      <TextField label={t("plan.topic")} value={plan.topic} maxLength={200} onText={(topic) => change({ topic })} />
      <ChoiceField
        label={t("plan.kind")}
        value={plan.kind}
        options={CircleKind.options.map((kind) => ({ value: kind, label: common(`kinds.${kind}`) }))}
        onChoose={(kind) => change({ kind })}
      />
      <label className={style.check}>
        <input
          type="checkbox"
          checked={plan.isOpen}
          onChange={({ currentTarget }) => change({ isOpen: currentTarget.checked })}
        />
        {t("plan.open")}
      </label>
      <StartTime startsAt={plan.startsAt} onChange={(startsAt) => change({ startsAt })} />
      <TextAreaField
        label={t("plan.consent")}
        hint={t("plan.consentHint")}
        rows={8}
        maxLength={8000}
        value={plan.consent}
        onText={(consent) => change({ consent })}
      />
      <label className={style.check}>
        <input
          type="checkbox"
          checked={plan.mayShare}
          onChange={({ currentTarget }) => change({ mayShare: currentTarget.checked })}
        />
        {t("plan.mayShare")}
      </label>
    </section>
  );
}
