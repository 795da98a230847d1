import { useTranslation } from "react-i18next";
import type { Run } from "../../../schema/messages/run.ts";
import type { RunResults } from "../../../schema/messages/run-results.ts";
import { ProbeFigure } from "../results/probe-figure.tsx";
import { useRunResults } from "../results/results-api.ts";
import { useOrigin } from "../results/use-origin.ts";
import results from "../results/results.module.css";
import style from "./runs.module.css";

/** All of them are in the results. */
const MOST_FIGURES = 6;

/** What was answered so far as bars, which settle while more is. */
export function FirstBars({ run }: { run: Run }) {
  const { data } = useRunResults(run.id).results;
  return data ? <Bars run={run} results={data} /> : null;
}

function Bars({ run, results: found }: { run: Run; results: RunResults }) {
  const { t } = useTranslation("lab");
  const note = useOrigin(run, found);
  const shown = found.probes
    .filter(({ options, answered }) => options.length > 0 && answered > 0)
    .slice(0, MOST_FIGURES);
  if (shown.length === 0) return null;
  return (
    <section className={style.answers} aria-labelledby="first-bars">
      <h3 id="first-bars">{t(run.endedAt === null ? "runs.barsSoFar" : "runs.bars")}</h3>
      <p className={style.notes}>{note}</p>
      <div className={results.cards}>
        {shown.map((probe) => (
          <ProbeFigure key={probe.id} runId={run.id} probe={probe} note={note} />
        ))}
      </div>
    </section>
  );
}
