import { useTranslation } from "react-i18next";
import { CircleKind } from "../../../schema/messages/room-messages.ts";
import type { Session } from "../../../schema/messages/session.ts";
import { Button } from "../../panels/parts/button.tsx";
import { ChoiceField, TextAreaField, TextField } from "../../panels/parts/field.tsx";
import { problemText } from "../../words/problem-text.ts";
import { GroupList } from "../groups/group-list.tsx";
import { useGroups } from "../groups/groups-api.ts";
import { SessionMoney } from "../money/session-money.tsx";
import { ProbePanel } from "../probe/probe-panel.tsx";
import { PressTwice } from "../press-twice.tsx";
import { SessionHeader } from "../session-header.tsx";
import { goToSessions } from "../session-link.ts";
import { useAct } from "../sessions-api.ts";
import style from "../studio.module.css";
import { BriefProposal } from "./brief-proposal.tsx";
import { DryRunButton } from "./dry-run.tsx";
import { GuideEditor } from "./guide-editor.tsx";
import { Invitations } from "./invitations.tsx";
import { PanelPart } from "./panel-part.tsx";
import { PeopleList } from "./people-list.tsx";
import { PlacePicker } from "./place-picker.tsx";
import { PlanSteps, StepPart } from "./plan-steps.tsx";
import { usePlan, type EditedPlan } from "./use-plan.ts";

/** The plan of a session, each part of it editable until it starts. */
export function PreparePage({ session }: { session: Session }) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const groups = useGroups(session.id);
  const edited = usePlan(session);
  const { plan, change, problem } = edited;
  return (
    <div className={style.prepare}>
      <Head session={session} edited={edited} />
      {problem && (
        <p className={style.problem} role="alert">
          {problemText(problem, common)}
        </p>
      )}
      <p className={style.soft}>{t("plan.startHint")}</p>
      <PlanSteps session={session} plan={plan} />
      <div className={style.columns}>
        <Brief session={session} edited={edited} />
        <section aria-label={t("plan.guide")} className={style.column}>
          <StepPart name="guide">
            <GuideEditor sessionId={session.id} guide={plan.guide} onChange={(guide) => change({ guide })} />
          </StepPart>
        </section>
        <div className={style.column}>
          <PanelPart session={session} edited={edited} />
          <StepPart name="people">
            <h4>{t("people.invite")}</h4>
            <Invitations id={session.id} />
            <PeopleList id={session.id} />
          </StepPart>
          <StepPart name="budget">
            <SessionMoney session={session} />
          </StepPart>
          <ProbePanel id={session.id} isOver={false} />
          {groups.data && <GroupList session={session} groups={groups.data.groups} />}
          <RemoveSession id={session.id} />
        </div>
      </div>
    </div>
  );
}

type EditedProps = { session: Session; edited: EditedPlan };

function Head({ session, edited: { plan, isSaved, isReady, store, start } }: EditedProps) {
  const { t } = useTranslation("studio");
  return (
    <SessionHeader session={{ ...session, plan }} title={plan.title}>
      <span role="status">{isSaved ? t("plan.saved") : t("plan.unsaved")}</span>
      <Button disabled={isSaved || !isReady} onClick={() => void store().catch(() => undefined)}>
        {t("plan.save")}
      </Button>
      <DryRunButton id={session.id} isOff={!isReady} onStore={store} />
      <Button look="primary" disabled={!isReady} onClick={() => void start().catch(() => undefined)}>
        {t("plan.start")}
      </Button>
    </SessionHeader>
  );
}

function RemoveSession({ id }: { id: string }) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const act = useAct(id);
  return (
    <>
      <PressTwice
        again={t("plan.removeSure")}
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

function Brief({ session, edited: { plan, change, addPersona, isReady, moveTo } }: EditedProps) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  return (
    <section aria-label={t("plan.brief")} className={style.column}>
      <StepPart name="brief">
        <BriefProposal session={session} plan={plan} onChange={change} onMade={addPersona} />
        <TextField
          label={t("plan.titleField")}
          value={plan.title}
          maxLength={160}
          onText={(title) => change({ title })}
        />
        <TextField label={t("plan.topic")} value={plan.topic} maxLength={200} onText={(topic) => change({ topic })} />
      </StepPart>
      <StepPart name="place">
        <PlacePicker
          placeId={plan.placeId}
          isOff={!isReady}
          onChoose={(placeId) => void moveTo(placeId).catch(() => undefined)}
        />
      </StepPart>
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
      <StepPart name="consent">
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
        <label className={style.check}>
          <input
            type="checkbox"
            checked={plan.showsNames}
            onChange={({ currentTarget }) => change({ showsNames: currentTarget.checked })}
          />
          {t("plan.showsNames")}
        </label>
      </StepPart>
    </section>
  );
}
