/** Asks one respondent a survey's questions in series (SPEC S5), from wherever an earlier attempt stopped. */
import type { ChatMessage, ModelRequest, TokenLogProbability } from "../../model/language-model.ts";
import type { RunAnswer, RunSettings } from "../../../schema/messages/run.ts";
import type { Answers, SurveyModel } from "../../../schema/messages/survey.ts";
import type { Arms } from "../../../schema/rules/survey/conditions.ts";
import { nextProbe, type Probe } from "../../../schema/rules/survey/next-probe.ts";
import { textOf } from "../../../schema/rules/survey/read-questions.ts";
import { seededRandom } from "../../../schema/rules/seeded-random.ts";
import { permuteOptions } from "../probe/permute-options.ts";
import { probeLanguage, type ProbeLanguage } from "../probe/probe-words.ts";
import { writeProbeBlock, type ProbeBlock } from "../probe/write-probe-block.ts";
import { optionTexts } from "./names-other-question.ts";
import { readAnswer, type ReadAnswer } from "./read-answer.ts";
import { drawShare, readProbabilities } from "./read-probabilities.ts";
import { introduce, readsProbabilities, toText, writeRunRequest, type Exchange } from "./write-run-request.ts";

export type Interview = {
  survey: SurveyModel;
  settings: RunSettings;
  /** What is said of the respondent: `describeRespondent`. */
  description: string;
  arms: Arms;
  /** The respondent's. */
  seed: number;
  repeat: number;
  /** In their order: what it has answered already. */
  known: readonly KnownAnswer[];
};

export type KnownAnswer = Pick<RunAnswer, "probeId" | "shown" | "texts" | "verdict" | "answer" | "model">;

export type AskedModel = {
  text: string;
  logProbabilities?: TokenLogProbability[];
  /** `provider/model` */
  model: string;
  tokens: RunAnswer["tokens"];
  costNano: number;
};

export type InterviewPorts = {
  /**
   * @returns with a reason instead of an answer where the model cannot be asked this, or its provider lets nothing through
   * @throws what stops the run: nothing is recorded
   */
  ask(request: ModelRequest, probeId: string): Promise<AskedModel | { refused: string } | { failed: string }>;
  hashAfter(beginning: string): PromptHash;
};

/** SHA-256, hexadecimal, of texts that begin alike: what they have in common is long, and is read once. */
export type PromptHash = {
  of(rest: string): string;
  /** To what they have in common. */
  add(more: string): void;
};

export type NewAnswer = Omit<RunAnswer, "respondent" | "at">;

/** Changes a respondent's seed, so that the order of options, what is drawn and what the model is sent are independent. */
const ORDER_OF_OPTIONS = 0x6f72_6465;
const MODEL_SEED = 0x6d6f_6465;
const DRAWN_OPTION = 0x6472_6177;
/** Of one repetition; more than a survey may have questions, matrix rows included. */
const POSITIONS = 10_000;

/** The same arguments and answers of the model give the same answers. */
export async function* interviewRespondent(interview: Interview, ports: InterviewPorts): AsyncGenerator<NewAnswer> {
  const { survey, settings, arms, seed, repeat } = interview;
  const language = probeLanguage(textOf(survey["locale"]));
  const introduction = introduce(interview.description, settings.form);
  const hash = ports.hashAfter(settings.form === "chat" ? `system: ${introduction.content}` : introduction.content);
  const answers: Answers = {};
  const exchanges: Exchange[] = [];
  let begunLength = introduction.content.length;
  for (let position = 0; ; position++) {
    const probe = nextProbe(survey, answers, arms);
    if (!probe) return;
    const place = repeat * POSITIONS + position;
    const pattern = permuteOptions(probe.options, probe.isOrdinal, seededRandom(seed ^ ORDER_OF_OPTIONS, place));
    const block = writeProbeBlock({ probe, pattern, isFirst: exchanges.length === 0, language });
    const known = interview.known[position];
    const given =
      known ??
      (await askProbe(
        { probe, block, language, place, introduction, hash, begunLength, earlier: exchanges, position },
        interview,
        ports,
      ));
    if (!known) yield given as NewAnswer;
    answers[probe.id] = given.answer;
    const said = sayAgain(given, block);
    if (said === null || settings.order !== "series") continue;
    const exchange: Exchange = [
      { role: "user", content: block.text },
      { role: "assistant", content: said },
    ];
    exchanges.push(exchange);
    const more = toText(exchange, settings.form);
    hash.add(more);
    begunLength += more.length;
  }
}

type AskedProbe = {
  probe: Probe;
  block: ProbeBlock;
  language: ProbeLanguage;
  place: number;
  introduction: ChatMessage;
  hash: PromptHash;
  /** Of the text that a prompt which is one text has in common with the one before. */
  begunLength: number;
  earlier: readonly Exchange[];
  position: number;
};

async function askProbe(asked: AskedProbe, interview: Interview, ports: InterviewPorts): Promise<NewAnswer> {
  const { probe, block, place, introduction, hash, begunLength, earlier, position } = asked;
  const { settings, seed, repeat } = interview;
  const modelSeeds = seededRandom(seed ^ MODEL_SEED, place);
  const firstSeed = toSeed(modelSeeds());
  const question = { introduction, exchanges: earlier, block: block.text, kind: probe.kind, seed: firstSeed };
  const request = writeRunRequest(question, settings);
  const made: NewAnswer = {
    probeId: probe.id,
    repeat,
    position,
    shown: block.options.map(({ value }) => value),
    texts: [],
    verdict: "unclear",
    answer: null,
    shares: null,
    refusalShare: null,
    model: "",
    promptHash: hash.of(afterBeginning(request, begunLength)),
    seed: firstSeed,
    tokens: { input: 0, cached: 0, output: 0 },
    costNano: 0,
  };
  for (let callSeed = firstSeed; made.texts.length <= triesOf(settings, probe.kind); callSeed = toSeed(modelSeeds())) {
    const reply = await ports.ask({ ...request, seed: callSeed }, probe.id);
    if ("failed" in reply) return { ...made, verdict: "failed", texts: [...made.texts, reply.failed] };
    if ("refused" in reply) return { ...made, verdict: "refused", texts: [...made.texts, reply.refused] };
    made.texts.push(reply.text);
    made.model = reply.model;
    made.costNano += reply.costNano;
    for (const kind of ["input", "cached", "output"] as const) made.tokens[kind] += reply.tokens[kind];
    const read = readReply(reply, asked, interview);
    Object.assign(made, { answer: null }, read);
    if (read.verdict !== "unclear") break;
  }
  return made;
}

/** At temperature 0 a model says the same again, and a text has the same probabilities. */
const triesOf = ({ resamples, temperature, readOut }: RunSettings, kind: Probe["kind"]): number =>
  temperature === 0 || readsProbabilities(readOut, kind) ? 0 : resamples;

type Read = ReadAnswer & Partial<Pick<RunAnswer, "shares" | "refusalShare">>;

function readReply(reply: AskedModel, asked: AskedProbe, { survey, settings, seed }: Interview): Read {
  const { probe, block, place } = asked;
  if (!readsProbabilities(settings.readOut, probe.kind))
    return readAnswer(reply.text, { ...asked, surveyTexts: optionTexts(survey) });
  const letters = block.options.map(({ letter }) => letter);
  const read = readProbabilities(reply.logProbabilities?.[0], letters);
  if (!read) return { verdict: "unclear" };
  const drawn = drawShare(read.shares, seededRandom(seed ^ DRAWN_OPTION, place)());
  return {
    verdict: "answered",
    answer: block.options[drawn]!.value,
    shares: read.shares,
    refusalShare: read.otherShare,
  };
}

/** What was sent, apart from settings and what was sent before. */
const afterBeginning = (request: ModelRequest, begunLength: number): string =>
  "prompt" in request ? request.prompt.slice(begunLength) : `\n\nuser: ${request.messages.at(-1)!.content}`;

const toSeed = (random: number): number => Math.floor(random * 0x7fff_ffff);

/**
 * The answer as the respondent remembers it: by letter and text, so that one form is kept. What could not be read is not
 * remembered; a refusal is, in its own words.
 */
function sayAgain({ verdict, answer, texts, model }: KnownAnswer, { options }: ProbeBlock): string | null {
  // A filter's refusal has no model, and no words of the respondent's.
  if (verdict === "refused" && model !== "") return texts.at(-1)!.trim().split("\n")[0]!;
  if (verdict !== "answered" || answer === null) return null;
  if (options.length === 0)
    return String(answer)
      .trim()
      .replaceAll(/\s*\n\s*/g, " ");
  const chosen = Array.isArray(answer) ? answer : [answer];
  if (chosen.length === 0) return "None";
  const said = chosen.flatMap((value) => options.filter((option) => option.value === value));
  return said.map(({ letter, text }) => `(${letter}) ${text.replace(/\s+/g, " ")}`).join(", ");
}
