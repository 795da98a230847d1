/** Results of runs over HTTP, cached. */
import { useInfiniteQuery, useMutation, useQueries, useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { Run, RunPage, type RunSummary } from "../../../schema/messages/run.ts";
import { RunPeoplePage, type RunPeopleQuery } from "../../../schema/messages/run-people.ts";
import { Crosstab, RunResults } from "../../../schema/messages/run-results.ts";
import { RunChanges } from "../../../schema/messages/run-changes.ts";
import { callApi, callBytes, callText } from "../../state/call-api.ts";
import { openHtml } from "../../state/open-html.ts";
import { saveFile } from "../../state/save-file.ts";
import { pageLanguage } from "../../words/page-language.ts";

const pathOf = (id: string) => `runs/${encodeURIComponent(id)}`;

/** While a run is under way its results change with every answer; a server computes them anew for each of these. */
const SO_FAR_MS = 15_000;

type Answering = Pick<RunSummary, "id" | "status" | "progress">;

/** @param baseline whose answers stand beside; without it, the first that fits */
const resultsQuery = ({ id, status, progress }: Answering, baseline?: string) => ({
  queryKey: ["runs", id, "results", status, progress.done, baseline],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    callApi(`${pathOf(id)}/results?${new URLSearchParams(baseline === undefined ? {} : { baseline })}`, {
      signal,
      read: (answer) => RunResults.parse(answer),
    }),
});

/** Asked for again until it has ended, or until that fails: then the person does. */
const useAskedRun = (id: string) =>
  useQuery({
    queryKey: ["runs", id, "asked"],
    queryFn: ({ signal }) => callApi(pathOf(id), { signal, read: (answer) => Run.parse(answer) }),
    staleTime: 0,
    refetchInterval: ({ state: { data, status } }) => (status === "error" || data?.endedAt ? false : SO_FAR_MS),
  });

/** A run, and what came out so far. */
export function useRunResults(id: string, baseline?: string) {
  const run = useAskedRun(id);
  const results = useQuery({
    ...resultsQuery(run.data ?? { id, status: "QUEUED", progress: { done: 0, total: null } }, baseline),
    enabled: run.data !== undefined,
    placeholderData: (before) => (before?.runId === id ? before : undefined),
  });
  return { run, results };
}

/** @param baselineOf whose answers stand beside a run; undefined: the first that fits */
export const useSeveralResults = (runs: Answering[], baselineOf: (id: string) => string | undefined) =>
  useQueries({ queries: runs.map((run) => resultsQuery(run, baselineOf(run.id))) });

/** From one run to another, of the respondents that both asked. */
export const useRunChanges = (before: Answering, after: Answering) =>
  useQuery({
    queryKey: ["runs", before.id, "changes", after.id, before.progress.done, after.progress.done],
    queryFn: ({ signal }) =>
      callApi(`${pathOf(before.id)}/changes?${new URLSearchParams({ to: after.id })}`, {
        signal,
        read: (answer) => RunChanges.parse(answer),
      }),
  });

/** How many answers these results are of. */
export const answersIn = ({ asked, failed }: RunResults): number => asked + failed;

/** By the ids of two probes. @param answers there are so far */
export const useCrosstab = (id: string, answers: number, { rows, columns }: { rows: string; columns: string }) =>
  useQuery({
    queryKey: ["runs", id, "crosstab", rows, columns, answers],
    queryFn: ({ signal }) =>
      callApi(`${pathOf(id)}/crosstab?${new URLSearchParams({ rows, columns })}`, {
        signal,
        read: (answer) => Crosstab.parse(answer),
      }),
    placeholderData: (before) => (before?.rows.probe === rows && before.columns.probe === columns ? before : undefined),
  });

/** The newest that have ended, to compare with. */
export const useEndedRuns = () =>
  useQuery({
    queryKey: ["runs", "ended"],
    queryFn: ({ signal }) =>
      callApi("runs?limit=100", {
        signal,
        read: (answer) => RunPage.parse(answer).items.filter(({ status }) => status === "COMPLETED"),
      }),
  });

/** Who answered a question; `wanted` says what. */
export const usePeople = (id: string, wanted: Omit<z.input<typeof RunPeopleQuery>, "cursor" | "limit">) =>
  useInfiniteQuery({
    queryKey: ["runs", id, "people", wanted],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => {
      const given = Object.entries({ ...wanted, cursor: pageParam, limit: 50 });
      const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
      return callApi(`${pathOf(id)}/people?${query}`, { signal, read: (answer) => RunPeoplePage.parse(answer) });
    },
    getNextPageParam: ({ next }) => next,
  });

export type RunFile = "pdf" | "report" | keyof typeof TEXT_FILES;

/** `name`: the end of its name. */
const TEXT_FILES = {
  csv: { path: "export?format=csv", name: "answers.csv", type: "text/csv" },
  json: { path: "export?format=json", name: "answers.json", type: "application/json" },
  wide: { path: "export?format=wide", name: "respondents.csv", type: "text/csv" },
  spss: { path: "export?format=spss", name: "respondents.sps", type: "text/plain" },
  manifest: { path: "manifest", name: "manifest.json", type: "application/json" },
} as const;

/** Saves a file of a run, or opens its report, ready to be printed. */
export const useSaveRun = ({ id, name }: Pick<Run, "id" | "name">, baseline: string | undefined) =>
  useMutation({
    mutationFn: async (file: RunFile) => {
      if (file === "report") return openHtml("report.html", () => callText(reportOf(id, "html", baseline)));
      if (file === "pdf")
        return saveFile(`${name}.pdf`, await callBytes(reportOf(id, "pdf", baseline)), "application/pdf");
      const { path, name: ending, type } = TEXT_FILES[file];
      saveFile(`${name}.${ending}`, await callText(`${pathOf(id)}/${path}`), type);
    },
  });

const reportOf = (id: string, format: "html" | "pdf", baseline: string | undefined) =>
  `${pathOf(id)}/report?${new URLSearchParams({ language: pageLanguage(), format, ...(baseline !== undefined && { baseline }) })}`;
