/** Who speaks, and what it costs. */
import { findAddressees } from "../../engine/mind/find-addressees.ts";
import { PERSON } from "../talk/hold-talk.ts";
import { personaTurns, type Talk } from "../talk/talk.ts";
import { meanOf, medianOf, share, type Example, type Figure } from "./figure.ts";

/** Whoever was asked by name speaks next. */
export function measureAddressed(talks: readonly Talk[]): Figure {
  const failed: Example[] = [];
  let asked = 0;
  for (const { topic, personas, turns } of talks) {
    const participants = [PERSON, ...personas.map(({ id, name }) => ({ id, name, kind: "persona" as const }))];
    for (const [position, turn] of turns.entries()) {
      const [first] = findAddressees(turn.text, turn.speakerId, participants);
      const next = turns[position + 1];
      if (first?.manner !== "asked" || first.participantId === PERSON.id || !next || next.speakerKind === "person")
        continue;
      asked += 1;
      if (next.speakerId !== first.participantId)
        failed.push({ talk: topic, text: turn.text, note: `${next.speakerName} spoke next` });
    }
  }
  return {
    key: "addressedAnswers",
    title: "The persona asked by name speaks next",
    method: "turns of people and personas that ask somebody by name",
    value: share(asked - failed.length, asked),
    unit: "share",
    over: asked,
    examples: failed,
  };
}

const HALF = 1 / 2;

/** The least share of a persona in a talk, of its fair one. */
export function measureBalance(talks: readonly Talk[]): Figure {
  const least: number[] = [];
  const unfair: Example[] = [];
  for (const talk of talks) {
    const turns = personaTurns(talk);
    if (turns.length === 0) continue;
    const counts = talk.personas.map(({ id, name }) => ({
      name,
      count: turns.filter(({ speakerId }) => speakerId === id).length,
    }));
    const quietest = counts.toSorted((one, other) => one.count - other.count)[0]!;
    const fair = turns.length / talk.personas.length;
    least.push(quietest.count / fair);
    if (quietest.count >= fair * HALF) continue;
    const text = `${quietest.name}: ${quietest.count} of ${turns.length} turns`;
    unfair.push({ talk: talk.topic, text, note: "less than half of the fair share" });
  }
  return {
    key: "leastShare",
    title: "The share of the quietest persona, of its fair one",
    method: "the mean of all talks; 1 is an equal share",
    value: meanOf(least),
    unit: "share",
    over: least.length,
    examples: unfair,
  };
}

export function measureCosts(talks: readonly Talk[]): Figure[] {
  const shown = talks.flatMap(personaTurns);
  const calls = talks.flatMap((talk) => talk.calls);
  const live = calls.filter(({ task }) => task === "speak" || task === "decide");
  const speaking = calls.filter(({ task }) => task === "speak");
  const ahead = calls.filter(({ task }) => task === "keep-prompt").reduce((sum, { usage }) => sum + usage.input, 0);
  const cached = speaking.reduce((sum, { usage }) => sum + usage.cached, 0);
  const prompt = speaking.reduce((sum, { usage }) => sum + usage.input + usage.cached, 0);
  const failed = talks.flatMap(({ topic, turns }) =>
    turns.flatMap((turn): Example[] =>
      turn.text === "" ? [{ talk: topic, text: turn.raw.join(" | ") || "(nothing)", note: turn.speakerName }] : [],
    ),
  );
  const figure = (key: string, title: string, unit: Figure["unit"], value: number | null): Figure => ({
    key,
    title,
    method: "as the ledger records it",
    value,
    unit,
    over: shown.length,
    examples: key === "emptyTurns" ? failed : [],
  });
  const waits = shown.flatMap(({ firstWordMs }) => firstWordMs ?? []);
  return [
    figure("emptyTurns", "Turns in which nothing could be shown", "count", failed.length),
    figure("callsPerTurn", "Calls to speak and decide", "per turn", share(live.length, shown.length)),
    figure("promptTokensPerTurn", "Prompt tokens", "per turn", share(prompt, shown.length)),
    figure(
      "tokensReadPerTurn",
      "Prompt tokens read while people wait",
      "per turn",
      share(prompt - cached, shown.length),
    ),
    figure(
      "tokensReadAheadPerTurn",
      "Prompt tokens read ahead, while nobody waits",
      "per turn",
      share(ahead, shown.length),
    ),
    figure(
      "replyTokensPerTurn",
      "Tokens of replies",
      "per turn",
      share(
        speaking.reduce((sum, { usage }) => sum + usage.output, 0),
        shown.length,
      ),
    ),
    figure("cachedShare", "Prompt tokens read before, in earlier turns or ahead", "share", share(cached, prompt)),
    figure(
      "firstWordMs",
      "Median time to the first word",
      "ms",
      waits.length === 0 ? null : Math.round(medianOf(waits)),
    ),
  ];
}
