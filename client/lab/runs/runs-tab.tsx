import { lazy } from "react";
import { useTabPath } from "../lab-link.ts";
import { LaunchPage } from "./launch-page.tsx";
import { NEW_RUN, RunList } from "./run-list.tsx";
import { RunPage } from "./run-page.tsx";

/** With the charts, which lists do without. */
const ResultsPage = lazy(async () => ({ default: (await import("../results/results-page.tsx")).ResultsPage }));
const PeoplePage = lazy(async () => ({ default: (await import("../results/people-page.tsx")).PeoplePage }));
const ComparePage = lazy(async () => ({ default: (await import("../results/compare-page.tsx")).ComparePage }));

/** Runs of the workspace, one of them, or what came of it: its results, the people behind a bar, others beside it. */
export function RunsTab() {
  const [id, part, probeId, option] = useTabPath("runs");
  if (id === undefined) return <RunList />;
  if (id === NEW_RUN) return <LaunchPage surveyId={part} />;
  if (part === "results") return <ResultsPage key={id} id={id} />;
  if (part === "people" && probeId !== undefined)
    return <PeoplePage key={`${id} ${probeId} ${option}`} id={id} probeId={probeId} option={option} />;
  if (part === "compare") return <ComparePage key={id} id={id} />;
  return <RunPage key={id} id={id} />;
}
