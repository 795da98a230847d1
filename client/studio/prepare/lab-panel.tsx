import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { MAX_PERSONAS, Session } from "../../../schema/messages/session.ts";
import type { PanelWish } from "../../../schema/messages/session-panel.ts";
import { useRuns } from "../../lab/runs/runs-api.ts";
import { useTargets } from "../../lab/targets/targets-api.ts";
import { Button } from "../../panels/parts/button.tsx";
import { ChoiceField, TextField } from "../../panels/parts/field.tsx";
import { callApi } from "../../state/call-api.ts";
import { SESSIONS } from "../../state/own-seat.ts";
import { problemText } from "../../words/problem-text.ts";
import { sessionPath } from "../sessions-api.ts";
import style from "../studio.module.css";

type LabPanelProps = {
  id: string;
  count: number;
  /** Stores the plan as it is on the page. */
  onStore: () => Promise<Session>;
  onStoodUp: (session: Session) => void;
};

/** Respondents of the lab who stand up as personas of the session (SPEC S8). */
export function LabPanel({ id, count, onStore, onStoodUp }: LabPanelProps) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const queries = useQueryClient();
  const sources = useSources();
  const [chosen, setChosen] = useState("");
  const [size, setSize] = useState("6");
  const source = sources.find(({ value }) => value === chosen) ?? sources[0];
  const standUp = useMutation({
    mutationFn: async (wish: Omit<PanelWish, "version">) => {
      const { version } = await onStore();
      const body: PanelWish = { ...wish, version };
      return callApi(sessionPath(id, "/panel"), { method: "POST", body, read: (answer) => Session.parse(answer) });
    },
    onSuccess(session) {
      queries.setQueryData([SESSIONS, id, ""], session);
      onStoodUp(session);
    },
  });
  if (!source) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    standUp.mutate({ from: source.from, size: Number(size) });
  };
  return (
    <details>
      <summary>{t("plan.fromLab")}</summary>
      <p className={style.soft}>{t("plan.fromLabHint")}</p>
      <form className={style.tools} aria-label={t("plan.fromLab")} onSubmit={submit}>
        <ChoiceField label={t("plan.panelOf")} value={source.value} options={sources} onChoose={setChosen} />
        <TextField
          label={t("plan.howMany")}
          type="number"
          required
          min={1}
          max={Math.max(1, MAX_PERSONAS - count)}
          value={size}
          onText={setSize}
        />
        <Button type="submit" disabled={standUp.isPending || count >= MAX_PERSONAS}>
          {t("plan.standUp")}
        </Button>
      </form>
      {standUp.isError && (
        <p className={style.problem} role="alert">
          {problemText(standUp.error, common)}
        </p>
      )}
    </details>
  );
}

/** Saved targets and completed runs, the latest of each. */
function useSources() {
  const { t } = useTranslation("studio");
  const targets = useTargets().data?.pages.flatMap(({ items }) => items) ?? [];
  const runs = useRuns().data?.pages.flatMap(({ items }) => items) ?? [];
  return [
    ...targets.map(({ id, name }) => ({
      value: `target ${id}`,
      label: t("plan.target", { name }),
      from: { kind: "target" as const, id },
    })),
    ...runs
      .filter(({ status }) => status === "COMPLETED")
      .map(({ id, name }) => ({
        value: `run ${id}`,
        label: t("plan.run", { name }),
        from: { kind: "run" as const, id },
      })),
  ];
}
