import fc from "fast-check";
import { expect, test } from "vitest";
import { DebatePhase, type Debate } from "../../messages/debate.ts";
import {
  beginPhase,
  extendPhase,
  isPhaseDone,
  mayTakeFloor,
  movePhase,
  noteSpoken,
  startClock,
  stopClock,
  timeLeft,
} from "./debate-floor.ts";

const people = [
  { id: "ada", kind: "person", isMuted: false },
  { id: "bruno", kind: "persona", isMuted: false },
  { id: "clio", kind: "persona", isMuted: false },
] as const;
const muting = (muted: string) => people.map((one) => ({ ...one, isMuted: one.id === muted }));
const floorOf = (debate: Debate) => people.flatMap(({ id }) => (mayTakeFloor(debate, id, people) ? [id] : []));
const speakAll = (debate: Debate, ids: string[]) => ids.reduce(noteSpoken, debate);

test("C2 a debate goes from opening statements to the verdict, and then everybody talks freely", () => {
  const phases: string[] = [];
  for (let at: Debate | null = beginPhase("ada", "opening", 0); at; at = movePhase(at, at.endsAt))
    phases.push(at.phase);
  expect(phases).toEqual(DebatePhase.options);
});

test("C2 in opening, rebuttal and closing each side speaks once; the part is done when all of them have", () => {
  for (const phase of ["opening", "rebuttal", "closing"] as const) {
    const begun = beginPhase("ada", phase, 0);
    expect(floorOf(begun)).toEqual(["ada", "bruno", "clio"]);
    const half = noteSpoken(begun, "bruno");
    expect([floorOf(half), isPhaseDone(half, people)]).toEqual([["ada", "clio"], false]);
    expect(isPhaseDone(noteSpoken(half, "clio"), people)).toBe(true);
  }
});

test("C2 a persona who moderates begins each part, and takes no side in it", () => {
  const begun = beginPhase("clio", "rebuttal", 0);
  expect(floorOf(begun)).toEqual(["clio"]);
  expect(floorOf(noteSpoken(begun, "clio"))).toEqual(["ada", "bruno"]);
});

test("C2 a moderator who has left holds nobody up", () => {
  expect(mayTakeFloor(beginPhase("gone", "opening", 0), "bruno", people)).toBe(true);
});

test("C2 C9 nobody waits for who is muted: neither for the persona who moderates, nor for a side", () => {
  const begun = beginPhase("clio", "opening", 0);
  expect(["ada", "bruno"].map((id) => mayTakeFloor(begun, id, muting("clio")))).toEqual([true, true]);
  expect(mayTakeFloor(begun, "bruno", muting("ada"))).toBe(false);
  const said = noteSpoken(beginPhase("ada", "closing", 0), "clio");
  expect([isPhaseDone(said, people), isPhaseDone(said, muting("bruno"))]).toEqual([false, true]);
});

test("C2 the free exchange ends by its clock alone, and everybody speaks in it as often as they like", () => {
  const spoken = speakAll(beginPhase("ada", "exchange", 0), ["bruno", "clio"]);
  expect([floorOf(spoken), isPhaseDone(spoken, people)]).toEqual([["ada", "bruno", "clio"], false]);
});

test("C2 the verdict is the moderator's alone; that of a persona ends the debate", () => {
  const verdict = beginPhase("clio", "verdict", 0);
  expect(floorOf(verdict)).toEqual(["clio"]);
  expect([floorOf(noteSpoken(verdict, "clio")), isPhaseDone(noteSpoken(verdict, "clio"), people)]).toEqual([[], true]);
  expect(isPhaseDone(noteSpoken(beginPhase("ada", "verdict", 0), "ada"), people)).toBe(false);
});

test("C2 an extension is a minute more, also when the time is over", () => {
  const begun = beginPhase("ada", "opening", 0);
  expect(extendPhase(begun, 1).endsAt - begun.endsAt).toBe(60_000);
  expect(extendPhase(begun, begun.endsAt + 500).endsAt).toBe(begun.endsAt + 60_500);
});

test("C2 the clock of a part runs while it is started, and only then", () => {
  fc.assert(
    fc.property(fc.array(fc.record({ isRunning: fc.boolean(), ms: fc.nat(100_000) })), (spans) => {
      let [debate, now, ran] = [beginPhase("ada", "opening", 0), 0, 0];
      const whole = timeLeft(debate, 0);
      for (const { isRunning, ms } of spans) {
        debate = isRunning ? startClock(debate, now) : stopClock(debate, now);
        now += ms;
        if (isRunning) ran += ms;
        expect(timeLeft(debate, now)).toBe(whole - ran);
      }
    }),
  );
});
