/** Reads a survey of Qualtrics (QSF): blocks in the order of the flow, questions, logic, piped text. */
import { message, type Message } from "../../../messages/message.ts";
import { isJson, textOf } from "../read-questions.ts";
import { everyRule, readLogic, readPiping, readSkip, type QsfNames } from "./qsf-logic.ts";
import { readQsfQuestion, type QsfQuestion } from "./qsf-question.ts";
import { createNamer } from "./name-questions.ts";
import { MAX_PARTS, tooManyQuestions } from "../survey-size.ts";

type Json = Record<string, unknown>;
export type ReadSurvey = { name: string; model: Json; notes: { question: string | null; said: Message }[] };

type Reading = {
  questions: Map<string, Json>;
  blocks: Map<string, Json>;
  read: Map<string, QsfQuestion & { name: string }>;
  names: QsfNames;
  notes: ReadSurvey["notes"];
};
/** A question in the order of the flow, with the rules of the branches around it. */
type Step = {
  id: string;
  block: string;
  rule: string;
  skips: Json[];
  /** Rules under which no skip passes it over. */
  skipped: Set<string>;
};

export const isQsf = (json: Json): boolean => Array.isArray(json["SurveyElements"]);

/** @returns why it is not read, if it is not */
export function readQsf(qsf: Json): ReadSurvey | Message {
  const reading = readAll(qsf);
  const steps = joinRepeated(readFlow(qsf, reading));
  if (steps.length > MAX_PARTS) return tooManyQuestions(steps.length);
  applySkips(steps, reading);
  const elements = steps.flatMap((step) => elementsOf(step, reading));
  const seen = new Set(steps.map(({ id }) => id));
  const unused = [...reading.questions.keys()].filter((id) => !seen.has(id)).length;
  if (unused > 0) note(reading, null, `${unused} × Trash`);
  const entry = isJson(qsf["SurveyEntry"]) ? qsf["SurveyEntry"] : {};
  const language = textOf(entry["SurveyLanguage"]).toLowerCase().slice(0, 2);
  const model = { ...(language && language !== "en" && { locale: language }), pages: [{ name: "page1", elements }] };
  return { name: textOf(entry["SurveyName"]), model, notes: reading.notes };
}

const note = ({ notes }: Pick<Reading, "notes">, question: string | null, what: string): void =>
  void notes.push({ question, said: message("survey-import-skipped", { what }) });

function readAll(qsf: Json): Reading {
  const elements = (qsf["SurveyElements"] as unknown[]).filter(isJson);
  const of = (kind: string) => elements.filter((element) => element["Element"] === kind);
  const questions = new Map<string, Json>();
  for (const { Payload: payload, PrimaryAttribute: id } of of("SQ"))
    if (isJson(payload)) questions.set(textOf(payload["QuestionID"]) || textOf(id), payload);
  const blocks = new Map<string, Json>();
  for (const { Payload: payload } of of("BL"))
    for (const block of isJson(payload) ? Object.values(payload) : Array.isArray(payload) ? (payload as unknown[]) : [])
      if (isJson(block)) blocks.set(textOf(block["ID"]), block);
  const nameOf = createNamer();
  const read = new Map<string, QsfQuestion & { name: string }>();
  for (const [id, payload] of questions) {
    const name = nameOf(textOf(payload["DataExportTag"]) || id);
    read.set(id, { ...readQsfQuestion(payload, name), name });
  }
  const named = [...read].flatMap(([id, { name, kind }]) => (kind ? [[id, { name, kind }] as const] : []));
  return { questions, blocks, read, names: new Map(named), notes: [] };
}

function readFlow(qsf: Json, reading: Reading): Step[] {
  const flow = (qsf["SurveyElements"] as unknown[]).filter(isJson).find(({ Element }) => Element === "FL");
  const payload = flow && isJson(flow["Payload"]) ? flow["Payload"] : {};
  const nodes = listOf(payload["Flow"]);
  const shown = nodes.length > 0 ? nodes : [...reading.blocks.values()].map(({ ID }) => ({ Type: "Block", ID }));
  return shown.flatMap((node) => readNode(node, "", reading));
}

/** A block may be shown on several branches: its questions are asked once, under either rule. */
function joinRepeated(steps: readonly Step[]): Step[] {
  const byId = new Map<string, Step>();
  for (const step of steps) {
    const before = byId.get(step.id);
    if (!before) byId.set(step.id, { ...step });
    else if (before.rule !== step.rule)
      before.rule = before.rule && step.rule ? `(${before.rule}) or (${step.rule})` : "";
  }
  return [...byId.values()];
}

const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isJson) : []);

function readNode(node: Json, rule: string, reading: Reading): Step[] {
  const inner = (innerRule: string) => listOf(node["Flow"]).flatMap((each) => readNode(each, innerRule, reading));
  switch (textOf(node["Type"])) {
    case "Block":
    case "Standard":
      return readBlock(reading.blocks.get(textOf(node["ID"])), rule, reading);
    case "Root":
    case "Group":
      return inner(rule);
    case "Branch": {
      const branch = readLogic(node["BranchLogic"], reading.names);
      if (branch === null)
        reading.notes.push({ question: null, said: message("survey-import-rule", { what: "Branch" }) });
      return inner(everyRule([rule, branch ?? ""]));
    }
    case "EndSurvey":
      if (rule) note(reading, null, "EndSurvey");
      return [];
    default:
      note(reading, null, textOf(node["Type"]));
      return inner(rule);
  }
}

function readBlock(block: Json | undefined, rule: string, reading: Reading): Step[] {
  if (!block || block["Type"] === "Trash") return [];
  const options = isJson(block["Options"]) ? block["Options"] : {};
  const random = textOf(options["RandomizeQuestions"]);
  if (random && random !== "false") note(reading, null, "RandomizeQuestions");
  if (textOf(options["Looping"]) && textOf(options["Looping"]) !== "None") note(reading, null, "Loop & Merge");
  return listOf(block["BlockElements"]).flatMap((element) =>
    element["Type"] === "Question"
      ? [
          {
            id: textOf(element["QuestionID"]),
            block: textOf(block["ID"]),
            rule,
            skips: listOf(element["SkipLogic"]),
            skipped: new Set(),
          },
        ]
      : [],
  );
}

/** A skip hides what is between its question and its destination. */
function applySkips(steps: Step[], reading: Reading): void {
  for (const [at, step] of steps.entries())
    for (const skip of step.skips) {
      const destination = textOf(skip["SkipToDestination"]);
      const rule = readSkip(skip, reading.names);
      const end = endOfSkip(steps, at, destination);
      if (rule === null || end === null) {
        const question = reading.read.get(step.id)?.name ?? null;
        reading.notes.push({ question, said: message("survey-import-rule", { what: `Skip → ${destination}` }) });
      } else for (const between of steps.slice(at + 1, end)) between.skipped.add(rule);
    }
}

/** The place of the first question that is asked again. */
function endOfSkip(steps: readonly Step[], at: number, destination: string): number | null {
  if (destination === "ENDOFSURVEY") return steps.length;
  const later = (wanted: (step: Step) => boolean) => steps.findIndex((step, place) => place > at && wanted(step));
  const found =
    destination === "ENDOFBLOCK"
      ? later(({ block }) => block !== steps[at]!.block)
      : later(({ id }) => id === destination);
  if (found >= 0) return found;
  return destination === "ENDOFBLOCK" ? steps.length : null;
}

function elementsOf({ id, rule, skipped }: Step, reading: Reading): Json[] {
  const question = reading.read.get(id);
  const payload = reading.questions.get(id);
  if (!question || !payload) return [];
  const { name, elements, lost } = question;
  for (const what of lost)
    reading.notes.push({
      question: name,
      said:
        elements.length === 0 ? message("survey-import-skipped", { what }) : message("survey-import-options", { what }),
    });
  const own = payload["DisplayLogic"] === undefined ? "" : readLogic(payload["DisplayLogic"], reading.names);
  if (own === null)
    reading.notes.push({ question: name, said: message("survey-import-rule", { what: "DisplayLogic" }) });
  const visibleIf = everyRule([rule, ...skipped, own ?? ""]);
  const lostPipe = (what: string) =>
    reading.notes.push({ question: name, said: message("survey-import-options", { what }) });
  return elements.map((element) => ({
    ...element,
    ...pipeTexts(element, reading.names, lostPipe),
    ...(visibleIf && { visibleIf }),
  }));
}

function pipeTexts(element: Json, names: QsfNames, lost: (what: string) => void): Json {
  const piped = (text: unknown) => readPiping(textOf(text), names, lost);
  const options = (list: unknown) => listOf(list).map((option) => ({ ...option, text: piped(option["text"]) }));
  return {
    ...(element["title"] !== undefined && { title: piped(element["title"]) }),
    ...(element["html"] !== undefined && { html: piped(element["html"]) }),
    ...Object.fromEntries(
      ["choices", "columns", "rows"]
        .filter((list) => element[list] !== undefined)
        .map((list) => [list, options(element[list])]),
    ),
  };
}
