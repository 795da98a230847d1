/** Questions put to everybody of a session (SPEC C9): what may be done with them, and by whom. */
import { rehearseProbe } from "../../../engine/survey/probe/rehearse-probe.ts";
import { principalOf, type Principal } from "../../../engine/scope/scope.ts";
import { message } from "../../../schema/messages/message.ts";
import type {
  OwnProbes,
  PairedAnswers,
  ProbeChange,
  ProbeQuestion,
  ProbeTally,
  ProbeValue,
  SessionProbe,
} from "../../../schema/messages/session-probe.ts";
import type { Session, SessionPlan } from "../../../schema/messages/session.ts";
import { listSurveyProbes } from "../../../schema/rules/session/probe-from-survey.ts";
import { answersProbe, tallyProbe } from "../../../schema/rules/session/tally-probe.ts";
import type { Jobs } from "../../jobs/jobs.store.ts";
import type { PersonaDirectory } from "../../persona/persona-directory.ts";
import type { Surveys } from "../../survey/surveys.ts";
import type { Sessions } from "../sessions.ts";
import { refuse } from "../sessions.ts";
import { askPersonasJob } from "./ask-personas.job.ts";
import { pairAnswers } from "./pair-answers.ts";
import { personaSeed } from "./persona-seed.ts";
import { MAX_PROBES, type NewProbe, type ProbeFound, type ProbeStore, type Rehearsed } from "./probes.store.ts";

export type ProbePorts = {
  store: ProbeStore;
  /** Only facilitators of a session find it. */
  sessions: Pick<Sessions, "find">;
  surveys: Pick<Surveys, "find">;
  jobs: Pick<Jobs, "order">;
  personas: Pick<PersonaDirectory, "get">;
  /** Whether the voice of now is a script, which answers without a call. */
  isRehearsing(): boolean;
  newSeed(): number;
};

/** As it is after reading: a probe of a survey, one written, or one again. */
export type ProbeWanted =
  { surveyId: string; question: string } | { question: ProbeQuestion } | { again: string; round: number };

export type Probes = ReturnType<typeof createProbes>;

export function createProbes(ports: ProbePorts) {
  return { ...leading(ports), ...taking(ports) };
}

function leading(ports: ProbePorts) {
  const { store, sessions } = ports;
  const list = async (scope: Principal, sessionId: string) => ({ items: await store.list(scope, sessionId) });

  async function findProbe(scope: Principal, sessionId: string, id: string): Promise<ProbeFound> {
    const found = await store.find(scope, sessionId, id);
    if (!found) throw refuse(404, message("no-such-probe"));
    return found;
  }

  return {
    async listProbes(scope: Principal, sessionId: string) {
      await sessions.find(scope, sessionId);
      return list(scope, sessionId);
    },

    /** Personas answer in the name of the session's owner, who pays. */
    async put(scope: Principal, sessionId: string, wanted: ProbeWanted): Promise<SessionProbe> {
      const session = await sessions.find(scope, sessionId);
      if (session.status === "ended") throw refuse(409, message("session-over"));
      const { probe, seed } = await read(wanted);
      const rehearsed = ports.isRehearsing() ? await rehearse(scope, session.plan, { ...probe, seed }, ports) : [];
      const id = await store.put(scope, sessionId, probe, seed, rehearsed);
      if (id === null) throw await whyNotPut(scope, sessionId);
      if (rehearsed.length === 0 && session.plan.personaIds.length > 0) await order(session, id, scope);
      return (await list(scope, sessionId)).items.find((put) => put.id === id)!;

      async function read(draft: ProbeWanted): Promise<{ probe: NewProbe; seed: number }> {
        if ("again" in draft) {
          const { question, seriesId, seed, surveyId, surveyVersion } = await findProbe(scope, sessionId, draft.again);
          const survey = surveyId === null ? null : { id: surveyId, version: surveyVersion! };
          return { probe: { question, survey, after: { seriesId, round: draft.round } }, seed };
        }
        const fresh = { after: null, seed: ports.newSeed() };
        if (!("surveyId" in draft))
          return { probe: { question: draft.question, survey: null, after: null }, seed: fresh.seed };
        const { id: surveyId, version, model } = await ports.surveys.find(scope, draft.surveyId);
        const found = listSurveyProbes(model).find((each) => each.id === draft.question);
        if (!found) throw refuse(422, message("probe-not-in-survey"));
        return {
          probe: { question: found.question, survey: { id: surveyId, version }, after: null },
          seed: fresh.seed,
        };
      }
    },

    async changeProbe(scope: Principal, sessionId: string, id: string, change: ProbeChange) {
      await sessions.find(scope, sessionId);
      await findProbe(scope, sessionId, id);
      if ("closed" in change) await store.close(scope, sessionId, id);
      else await store.show(scope, sessionId, id, change.shown);
      return list(scope, sessionId);
    },

    /** Those that have not answered, or whose calls failed. */
    async askAgain(scope: Principal, sessionId: string, id: string) {
      const session = await sessions.find(scope, sessionId);
      const { items } = await list(scope, sessionId);
      const probe = items.find((each) => each.id === id);
      if (!probe) throw refuse(404, message("no-such-probe"));
      const answered = probe.answers.filter(({ kind, verdict }) => kind === "persona" && verdict !== "failed");
      if (probe.closedAt !== null || answered.length >= probe.asked.personas)
        throw refuse(409, message("probe-all-answered"));
      // Those who are being asked now are not asked, and paid, twice.
      const ordered = await order(session, id, scope);
      if ("refused" in ordered)
        throw refuse(409, message(ordered.refused === "already-paused" ? "probe-paused" : "probe-being-asked"));
      return { items };
    },

    /** By respondent, over all rounds of the question. */
    async pairProbe(scope: Principal, sessionId: string, id: string): Promise<PairedAnswers> {
      await sessions.find(scope, sessionId);
      const { seriesId } = await findProbe(scope, sessionId, id);
      return pairAnswers(await store.listSeries(scope, seriesId));
    },
  };

  async function order({ owner }: Session, probeId: string, { workspaceId }: Principal) {
    return ports.jobs.order(askPersonasJob, { probeId }, principalOf(workspaceId, owner.userId));
  }

  async function whyNotPut(scope: Principal, sessionId: string) {
    const count = (await store.list(scope, sessionId)).length;
    return refuse(409, count >= MAX_PROBES ? message("probe-limit", { count }) : message("probe-open"));
  }
}

async function rehearse(
  { workspaceId }: Principal,
  { personaIds, language }: SessionPlan,
  { question, seed }: { question: ProbeQuestion; seed: number },
  { personas }: ProbePorts,
): Promise<Rehearsed[]> {
  const found = await Promise.all(personaIds.map((id) => personas.get(id)));
  return found.flatMap((persona) =>
    // A plan may name anybody's.
    persona?.workspaceId === workspaceId
      ? {
          personaId: persona.id,
          name: persona.name,
          answer: rehearseProbe(persona, question, language, personaSeed(seed, persona.id)),
        }
      : [],
  );
}

const taking = ({ store }: ProbePorts) => {
  const findOwn = async (scope: Principal, sessionId: string): Promise<OwnProbes> => {
    const { open, shown } = await store.findOwn(scope, sessionId);
    return {
      open: open && {
        id: open.id,
        question: open.question,
        mayAnswer: open.mayAnswer,
        mine: open.verdict === null ? null : { answer: open.answer },
      },
      shown: shown && { id: shown.id, question: shown.question, ...tallies(shown) },
    };
  };
  return {
    findOwnProbes: findOwn,

    async answer(scope: Principal, sessionId: string, id: string, answer: ProbeValue | null): Promise<OwnProbes> {
      const { open } = await store.findOwn(scope, sessionId);
      if (open?.id !== id) throw refuse(409, message("probe-over"));
      if (answer !== null && !answersProbe(open.question, answer)) throw refuse(422, message("probe-wrong-answer"));
      if (!(await store.answer(scope, sessionId, id, answer))) throw refuse(409, message("probe-over"));
      return findOwn(scope, sessionId);
    },
  };
};

type Answered = {
  question: ProbeQuestion;
  answers: readonly Pick<SessionProbe["answers"][number], "kind" | "verdict" | "answer">[];
};

const tallies = ({ question, answers }: Answered): { people: ProbeTally; personas: ProbeTally } => {
  const of = (wanted: "person" | "persona") =>
    tallyProbe(
      question,
      answers.filter(({ kind }) => kind === wanted),
    );
  return { people: of("person"), personas: of("persona") };
};
