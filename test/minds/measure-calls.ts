/** Number of model calls per shown turn (SPEC M6): for benchmarks and tests. */
import { createInProcessMemoryStore } from "../../engine/memory/in-process-memory-store.ts";
import type { MemoryStore } from "../../engine/memory/memory-store.ts";
import type { CallScope, LanguageModel } from "../../engine/model/language-model.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import type { ConversationView, Utterance } from "../../engine/mind/conversation.ts";
import { createMinds, type MindVoices } from "../../engine/mind/create-minds.ts";
import type { SpeechEvent } from "../../engine/mind/minds.ts";
import { testScope } from "../model-servers/collect.ts";

export type CallsPerTurn = {
  shownTurns: number;
  speakAndDecideCallsPerTurn: number;
  otherCallsPerTurn: number;
};

const VIEW_TURNS = 40;
const TURN_MS = 10_000;

/** Runs a circle of these personas for a number of turns, with the minds that circles use, and counts every call. */
export async function measureCalls(
  voices: MindVoices,
  view: ConversationView,
  personas: Persona[],
  turns: number,
  memory: MemoryStore = createInProcessMemoryStore(),
): Promise<CallsPerTurn> {
  const calls: CallScope["task"][] = [];
  const counted: MindVoices = { ...voices, modelFor: (task, route) => countCalls(voices.modelFor(task, route), calls) };
  let ids = 0;
  const minds = createMinds({
    voices: counted,
    memory,
    now: () => ids * TURN_MS,
    newId: () => `id ${(ids += 1)}`,
    report(error) {
      throw error;
    },
  });
  const scope = testScope({ circleId: view.circleId });
  const heard = personas.map(({ id }) => id);
  const remember = (said: Utterance) => memory.add(minds.witness(view, said, heard), scope);
  for (const said of view.utterances) await remember(said);
  let utterances = view.utterances;
  let shownTurns = 0;
  let passedOver: Persona[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const candidates = personas.filter((one) => !passedOver.includes(one));
    const decision = await minds.decideTurn({ ...view, utterances }, candidates, scope);
    const persona = personas.find(({ id }) => id === decision?.nextPersonaId);
    if (!persona) break;
    const text = await readSpeech(minds.speak({ ...view, utterances }, persona, scope));
    // As in a circle, others come first until somebody has spoken.
    passedOver = text === "" ? [...passedOver, persona] : [];
    if (text === "") continue;
    shownTurns += 1;
    const spoken: Utterance = {
      id: `spoken ${turn}`,
      speakerId: persona.id,
      speakerName: persona.name,
      speakerKind: "persona",
      text,
      status: "finished",
      replyTo: null,
      witnesses: null,
      at: turn * TURN_MS,
    };
    utterances = [...utterances, spoken].slice(-VIEW_TURNS);
    await remember(spoken);
  }
  const turnCalls = calls.filter((task) => task === "speak" || task === "decide").length;
  return {
    shownTurns,
    speakAndDecideCallsPerTurn: turnCalls / shownTurns,
    otherCallsPerTurn: (calls.length - turnCalls) / shownTurns,
  };
}

const countCalls = (model: LanguageModel, calls: CallScope["task"][]): LanguageModel => ({
  route: model.route,
  stream(request, scope) {
    calls.push(scope.task);
    return model.stream(request, scope);
  },
});

async function readSpeech(speech: AsyncIterable<SpeechEvent>): Promise<string> {
  let text = "";
  for await (const event of speech) if (event.type === "end") text = event.text;
  return text;
}
