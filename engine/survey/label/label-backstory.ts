/** Labels one trait of one backstory: what the text states, else an estimate from sampled answers (SPEC S3). */
import { UNKNOWN, type TraitDistribution } from "../../../schema/rules/survey/labels.ts";
import type { SurveyTrait } from "../../../schema/rules/survey/standard-traits.ts";
import type { TokenLogProbability } from "../../model/language-model.ts";
import { explicitPrompt, letterPrompt, readExplicitReply, samplePrompt } from "./label-prompts.ts";
import { readLetterShares } from "./read-letter-shares.ts";
import { readValue } from "./read-value.ts";
import { splitWindows } from "./split-windows.ts";
import { verifyEvidence } from "./verify-evidence.ts";

/** Why an answer was not used. */
export type Refusal = "unreadable" | "not-in-text" | "denied" | "about-others" | "contradiction";

export type Labelling = {
  /** Null if no answer could be used. */
  label: Omit<TraitDistribution, "model"> | null;
  refused: Partial<Record<Refusal, number>>;
  /** Of an estimate from log-probabilities: the probability (0–1) of anything that is no option. */
  refusalMass?: number;
};

export type LabelProgress = { done: number; total: number };

export type LabelPorts = {
  /** @returns the model's reply; temperature 0 for what is stated, 1 for samples */
  ask(prompt: string, temperature: 0 | 1): Promise<string>;
  /** What the text does not state is estimated from that many answers, or from the probabilities of one. */
  estimate: { samples: number } | { readTop(prompt: string): Promise<TokenLogProbability["top"]> };
};

/** Yields how many of the model's answers have come, of how many at most. */
export async function* labelBackstory(
  text: string,
  trait: SurveyTrait,
  ports: LabelPorts,
): AsyncGenerator<LabelProgress, Labelling> {
  const { refused, refuse } = countRefusals();
  const windows = splitWindows(text);
  const total = windows.length + countAnswers(ports);
  const stated: Stated[] = [];
  for (const [place, window] of windows.entries()) {
    const found = readStated(text, trait, await ports.ask(explicitPrompt(window, trait), 0), refuse);
    if (found) stated.push(found);
    yield { done: place + 1, total };
  }
  const [first] = stated;
  if (first && stated.every(({ value }) => value === first.value)) {
    const { value, evidence } = first;
    return { label: { distribution: { [value]: 1 }, source: "explicit", count: 1, evidence }, refused };
  }
  // Windows that state different values contradict each other: then nothing counts as stated.
  if (first) refuse("contradiction");
  const steps = estimateTrait(text, trait, ports);
  for (;;) {
    const step = await steps.next();
    if (!step.done) {
      yield { done: windows.length + step.value.done, total };
      continue;
    }
    for (const [why, times] of Object.entries(step.value.refused)) refuse(why as Refusal, times);
    return { ...step.value, refused };
  }
}

/** Whatever the text states: an estimate that can be compared with it. */
export async function* estimateTrait(
  text: string,
  trait: SurveyTrait,
  { ask, estimate }: LabelPorts,
): AsyncGenerator<LabelProgress, Labelling> {
  const { refused, refuse } = countRefusals();
  if ("readTop" in estimate) {
    const shares = readLetterShares(await estimate.readTop(letterPrompt(text, trait)), trait);
    yield { done: 1, total: 1 };
    if (!shares) refuse("unreadable");
    const { distribution, refusalMass } = shares ?? {};
    return {
      label: distribution ? { distribution, source: "logprob", count: 1 } : null,
      refused,
      ...(refusalMass !== undefined && { refusalMass }),
    };
  }
  const counts = new Map<string, number>();
  for (let sample = 0; sample < estimate.samples; sample++) {
    const value = readValue(await ask(samplePrompt(text, trait), 1), trait);
    if (value === null) refuse("unreadable");
    else counts.set(value, (counts.get(value) ?? 0) + 1);
    yield { done: sample + 1, total: estimate.samples };
  }
  return { label: toEstimate(counts), refused };
}

const countAnswers = ({ estimate }: Pick<LabelPorts, "estimate">): number =>
  "samples" in estimate ? estimate.samples : 1;

function countRefusals() {
  const refused: Labelling["refused"] = {};
  return { refused, refuse: (why: Refusal, times = 1) => void (refused[why] = (refused[why] ?? 0) + times) };
}

type Stated = { value: string; evidence: string };

function readStated(text: string, trait: SurveyTrait, reply: string, refuse: (why: Refusal) => void): Stated | null {
  const read = readExplicitReply(reply);
  const value = read && readValue(read.answer, trait);
  if (value === null) refuse("unreadable");
  if (!read || value === null || value === UNKNOWN) return null;
  const verdict = verifyEvidence(text, read.quote);
  if ("evidence" in verdict) return { value, evidence: verdict.evidence };
  refuse(verdict.refused);
  return null;
}

function toEstimate(counts: ReadonlyMap<string, number>): Labelling["label"] {
  const count = [...counts.values()].reduce((sum, times) => sum + times, 0);
  if (count === 0) return null;
  const distribution = Object.fromEntries([...counts].map(([value, times]) => [value, times / count]));
  return { distribution, source: "sampled", count };
}
