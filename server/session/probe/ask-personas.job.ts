/** Asks the personas of a session a question, as a durable job (SPEC C9, S8, O7). */
import { createHash } from "node:crypto";
import { z } from "zod";
import { askPersona, type ProbedAnswer } from "../../../engine/survey/probe/ask-persona.ts";
import { rehearseProbe } from "../../../engine/survey/probe/rehearse-probe.ts";
import { message } from "../../../schema/messages/message.ts";
import type { Persona } from "../../../schema/messages/persona.ts";
import { defineJob, handleJob, type HandledJob, type RunningJob } from "../../jobs/define-job.ts";
import type { Voices } from "../../models/voices.ts";
import { askModel } from "../../survey/run/ask-model.ts";
import { RunPaused } from "../../survey/run/run-paused.ts";
import { personaSeed } from "./persona-seed.ts";
import type { AskedNow, ProbeAtWork, ProbeWork } from "./probe-work.store.ts";

const Payload = z.object({ probeId: z.string() });
/** What was answered is in its own rows; this only counts. */
const Checkpoint = z.object({ done: z.number() });
type ProbeJob = RunningJob<z.infer<typeof Payload>, z.infer<typeof Checkpoint>>;

export const askPersonasJob = defineJob({
  name: "ask-personas",
  version: 1,
  finishesFrom: 1,
  payload: Payload,
  checkpoint: Checkpoint,
  retries: 3,
  firstRetrySeconds: 2,
  timeoutSeconds: 30 * 60,
  policy: "run",
  admits: "one-per-payload",
  concurrency: { perProcess: 4, perWorkspace: 4 },
});

export type AskPersonasPorts = {
  work: ProbeWork;
  findPersona(personaId: string): Promise<Persona | null>;
  voices: {
    /** Waits until one can speak. @param signal the job's */
    open(signal: AbortSignal): Promise<{ voices: Pick<Voices, "modelFor" | "skillOf">; close(): Promise<void> }>;
  };
};

/** Small models read little without losing the question. */
const HEARD_CHARACTERS = { tiny: 800, middle: 2400, large: 12_000 } as const;

export const askPersonas = (ports: AskPersonasPorts): HandledJob =>
  handleJob(askPersonasJob, async (job) => {
    const probe = await ports.work.find(job.payload.probeId);
    if (!probe || probe.personaIds.length === 0) return;
    const { voices, close } = await ports.voices.open(job.scope.signal);
    const keep = createKeeping(probe, job, ports.work);
    const askUntilKept = async (persona: Persona): Promise<void> => {
      for (;;) {
        const now = await ports.work.readFor(probe, persona.id);
        if (!now || (await keep(persona, now.erasures, await ask(probe, now, persona, { job, voices })))) return;
      }
    };
    try {
      // Each to its end: what was paid for is stored, and not asked again, whatever becomes of the others.
      const asked = await Promise.allSettled(
        probe.personaIds.map(async (personaId) => {
          const persona = await ports.findPersona(personaId);
          // It may have been deleted meanwhile, and a plan may name anybody's.
          if (persona?.workspaceId === job.scope.workspaceId) await askUntilKept(persona);
        }),
      );
      const failed = asked.find((each) => each.status === "rejected");
      if (failed) throw failed.reason;
    } finally {
      await close();
    }
  });

type Asking = { job: ProbeJob; voices: Pick<Voices, "modelFor" | "skillOf"> };

async function ask(
  probe: ProbeAtWork,
  { question, heard }: AskedNow,
  persona: Persona,
  { job, voices }: Asking,
): Promise<ProbedAnswer> {
  const { language, circleId } = probe;
  const seed = personaSeed(probe.seed, persona.id);
  const model = voices.modelFor("speak", persona.voice.route);
  if (model.route.provider === "rehearsal") return rehearseProbe(persona, question, language, seed);
  const heardCharacters = HEARD_CHARACTERS[voices.skillOf(model.route)];
  const scope = { ...job.scope, subject: circleId === null ? {} : { circleId }, personaId: persona.id };
  const asking = askModel(model, scope);
  try {
    return await askPersona(
      { persona, question, language, heard, heardCharacters, seed },
      { ask: asking.stream, hash: (text) => createHash("sha256").update(text).digest("hex") },
    );
  } catch (error) {
    if (error instanceof RunPaused) return { ...FAILED, problem: error.reason };
    throw error;
  }
}

const FAILED: ProbedAnswer = {
  verdict: "failed",
  answer: null,
  words: null,
  model: null,
  promptHash: null,
  costNano: 0,
  problem: message("run-no-voice"),
};

/** One at a time: each is a step of the job. One that fails holds up no other. */
function createKeeping(probe: ProbeAtWork, job: ProbeJob, work: ProbeWork) {
  let keeping: Promise<unknown> = Promise.resolve();
  let done = 0;
  const total = probe.personaIds.length;
  /** @returns false when it has to be asked again */
  return ({ id: personaId, name }: Persona, erasures: number, answer: ProbedAnswer): Promise<boolean> => {
    const kept = keeping.then(async () => {
      let isKept = false;
      await job.save(async (em) => {
        isKept = await work.keepAnswerIn(em, probe, erasures, { personaId, name, answer });
        if (isKept) done += 1;
        return { checkpoint: { done }, progress: { done, total } };
      });
      return isKept;
    });
    keeping = kept.catch(() => undefined);
    return kept;
  };
}
