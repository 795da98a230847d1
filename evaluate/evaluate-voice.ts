/** Holds the talks with one voice and measures them. */
import type { MindVoices } from "../engine/mind/create-minds.ts";
import type { CallRecord } from "../engine/model/wrappers/with-ledger.ts";
import type { Figure } from "./measure/figure.ts";
import { measureAnswers } from "./measure/measure-answers.ts";
import { measureDisagreement } from "./measure/measure-disagreement.ts";
import { measureEchoes } from "./measure/measure-echoes.ts";
import { measureNearRepeats, measureOpenings, measureRepeats } from "./measure/measure-repeats.ts";
import { measureAddressed, measureBalance, measureCosts } from "./measure/measure-turns.ts";
import { measureDistinctness, measureGuesses } from "./measure/measure-voices.ts";
import type { Meaning } from "./measure/meaning.ts";
import { probeConsistency } from "./probe/probe-consistency.ts";
import { probeObedience } from "./probe/probe-obedience.ts";
import { probeRecall } from "./probe/probe-recall.ts";
import { probeTraits } from "./probe/probe-traits.ts";
import { holdTalk, spreadLines } from "./talk/hold-talk.ts";
import { readPlaza } from "./talk/read-cast.ts";
import { TALK_SCRIPTS, type TalkScript } from "./talk/talk-scripts.ts";
import type { HeldTurn, Talk } from "./talk/talk.ts";
import { watchMinds } from "./talk/watch-minds.ts";

export type Evaluation = { talks: readonly Talk[]; figures: readonly Figure[] };

export type EvaluationPlan = {
  talks: number;
  turns: number;
  seed: number;
  /** Turns of the long talk for consistency; with it come the probes of recall and traits. 0: neither. */
  longTurns: number;
  log(line: string): void;
};

/** @param takeCalls returns the ledger's records since it was last called */
export async function evaluateVoice(
  voices: MindVoices,
  takeCalls: () => CallRecord[],
  meaning: Meaning,
  { talks: count, turns, seed, longTurns, log }: EvaluationPlan,
): Promise<Evaluation> {
  const plaza = await readPlaza();
  const talks: Talk[] = [];
  for (const [index, script] of TALK_SCRIPTS.slice(0, count).entries()) {
    const personas = personasOf(script, plaza);
    log(`${index + 1}/${count} ${script.topic}`);
    const onTurn = ({ speakerName, text, raw }: HeldTurn) =>
      log(`  ${speakerName}: ${text || `(nothing of: ${raw.join(" | ")})`}`);
    const plan = { circleId: `talk ${index}`, topic: script.topic, personas, turns, onTurn };
    const lines = spreadLines(script.questions, turns);
    const held = await holdTalk(watchMinds(voices, seed + index * 1000), { ...plan, lines });
    const calls = takeCalls().map(({ route, usage, context }) => ({ route, usage, task: context.task }));
    talks.push({ topic: script.topic, personas, turns: held, calls });
  }
  const figures = await measureTalks(talks, meaning);
  if (longTurns === 0) return { talks, figures };
  log("probes of obedience, recall and traits …");
  const [oriel, tavi, bram] = ["oriel-vance", "tavi-okonedo", "bram-adeyinka"].map((key) => plaza.get(key)!);
  figures.push(await probeObedience(voices));
  figures.push(...(await probeRecall(voices, [bram!, tavi!], seed)), await probeTraits(voices, bram!, seed));
  log(`a talk of ${longTurns} turns …`);
  takeCalls();
  const long = await probeConsistency(voices, [oriel!, tavi!, bram!], longTurns, seed);
  return { talks: [...talks, { ...long.talk, calls: [] }], figures: [...figures, ...long.figures] };
}

export async function measureTalks(talks: readonly Talk[], meaning: Meaning): Promise<Figure[]> {
  return [
    ...(await measureAnswers(talks, meaning)),
    measureRepeats(talks),
    measureNearRepeats(talks),
    measureOpenings(talks),
    measureEchoes(talks),
    ...measureDisagreement(talks),
    await measureGuesses(talks, meaning),
    await measureDistinctness(talks, meaning),
    measureAddressed(talks),
    measureBalance(talks),
    ...measureCosts(talks),
  ];
}

function personasOf(script: TalkScript, plaza: Awaited<ReturnType<typeof readPlaza>>) {
  return script.personas.map((key) => {
    const persona = plaza.get(key);
    if (!persona) throw new Error(`the plaza has no ${key}`);
    return persona;
  });
}
