import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { LabelLine } from "../../../schema/messages/backstory.ts";
import { Button } from "../../panels/parts/button.tsx";
import { callLines } from "../../state/call-api.ts";
import { problemText } from "../../words/problem-text.ts";
import style from "./respondents.module.css";

type EstimateTraitProps = { backstoryId: string; traitId: string; traitName: string };

/** Has the current voice label a trait that the text does not state; says how far it is, and what came of it. */
export function EstimateTrait({ backstoryId, traitId, traitName }: EstimateTraitProps) {
  const { t } = useTranslation("lab");
  const { t: tWorld } = useTranslation();
  const queries = useQueryClient();
  const [line, setLine] = useState<LabelLine | null>(null);
  const [isPending, setIsPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);

  const estimate = async () => {
    const { signal } = (running.current = new AbortController());
    setIsPending(true);
    setError(null);
    setLine(null);
    try {
      const call = {
        method: "POST",
        body: { traitId },
        signal,
        read: (read: unknown) => LabelLine.parse(read),
      } as const;
      for await (const next of callLines(`backstories/${encodeURIComponent(backstoryId)}/labels`, call)) setLine(next);
      await queries.invalidateQueries({ queryKey: ["backstories"] });
    } catch (problem) {
      if (!signal.aborted) setError(problem);
    }
    setIsPending(false);
  };
  const progress = line && "done" in line ? t("respondents.answersSoFar", line) : "";
  const isInVain = line !== null && "label" in line && line.label === null;
  return (
    <>
      <Button
        aria-label={t("respondents.estimateTrait", { trait: traitName })}
        disabled={isPending}
        onClick={() => void estimate()}
      >
        {t("respondents.estimate")}
      </Button>
      <span className={style.notes} role="status">
        {isPending ? progress || t("respondents.asking") : isInVain && t("respondents.noLabel")}
        {error !== null && problemText(error, tWorld)}
      </span>
    </>
  );
}
