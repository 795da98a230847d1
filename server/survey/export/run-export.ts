/** A run as files: its answers, and the manifest by which it is repeated (SPEC S9). */
import type { Principal } from "../../../engine/scope/scope.ts";
import { inEnglish, message } from "../../../schema/messages/message.ts";
import type { RunPeoplePage, RunPeopleQuery, RunPerson } from "../../../schema/messages/run-people.ts";
import type { RunManifest } from "../../../schema/messages/run-manifest.ts";
import { writeSpss } from "../../../schema/rules/survey/export/write-spss.ts";
import type { FileInParts } from "../../http/define-route.ts";
import { Problem } from "../../http/problem.ts";
import type { AnswerColumns, AnswerPlace, AnswerRow, AskedRun, RunExportStore } from "./run-export.store.ts";
import { answersAsCsv, answersAsJson } from "./write-answers.ts";
import { respondentsAsCsv } from "./write-respondents.ts";

const ROWS_AT_ONCE = 2_000;

/** csv, json: a row per answer. wide: a row per respondent and repeat, with SPSS syntax for it. */
export const RUN_FILE_FORMATS = ["csv", "json", "wide", "spss"] as const;
type RunFileFormat = (typeof RUN_FILE_FORMATS)[number];

export type RunExport = ReturnType<typeof createRunExport>;

/** @param version of Dramatis */
export function createRunExport(store: RunExportStore, version: string) {
  const findRun = async (scope: Principal, id: string): Promise<AskedRun> => {
    const found = await store.findRun(scope, id);
    if (!found) throw new Problem(404, inEnglish(message("no-such-run")), message("no-such-run"));
    return found;
  };

  return {
    find: findRun,

    /** Its panel, and what it answered; to all probes unless some are named. */
    async read(scope: Principal, id: string, probeIds?: string[]) {
      const [respondents, answers] = await Promise.all([
        store.listRespondents(scope, id),
        readAll((after) => store.listGiven(scope, id, probeIds ?? null, after, ROWS_AT_ONCE)),
      ]);
      return { respondents, answers };
    },

    async answers(scope: Principal, id: string, format: RunFileFormat): Promise<FileInParts> {
      const run = await findRun(scope, id);
      const columns = await store.listColumns(scope, id);
      const pages = readPages((after) => store.listAnswers(scope, id, after, ROWS_AT_ONCE));
      return writeFile(run, format, { columns, pages });
    },

    async people(scope: Principal, id: string, { cursor, limit, ...wanted }: RunPeopleQuery): Promise<RunPeoplePage> {
      await findRun(scope, id);
      const rows = await store.listPeople(scope, id, { ...wanted, limit: limit + 1 }, readPlace(cursor));
      const shown = rows.slice(0, limit);
      const last = rows.length > limit ? shown.at(-1)! : null;
      return { items: shown.map(toPerson), next: last && `${last.respondent}.${last.repeat}.${last.position}` };
    },

    async manifest(scope: Principal, id: string): Promise<RunManifest> {
      const run = await findRun(scope, id);
      const [respondents, models, probes, counted] = await Promise.all([
        store.hashRespondents(scope, id),
        store.countModels(scope, id),
        store.countProbes(scope, id),
        store.countAnswers(scope, id),
      ]);
      const byProbe = Map.groupBy(counted, ({ probeId }) => probeId);
      return {
        format: "dramatis-run-1",
        isSimulated: true,
        version,
        run: {
          id,
          name: run.name,
          status: run.status,
          createdAt: new Date(run.createdAt).toISOString(),
          endedAt: run.endedAt && new Date(run.endedAt).toISOString(),
        },
        survey: { id: run.surveyId, version: run.surveyVersion, name: run.surveyName, model: run.survey },
        target: { id: run.targetId, version: run.targetVersion, name: run.targetName, definition: run.target },
        settings: run.settings,
        plan: run.plan,
        respondents,
        models,
        probes: probes.map((probe) => ({
          ...probe,
          counts: Object.fromEntries((byProbe.get(probe.id) ?? []).map(({ answer, count }) => [answer, count])),
        })),
      };
    },
  };
}

function writeFile(
  { name, survey, surveyName, surveyVersion }: AskedRun,
  format: RunFileFormat,
  { columns, pages }: { columns: AnswerColumns; pages: AsyncIterable<readonly AnswerRow[]> },
): FileInParts {
  const base = fileName(name);
  const csv = "text/csv; charset=utf-8";
  switch (format) {
    case "csv":
      return { name: `${base}-answers.csv`, contentType: csv, parts: answersAsCsv(pages, columns) };
    case "json":
      return { name: `${base}-answers.json`, contentType: "application/json", parts: answersAsJson(pages) };
    case "wide": {
      const parts = respondentsAsCsv(pages, { survey, traits: columns.traits });
      return { name: `${base}-respondents.csv`, contentType: csv, parts };
    }
    case "spss": {
      const asked = { name: surveyName, version: surveyVersion, model: survey };
      const syntax = writeSpss(asked, { file: `${base}-respondents.csv`, traits: columns.traits });
      return { name: `${base}-respondents.sps`, contentType: "text/plain; charset=utf-8", parts: inOnePart(syntax) };
    }
  }
}

async function* inOnePart(text: string): AsyncGenerator<string> {
  yield text;
}

async function readAll<Row extends AnswerPlace>(readPage: (after: AnswerPlace | null) => Promise<Row[]>) {
  const rows: Row[] = [];
  for await (const page of readPages(readPage)) rows.push(...page);
  return rows;
}

/** A page is read when the one before has been taken: however many rows there are, a few pages are in memory. */
async function* readPages<Row extends AnswerPlace>(
  readPage: (after: AnswerPlace | null) => Promise<Row[]>,
): AsyncGenerator<Row[]> {
  for (let after: AnswerPlace | null = null; ;) {
    const page = await readPage(after);
    yield page;
    if (page.length < ROWS_AT_ONCE) return;
    after = page.at(-1)!;
  }
}

function readPlace(cursor: string | undefined): AnswerPlace | null {
  if (!cursor) return null;
  const [respondent = 0, repeat = 0, position = 0] = cursor.split(".").map(Number);
  return { respondent, repeat, position };
}

function toPerson({ backstoryId, weight, rakingWeight, traits, arms, title, at, ...answer }: AnswerRow): RunPerson {
  return {
    answer: { ...answer, at: new Date(at).toISOString() },
    respondent: { ordinal: answer.respondent, backstoryId, weight, rakingWeight, traits, arms, title },
  };
}

const fileName = (name: string): string => name.replace(/[^\p{L}\p{N}_-]+/gu, "-").replace(/^-+|-+$/g, "") || "run";
